'use strict';
const { serve } = require('./hostile.cjs');

try {
  process.kill(process.ppid, 'SIGSTOP');
} catch {}
serve();
