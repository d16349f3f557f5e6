'use strict';
const { serve } = require('./hostile.cjs');

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});
serve();
