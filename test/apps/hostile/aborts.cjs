'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => process.abort(), 1500);
