'use strict';
const { serve } = require('./hostile.cjs');

process.exit = process.reallyExit = process.abort = () => {};
process.on('SIGTERM', () => process.exit(0));
serve();
