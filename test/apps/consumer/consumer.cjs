'use strict';
// A queue consumer: no port, no end. 200 jobs a second by the clock, each the kernels of ../kernels in the same proportions,
// and an array of 2,000 numbers (8 bytes each) that is garbage at once. It tells of each job that is done.
const { channel } = require('node:diagnostics_channel');
const [alpha, beta, gamma] = ['alpha', 'beta', 'gamma'].map((name) => require(`../kernels/${name}.cjs`));
const { makeBatch } = require('./batch.cjs');

const jobsPerSecond = 200;
// On a machine that is too busy for so many, the event loop has its turns all the same.
const mostAtOnce = 20;
const done = channel('jobs:done');
const startedMs = performance.now();
let worked = 0;

function work(id) {
  let sum = makeBatch(id).length;
  for (let i = 0; i < 100; i++) sum += alpha(1_000);
  for (let i = 0; i < 60; i++) sum += beta(1_000);
  for (let i = 0; i < 40; i++) sum += gamma(1_000);
  return sum;
}

setInterval(() => {
  const late = Math.floor(((performance.now() - startedMs) / 1000) * jobsPerSecond);
  const due = Math.min(late, worked + mostAtOnce);
  while (worked < due) {
    const sum = work(worked++);
    done.publish({ sum });
  }
}, 20);
