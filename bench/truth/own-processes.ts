/**
 * The CPU that the bench and all it starts have used. A process is known by a mark in the environment, which children inherit, or by its
 * parent: Chromium writes its titles over the environment that /proc shows. What a process used after it was last seen is missed; looked at
 * five times a second, that is little. Linux.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

const variable = 'LEANSCOPE_TRUTH';
const intervalMs = 200;

export interface OwnProcesses {
  /** User and system time, ticks of 10 ms. */
  ticks(): number;
  /** Ends all that still run: asks first, and insists after three seconds. */
  end(): Promise<void>;
  close(): void;
}

interface Stat {
  readonly parent: string;
  readonly startedAt: string;
  readonly ticks: number;
}

export function watchOwnProcesses(): OwnProcesses {
  const mark = `truth-${process.pid}`;
  process.env[variable] = mark;
  const seen = new Map<string, number>();
  const own = new Set<string>();
  const look = (): void => {
    const running = new Map<string, Stat>();
    for (const pid of pids(readdirSync('/proc'))) {
      const stat = statOf(pid);
      if (stat !== undefined) running.set(pid, stat);
    }
    for (const pid of ownOf(running, own, mark)) {
      const { startedAt, ticks } = running.get(pid) ?? { startedAt: '', ticks: 0 };
      const key = `${pid} ${startedAt}`;
      own.add(key);
      seen.set(key, ticks);
    }
  };
  const timer = setInterval(look, intervalMs).unref();
  return {
    ticks: () => {
      look();
      return [...seen.values()].reduce((sum, ticks) => sum + ticks, 0);
    },
    end: () => endMarked(mark),
    close: () => {
      clearInterval(timer);
    },
  };
}

const pids = (names: readonly string[]): readonly string[] => names.filter((name) => /^\d+$/.test(name));

function statOf(pid: string): Stat | undefined {
  const text = readIfThere(`/proc/${pid}/stat`);
  if (text === '') return undefined;
  // proc(5): fields 4, 14, 15 and 22; the name before them may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: fields[1] ?? '', startedAt: fields[19] ?? '', ticks: Number(fields[11]) + Number(fields[12]) };
}

function ownOf(running: ReadonlyMap<string, Stat>, known: ReadonlySet<string>, mark: string): readonly string[] {
  const answers = new Map<string, boolean>();
  const isOwn = (pid: string): boolean => {
    const stat = running.get(pid);
    if (stat === undefined) return false;
    const before = answers.get(pid);
    if (before !== undefined) return before;
    const itself = Number(pid) === process.pid || known.has(`${pid} ${stat.startedAt}`) || isMarked(pid, mark);
    answers.set(pid, itself);
    const answer = itself || isOwn(stat.parent);
    answers.set(pid, answer);
    return answer;
  };
  return [...running.keys()].filter(isOwn);
}

function isMarked(pid: string, mark: string): boolean {
  return readIfThere(`/proc/${pid}/environ`).split('\0').includes(`${variable}=${mark}`);
}

/** Processes end at any moment, and those of other users are not for us to read. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

async function endMarked(mark: string): Promise<void> {
  const patienceEnds = performance.now() + 3000;
  for (let left = await marked(mark); left.length > 0; left = await marked(mark)) {
    const signal = performance.now() < patienceEnds ? 'SIGTERM' : 'SIGKILL';
    for (const pid of left) signalIfThere(Number(pid), signal);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function marked(mark: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of pids(await readdir('/proc'))) {
    if (!isMarked(pid, mark) || Number(pid) === process.pid) continue;
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
    const isZombie = stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
    if (stat !== '' && !isZombie) found.push(pid);
  }
  return found;
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
