/** Everything that means "stop": signals, a parent that cancels, a parent that is gone. */
import process from 'node:process';
import { isMainThread, parentPort } from 'node:worker_threads';
import type { FromWork } from './front-protocol.ts';

/** The user has had enough: neither a failure nor a bug. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

export function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort(new Interrupted());
  };
  if (isMainThread) hearHere(interrupt);
  else hearFromFront(interrupt);
  return controller.signal;
}

function hearHere(interrupt: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.on('message', (message: { readonly kind?: string }) => {
    if (message.kind === 'cancel') interrupt();
  });
  process.on('disconnect', interrupt);
}

/** A thread beside the first one gets no signals. */
function hearFromFront(interrupt: () => void): void {
  const say = (message: FromWork): void => parentPort?.postMessage(message);
  // An interruption is all that it is ever told (`ToWork`).
  parentPort?.on('message', () => {
    say({ kind: 'ending' });
    interrupt();
  });
  // Waiting for an interruption is no work.
  parentPort?.unref();
  say({ kind: 'listens' });
}
