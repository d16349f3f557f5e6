/**
 * One run of the command line as a child process. In: the folder to measure and a signal. Out: its events as they come,
 * then how it ended. When this process dies the child sees the channel close and ends itself and all it started.
 */
import { fork, type ChildProcess } from 'node:child_process';
import type { RunEvent } from '../model/progress.ts';
import { toRunEvent } from './run-event.ts';

export interface RunRequest {
  /** The command line's bundle. */
  readonly program: string;
  readonly cwd: string;
  /** More arguments of `leanscope run`. */
  readonly args?: readonly string[];
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  readonly onOutput: (text: string) => void;
  readonly patience?: Patience;
}

/** After being asked to cancel, how long until the child is told more firmly. */
export interface Patience {
  readonly untilTerminateMs: number;
  readonly untilKillMs: number;
}

export type RunEnd =
  | Extract<RunEvent, { readonly kind: 'done' | 'failed' }>
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'died'; readonly code: number | null; readonly signal: NodeJS.Signals | null };

export async function followRun(request: RunRequest): Promise<RunEnd> {
  if (request.signal.aborted) return { kind: 'cancelled' };
  const child = startChild(request);
  const stopCancelling = cancelOnSignal(child, request);
  try {
    return await endOf(child, request);
  } finally {
    stopCancelling();
  }
}

function startChild({ program, cwd, args = [], onOutput }: RunRequest): ChildProcess {
  const child = fork(program, ['run', '--events', '--cwd', cwd, ...args], {
    cwd,
    // Desktop VS Code's own executable is Node.js only when it is told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // The extension host's own flags, --inspect among them, are not the child's.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput);
  return child;
}

function endOf(child: ChildProcess, { signal, onEvent }: RunRequest): Promise<RunEnd> {
  return new Promise((resolve, reject) => {
    let last: Extract<RunEvent, { kind: 'done' | 'failed' }> | undefined;
    child.on('message', (message) => {
      const event = toRunEvent(message);
      if (event === undefined) return;
      if (event.kind === 'done' || event.kind === 'failed') last = event;
      else onEvent(event);
    });
    child.once('error', reject);
    const end = (code: number | null, endSignal: NodeJS.Signals | null): void => {
      if (signal.aborted) resolve({ kind: 'cancelled' });
      else resolve(last ?? { kind: 'died', code, signal: endSignal });
    };
    // `close` rather than `exit`: messages and output still on their way come before it. It never comes while a stray
    // grandchild holds the output open, so `exit` has the last word after a moment.
    child.once('close', end);
    child.once('exit', (code, endSignal) => setTimeout(end, lastWordsMs, code, endSignal).unref());
  });
}

const lastWordsMs = 2_000;
const defaultPatience: Patience = { untilTerminateMs: 5_000, untilKillMs: 10_000 };

function cancelOnSignal(child: ChildProcess, { signal, patience = defaultPatience }: RunRequest): () => void {
  const timers: NodeJS.Timeout[] = [];
  const cancel = (): void => {
    askToCancel(child);
    timers.push(
      setTimeout(() => child.kill('SIGTERM'), patience.untilTerminateMs),
      setTimeout(() => child.kill('SIGKILL'), patience.untilKillMs),
    );
  };
  signal.addEventListener('abort', cancel, { once: true });
  return () => {
    signal.removeEventListener('abort', cancel);
    for (const timer of timers) clearTimeout(timer);
  };
}

function askToCancel(child: ChildProcess): void {
  if (!child.connected) return;
  // A channel that closes at this very moment belongs to a child that is ending anyway: the answer is its `close`.
  child.send({ kind: 'cancel' }, () => undefined);
}
