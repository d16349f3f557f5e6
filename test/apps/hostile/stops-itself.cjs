'use strict';
const { serve } = require('./hostile.cjs');

serve();
setTimeout(() => process.kill(process.pid, 'SIGSTOP'), 900);
