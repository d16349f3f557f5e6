'use strict';
const { serve } = require('./hostile.cjs');

for (let i = 0; i < 50; i++) serve();
