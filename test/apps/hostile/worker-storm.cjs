'use strict';
const { serve } = require('./hostile.cjs');

const { Worker } = require('node:worker_threads');
let left = 40;
const next = () => left-- > 0 && new Worker('setTimeout(() => {}, 20)', { eval: true }).on('exit', next);
for (let i = 0; i < 3; i++) next();
serve();
