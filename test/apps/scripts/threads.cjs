'use strict';
// A job on two threads: in each of 400 turns the main one does 300 rounds of a kernel, then the worker 200 rounds of the same. They
// never run at once, and turns are so short that what else the machine does falls on both.
const { isMainThread, parentPort, Worker } = require('node:worker_threads');
const alpha = require('../kernels/alpha.cjs');

const turns = 400;

function inMain() {
  let sum = 0;
  for (let i = 0; i < 300; i++) sum += rounds();
  return sum;
}

function inWorker() {
  let sum = 0;
  for (let i = 0; i < 200; i++) sum += rounds();
  return sum;
}

function rounds() {
  return alpha(1_000);
}

if (isMainThread) {
  const worker = new Worker(__filename);
  let [sum, turn] = [0, 0];
  const takeTurn = () => {
    sum += inMain();
    worker.postMessage(turn);
  };
  worker.on('message', (more) => {
    sum += more;
    if (++turn < turns) return takeTurn();
    console.log(sum);
    worker.postMessage('end');
  });
  takeTurn();
} else {
  parentPort.on('message', (message) => {
    if (message === 'end') parentPort.close();
    else parentPort.postMessage(inWorker());
  });
}
