'use strict';
// A pool as libraries make them: two workers do 200 turns of work each, one after the other, and neither ends by itself. One is
// terminated; the other is still there, waiting for work, when the process exits. A third computes and hears nothing when it is.
const { isMainThread, Worker, parentPort } = require('node:worker_threads');
const alpha = require('../kernels/alpha.cjs');

const turns = 200;

function inTerminated() {
  return turnsOf(alpha);
}

function inAbandoned() {
  return turnsOf(alpha);
}

function turnsOf(kernel) {
  let sum = 0;
  for (let turn = 0; turn < turns; turn++) for (let i = 0; i < 200; i++) sum += kernel(1_000);
  return sum;
}

/** The answer of a worker to its one piece of work. */
function ask(worker, work) {
  return new Promise((settle, reject) => {
    worker.once('message', settle);
    worker.once('error', reject);
    worker.postMessage(work);
  });
}

async function main() {
  const [first, second, deaf] = Array.from({ length: 3 }, () => new Worker(__filename));
  const sum = (await ask(first, 'terminated')) + (await ask(second, 'abandoned'));
  await ask(deaf, 'deaf');
  await Promise.all([first.terminate(), deaf.terminate()]);
  console.log(sum);
  process.exit();
}

const works = { terminated: inTerminated, abandoned: inAbandoned };

if (isMainThread) main();
else
  parentPort.on('message', (work) => {
    parentPort.postMessage(work === 'deaf' ? 0 : works[work]());
    if (work === 'deaf') for (;;) alpha(1_000);
  });
