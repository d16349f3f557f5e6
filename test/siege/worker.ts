/**
 * Runs calls of the command line one after the other in one process: a thousand of them need no thousand starts of Node.js. What they
 * write is caught; what they would end the process with is the answer.
 */
import { join } from 'node:path';
import process from 'node:process';

export interface WorkerCall {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface WorkerAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

// The command line's sources ask where the bundle is that they are part of.
Object.assign(globalThis, { __dirname: join(import.meta.dirname, '..', '..', 'dist') });
const { main } = await import('../../src/cli/main.ts');

interface Caught {
  readonly text: () => string;
  /** Gives the stream back. */
  readonly release: () => void;
}

/** Keeps what is written to the stream from being written. */
function caught(stream: NodeJS.WriteStream): Caught {
  const chunks: Buffer[] = [];
  const before = Object.getOwnPropertyDescriptor(stream, 'write');
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    chunks.push(Buffer.from(chunk));
    const done = rest.find((each) => typeof each === 'function');
    if (done !== undefined) process.nextTick(done);
    return true;
  };
  Object.defineProperty(stream, 'write', { value: write, configurable: true, writable: true });
  return {
    text: () => Buffer.concat(chunks).toString('utf8'),
    release: () => {
      if (before === undefined) Reflect.deleteProperty(stream, 'write');
      else Object.defineProperty(stream, 'write', before);
    },
  };
}

async function answer({ args, cwd, env }: WorkerCall): Promise<WorkerAnswer> {
  Object.assign(process.env, env);
  process.chdir(cwd);
  const [stdout, stderr] = [caught(process.stdout), caught(process.stderr)];
  try {
    const code = await main(args);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.release();
    stderr.release();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
    // The folder goes with the next input.
    process.chdir('/');
  }
}

process.on('message', (call: WorkerCall) => {
  void answer(call).then((answered) => process.send?.(answered));
});
process.send?.('ready');
