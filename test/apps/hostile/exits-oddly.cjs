'use strict';
const { serve } = require('./hostile.cjs');

process.exitCode = 77;
serve();
setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 1500);
