'use strict';

throw new Error('at the start \x1b[31m');
