'use strict';
const { serve } = require('./hostile.cjs');

serve();
setInterval(() => process.stdout.write('flood '.repeat(10_000)), 1);
