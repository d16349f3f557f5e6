/**
 * What a run's processes are known by, whatever they do to their parents, groups and sessions: a variable of the environment, and on Linux
 * a resource limit, which a process inherits also where it is started with an environment of its own. The limit on file locks has no
 * effect since Linux 2.4.25 (getrlimit(2), RLIMIT_LOCKS): nothing reads it, and nobody sets it.
 */
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import process from 'node:process';
import { RUN_ID_ENV } from '../model/agent-protocol.ts';
import { output } from './output.ts';
import { processTable, readProc, type ProcessId, type TableRow } from './process-table.ts';

export interface Mark {
  readonly runId: string;
  /** The limit on file locks that no other process of this machine has. */
  readonly locks: number;
}

export interface Marked extends ProcessId {
  /** It has the limit, not only the variable of the environment. */
  readonly limited: boolean;
}

/** Below this somebody may have meant it. */
const leastLocks = 2 ** 40;

export function newMark(runId: string): Mark {
  return { runId, locks: leastLocks + randomInt(2 ** 47) };
}

/** Marks this process and what it starts from now on; false where the system has no such means. */
export function setLimit({ locks }: Mark): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('prlimit', ['--pid', String(process.pid), `--locks=${locks}:`], { stdio: 'ignore', timeout: 2_000 });
    return hasLimit(process.pid, locks);
  } catch {
    // No util-linux here: descendants are noted while they run.
    return false;
  }
}

function hasLimit(pid: number, locks: number): boolean {
  return Number(/^Max file locks\s+(\d+)/m.exec(readProc(pid, 'limits'))?.[1]) === locks;
}

/** Started with the environment of the run and yet not descended from what was started; Linux only, where the limit was set. */
export function isForeign(pid: number, { runId, locks }: Mark): boolean {
  return !hasLimit(pid, locks) && readProc(pid, 'environ').split('\0').includes(wordOf(runId));
}

/** Processes that carry the mark, except this one. */
export async function findMarked(mark: Mark): Promise<readonly Marked[]> {
  const rows = (await processTable()).filter(({ pid }) => pid !== process.pid);
  return process.platform === 'linux' ? onLinux(rows, mark) : byPs(rows, mark);
}

function onLinux(rows: readonly TableRow[], { runId, locks }: Mark): readonly Marked[] {
  const word = wordOf(runId);
  return rows.flatMap(({ pid, start }): readonly Marked[] => {
    if (hasLimit(pid, locks)) return [{ pid, start, limited: true }];
    return readProc(pid, 'environ').split('\0').includes(word) ? [{ pid, start, limited: false }] : [];
  });
}

/** macOS and the BSDs print the environment of one's own processes with `ps -E`. */
async function byPs(rows: readonly TableRow[], { runId }: Mark): Promise<readonly Marked[]> {
  const lines = (await output('ps', ['-axEww', '-o', 'pid=,command='])).split('\n');
  const pids = new Set(lines.filter((line) => line.includes(wordOf(runId))).map((line) => Number.parseInt(line, 10)));
  return rows.filter(({ pid }) => pids.has(pid)).map(({ pid, start }) => ({ pid, start, limited: false }));
}

const wordOf = (runId: string): string => `${RUN_ID_ENV}=${runId}`;
