'use strict';
// A job on two threads: the main one does 300 rounds of a kernel, the worker 200 rounds of the same, one after the other.
const { isMainThread, parentPort, Worker } = require('node:worker_threads');
const alpha = require('../kernels/alpha.cjs');

function inMain() {
  let sum = 0;
  for (let i = 0; i < 300 * 100; i++) sum += rounds();
  return sum;
}

function inWorker() {
  let sum = 0;
  for (let i = 0; i < 200 * 100; i++) sum += rounds();
  return sum;
}

function rounds() {
  return alpha(1_000);
}

if (isMainThread) {
  const sum = inMain();
  new Worker(__filename).on('message', (more) => console.log(sum + more));
} else {
  parentPort.postMessage(inWorker());
}
