/** One measurement of an application that does what it wants, or of which something is killed. In: the call. Out: what did not hold. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { arenaAt, changesSince, listing, prepare, type Arena } from './arena.ts';
import { cliFile, environmentOf } from './caller.ts';
import { faultsOf, type Column } from './judge.ts';
import { processesOf, send, SIEGE_ENV, sleepSeconds, type Seen } from './processes.ts';

export interface Trial {
  readonly number: number;
  /** A folder that it may remove. */
  readonly root: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What is done to it while it runs. */
  readonly during?: (running: Running) => Promise<void>;
  /** From when on it hangs. */
  readonly patienceMs: number;
}

export interface Running {
  readonly child: ChildProcess;
  readonly processes: () => readonly Seen[];
  readonly arena: Arena;
}

export interface TrialEnd {
  readonly faults: readonly Column[];
  readonly code: number | undefined;
  readonly screen: string;
  readonly orphans: readonly string[];
  readonly tookMs: number;
}

/** For processes that are on their way out, on a machine that has others to run. */
const settleMs = 8_000;

export async function runTrial(trial: Trial): Promise<TrialEnd> {
  const { number, root, args, env = {}, during, patienceMs } = trial;
  const arena = arenaAt(root);
  prepare(arena, { name: 'trial', files: {}, calls: [] }, undefined);
  mkdirSync(arena.work, { recursive: true });
  const before = listing(root);
  const mark = `${process.pid}-${number}`;
  const startedMs = performance.now();
  const child = spawn(process.execPath, [cliFile, ...args], {
    cwd: arena.work,
    env: { ...process.env, ...environmentOf(arena), ...env, [SIEGE_ENV]: mark, SIEGE_SLEEP: sleepSeconds(number) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as in a shell.
    detached: true,
  });
  const seen = (): readonly Seen[] => processesOf(number, mark);
  const [ended, peak] = [endOf(child, patienceMs), watchPeak(seen)];
  await during?.({ child, processes: seen, arena });
  const { code, screen, hung } = await ended;
  const orphans = await lastOf(seen);
  for (const { pid } of orphans) send(pid, 'SIGKILL');
  const peakBytes = peak.stop();
  // The next call puts in its place what a killed process had of a run.
  spawnSync(process.execPath, [cliFile, 'runs'], { cwd: arena.work, env: { ...process.env, ...environmentOf(arena) } });
  const { outsideTouched, leftOver } = changesSince(before, arena);
  const faults: readonly (readonly [Column, boolean])[] = [
    ['orphans', orphans.length > 0],
    ['outside', outsideTouched],
    ['half-written', leftOver.length > 0 || !runsAreWhole(arena)],
  ];
  return {
    // What the application itself says may be said again.
    faults: [
      ...faultsOf({ code, screen: withoutLog(screen), output: screen, hung, peakBytes }, args.join(' ')),
      ...faults.filter(([, is]) => is).map(([column]) => column),
    ],
    ...{ code, screen, tookMs: performance.now() - startedMs },
    orphans: [...orphans.map(({ command }) => command), ...leftOver],
  };
}

/** Lines of the application's last output begin with a bar. */
function withoutLog(screen: string): string {
  return screen
    .split('\n')
    .filter((line) => !line.startsWith('  | '))
    .join('\n');
}

function endOf(
  child: ChildProcess,
  patienceMs: number,
): Promise<{ readonly code: number | undefined; readonly screen: string; readonly hung: boolean }> {
  let [screen, hung] = ['', false];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (screen += text));
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, patienceMs);
  return new Promise((resolve) => {
    // Not `close`: one that runs on may hold the pipe, and is counted by itself.
    child.on('exit', (code) => {
      clearTimeout(timer);
      setTimeout(() => {
        resolve({ code: code ?? undefined, screen, hung });
      }, 100);
    });
  });
}

async function lastOf(seen: () => readonly Seen[]): Promise<readonly Seen[]> {
  const deadlineMs = performance.now() + settleMs;
  let left = seen();
  while (left.length > 0 && performance.now() < deadlineMs) {
    await sleep(100);
    left = seen();
  }
  return left;
}

/** Of the tool's own processes: an application may take what it wants. */
function watchPeak(seen: () => readonly Seen[]): { readonly stop: () => number } {
  let peakBytes = 0;
  const timer = setInterval(() => {
    for (const { pid, role } of seen()) if (role !== 'app') peakBytes = Math.max(peakBytes, peakOf(pid));
  }, 1_000);
  return {
    stop: () => {
      clearInterval(timer);
      return peakBytes;
    },
  };
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function runsAreWhole({ work }: Arena): boolean {
  const runs = join(work, '.leanscope', 'runs');
  try {
    return readdirSync(runs).every((run) =>
      readdirSync(join(runs, run)).every((file) => isWhole(readFileSync(join(runs, run, file)), file)),
    );
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function isWhole(bytes: Buffer, file: string): boolean {
  try {
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    if (/\.json(\.gz)?$/.test(file)) JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
