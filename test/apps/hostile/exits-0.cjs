'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => process.exit(0), 1500);
