'use strict';
const { serve } = require('./hostile.cjs');

process.kill = () => {
  throw new Error('patched');
};
process.exit = () => {
  throw new Error('patched');
};
process.memoryUsage = process.cpuUsage = () => undefined;
serve();
