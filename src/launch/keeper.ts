/**
 * The keeper: a process of its own that starts the application and outlives whatever happens to the tool. When the tool
 * says so, or dies without a word, it ends the application and every process that descends from it.
 */
import spawn from 'cross-spawn';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { noteDescendants } from './descendants.ts';
import { setLimit, type Mark } from './mark.ts';
import { processAt, type ProcessId } from './process-table.ts';
import { sweep, type Swept } from './sweep.ts';

export interface KeeperStart {
  readonly kind: 'start';
  readonly mark: Mark;
  /** Removed when the keeper ends: the tool may not be there to do it. */
  readonly folder: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export type ToKeeper = KeeperStart | { readonly kind: 'stop' };

export type FromKeeper =
  | {
      readonly kind: 'started';
      readonly leader: ProcessId;
      /** The limit is there: what descends from the application is known by it. */
      readonly limited: boolean;
    }
  | { readonly kind: 'cannotStart'; readonly reason: string }
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null };

const politeMs = 1500;

let swept: Swept | undefined;
/** Set while the application runs. */
let child: ChildProcess | undefined;
let stopping = false;

const say = (message: FromKeeper): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

process.on('message', (message: ToKeeper) => {
  if (message.kind === 'start') void start(message);
  else void stop();
});
process.on('disconnect', () => void stop());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
// The tool may be gone when the last words are written; that must not end the keeper before its work is done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function start({ mark, folder, command, cwd, env }: KeeperStart): Promise<void> {
  swept = { mark, folder };
  const [program, ...args] = command;
  if (program === undefined) {
    say({ kind: 'cannotStart', reason: 'the command is empty' });
    return;
  }
  const limited = setLimit(mark);
  if (!limited) noteDescendants(folder);
  // A process group of its own, so that a Ctrl-C meant for the tool does not reach it first.
  const started = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  started.on('error', (error: NodeJS.ErrnoException) => {
    say({ kind: 'cannotStart', reason: error.code === 'ENOENT' ? `"${program}" was not found` : error.message });
  });
  if (started.pid === undefined) return;
  child = started;
  started.on('exit', (code, signal) => {
    child = undefined;
    say({ kind: 'exit', code, signal });
  });
  const { start: begun = '' } = (await processAt(started.pid)) ?? {};
  const leader = { pid: started.pid, start: begun };
  swept = { mark, folder, leader, limited };
  say({ kind: 'started', leader, limited });
}

/** Asks the application to end, gives it a moment, then ends everything that carries the run's mark. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (child?.pid !== undefined) {
    askToEnd(child.pid);
    await Promise.race([once(child, 'exit'), sleep(politeMs)]);
  }
  if (swept !== undefined) {
    await sweep(swept);
    // With the tool still there, the folder is its own to remove: it may want to read what is in it.
    if (!process.connected) await rm(swept.folder, { recursive: true, force: true });
  }
  process.exit(0);
}

function askToEnd(leader: number): void {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGTERM');
  } catch {
    // Already gone.
  }
}
