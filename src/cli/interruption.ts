/** Everything that means "stop": signals, a parent that cancels, a parent that is gone. */
import process from 'node:process';

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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.on('message', (message: { readonly kind?: string }) => {
    if (message.kind === 'cancel') interrupt();
  });
  process.on('disconnect', interrupt);
  return controller.signal;
}
