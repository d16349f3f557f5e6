'use strict';
const { serve } = require('./hostile.cjs');

process.kill(process.pid, 'SIGSTOP');
serve();
