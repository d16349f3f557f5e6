'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => process.kill(process.ppid, 'SIGKILL'), 1200);
