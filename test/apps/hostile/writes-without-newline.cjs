'use strict';
const { serve } = require('./hostile.cjs');

process.stdout.write('x'.repeat(5_000_000));
serve();
