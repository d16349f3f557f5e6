'use strict';
const { receiveMessageOnPort, workerData } = require('node:worker_threads');
const { step } = require('./step.cjs');

const { bell, port } = workerData;

function serve() {
  for (let seen = 0; ; seen = Atomics.load(bell, 0)) {
    Atomics.wait(bell, 0, seen);
    for (let task = receiveMessageOnPort(port); task !== undefined; task = receiveMessageOnPort(port))
      port.postMessage(work(task.message));
  }
}

function work(rounds) {
  let x = 0;
  for (let i = 0; i < rounds; i++) x = step(x + i);
  return x;
}

serve();
