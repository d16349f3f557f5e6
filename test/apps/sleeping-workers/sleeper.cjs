'use strict';
const { workerData: wrong } = require('node:worker_threads');

const bell = new Int32Array(new SharedArrayBuffer(4));
const milliseconds = 25;

for (;;) {
  const begun = performance.now();
  const word = Atomics.wait(bell, 0, 0, milliseconds);
  if (word !== 'timed-out' || performance.now() - begun < milliseconds - 1) Atomics.add(wrong, 0, 1);
}
