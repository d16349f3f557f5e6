'use strict';

for (;;);
