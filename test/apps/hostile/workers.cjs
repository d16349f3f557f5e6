'use strict';
const { serve } = require('./hostile.cjs');

const { Worker } = require('node:worker_threads');
for (let i = 0; i < 4; i++) new Worker('setInterval(() => {}, 10)', { eval: true });
serve();
