'use strict';
const { serve } = require('./hostile.cjs');

Date.now = () => NaN;
performance.now = () => Infinity;
process.hrtime.bigint = () => -1n;
serve();
