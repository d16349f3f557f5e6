/**
 * Wakes the generator at a moment told in fractions of a millisecond. Node.js's timers know whole milliseconds, which at 1,000
 * requests a second is the gap itself, and spinning until the moment would cost a core; a thread that sleeps on a futex
 * costs a few µs a wake.
 */
import { once } from 'node:events';
import process from 'node:process';
import { Worker } from 'node:worker_threads';

export interface Ticker {
  /** Its thread runs; what is due before that would be late. */
  readonly ready: Promise<unknown>;
  /** One wake at this time of `performance.now()`; replaces the one that was asked for before. */
  at(ms: number, wake: () => void): void;
  close(): void;
}

/** Text, because the generator is one file, and the same file cannot be found from the tests' sources. */
const sleeper = `
const { parentPort, workerData } = require('node:worker_threads');
const asked = new Int32Array(workerData, 0, 1);
const dueMs = new Float64Array(workerData, 8, 1);
for (;;) {
  const seen = Atomics.load(asked, 0);
  const leftMs = dueMs[0] - Number(process.hrtime.bigint()) / 1e6;
  if (leftMs > 0 && Atomics.wait(asked, 0, seen, leftMs) !== 'timed-out') continue;
  parentPort.postMessage(seen);
  Atomics.wait(asked, 0, seen);
}`;

export function createTicker(): Ticker {
  const shared = new SharedArrayBuffer(16);
  const asked = new Int32Array(shared, 0, 1);
  const dueMs = new Float64Array(shared, 8, 1);
  dueMs[0] = Infinity;
  // Clocks of threads count from different moments; the one under both does not.
  const toSharedClock = Number(process.hrtime.bigint()) / 1e6 - performance.now();
  const worker = new Worker(sleeper, { eval: true, workerData: shared, env: {}, execArgv: [] });
  let onWake: (() => void) | undefined;
  worker.on('message', (answered: number) => {
    if (answered === Atomics.load(asked, 0)) onWake?.();
  });
  // Rejects where the thread cannot start, and leaves errors after that to be heard.
  const ready = once(worker, 'online');
  return {
    ready,
    at: (ms, wake) => {
      onWake = wake;
      dueMs[0] = ms + toSharedClock;
      Atomics.add(asked, 0, 1);
      Atomics.notify(asked, 0);
    },
    close: () => void worker.terminate(),
  };
}
