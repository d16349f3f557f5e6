'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => process.exit(255), 1500);
