/**
 * A worker that is terminated, or still there when its process exits, runs no code of its own at its end: what was recorded in it would be
 * lost, and pools of workers end no other way. So it is asked to leave its evidence first. One that computes and hears nothing is
 * ended all the same, a moment later.
 */
import process from 'node:process';
import { BroadcastChannel, threadId, type Worker } from 'node:worker_threads';

/** Who computes and hears nothing must not go on for much longer than without us; who waits for work hears within a millisecond. */
const hearingMs = 50;
/** Who has heard it writes a file. */
const leavingMs = 5000;
const states = { asked: 0, heard: 1, left: 2 };
const channelName = 'leanscope: leave your evidence';

interface Asked {
  readonly threadId: number;
  /** One of `states`, which wakes who waits for the next. */
  readonly state: Int32Array<SharedArrayBuffer>;
}

/**
 * `leave` writes what this thread has recorded. Gives what asks the workers that this thread still has, and waits for them: for when it
 * leaves itself.
 */
export function watchTermination(leave: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  const listening = channel as BroadcastChannel & { unref(): void };
  channel.onmessage = (message: unknown) => {
    const { threadId: asked, state } = (message as { readonly data: Asked }).data;
    if (asked !== threadId) return;
    enter(state, states.heard);
    try {
      leave();
    } finally {
      enter(state, states.left);
    }
  };
  listening.unref();
  const ask = (worker: Worker): Int32Array<SharedArrayBuffer> => {
    const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    channel.postMessage({ threadId: worker.threadId, state } satisfies Asked);
    return state;
  };
  const running = new Set<Worker>();
  process.on('worker', (worker) => {
    running.add(worker);
    worker.once('exit', () => running.delete(worker));
    const terminate = worker.terminate.bind(worker);
    worker.terminate = async () => {
      if (running.delete(worker)) await hasLeft(ask(worker));
      return terminate();
    };
  });
  return () => {
    const asked = [...running].map(ask);
    const deadline = performance.now() + hearingMs;
    for (const state of asked) Atomics.wait(state, 0, states.asked, Math.max(0, deadline - performance.now()));
    for (const state of asked) Atomics.wait(state, 0, states.heard, leavingMs);
  };
}

function enter(state: Int32Array<SharedArrayBuffer>, next: number): void {
  Atomics.store(state, 0, next);
  Atomics.notify(state, 0);
}

async function hasLeft(state: Int32Array<SharedArrayBuffer>): Promise<void> {
  await Atomics.waitAsync(state, 0, states.asked, hearingMs).value;
  await Atomics.waitAsync(state, 0, states.heard, leavingMs).value;
}
