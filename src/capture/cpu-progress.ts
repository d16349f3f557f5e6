/**
 * How much CPU time each sampled thread has used, and how long it stood in line for a processor, moment by moment, from the operating system:
 * samples are of the clock on the wall, and cannot tell a thread that computes from one that waits in a call, or that others keep off the processor.
 * Read from outside, a few hundred times a second: it costs the application nothing. Linux only.
 */
import { readFileSync } from 'node:fs';
import type { CpuProgress } from '../model/recorded-samples.ts';
import type { AgentLink } from '../model/target.ts';
import { orGone } from './threads.ts';

/** The kernel brings a running thread's figure up to date every 1 to 4 ms. */
const everyMs = 3;

/** As the operating system knows a thread. */
export interface WatchedThread {
  readonly pid: number;
  readonly thread: number;
  readonly tid: number;
}

export interface ProgressWatch {
  readonly add: (thread: WatchedThread) => void;
  /** Undefined where the system does not tell. */
  readonly of: (thread: Omit<WatchedThread, 'tid'>) => CpuProgress | undefined;
  readonly stop: () => void;
}

interface Watched {
  readonly file: string;
  readonly atUs: number[];
  readonly cpuUs: number[];
  readonly queuedUs: number[];
}

export function watchCpuProgress(): ProgressWatch {
  const watched = new Map<string, Watched>();
  const note = (): void => {
    watched.forEach(noteOne);
  };
  const timer = setInterval(note, everyMs);
  return {
    add: (thread) => {
      const file = `/proc/${thread.pid}/task/${thread.tid}/schedstat`;
      const added = { file, atUs: [], cpuUs: [], queuedUs: [] };
      watched.set(keyOf(thread), added);
      noteOne(added);
    },
    of: (thread) => {
      const { atUs = [], cpuUs = [], queuedUs = [] } = watched.get(keyOf(thread)) ?? {};
      return atUs.length < 2 ? undefined : { atUs, cpuUs, queuedUs };
    },
    stop: () => {
      clearInterval(timer);
      note();
    },
  };
}

export async function watchAgents(agents: readonly AgentLink[]): Promise<ProgressWatch> {
  const tids = await Promise.all(agents.map((agent) => tidOf(agent)));
  const progress = watchCpuProgress();
  for (const [index, { pid, thread }] of agents.entries()) {
    const tid = tids[index];
    if (tid !== undefined) progress.add({ pid, thread, tid });
  }
  return progress;
}

function keyOf({ pid, thread }: Omit<WatchedThread, 'tid'>): string {
  return `${pid}:${thread}`;
}

async function tidOf(agent: AgentLink): Promise<number | undefined> {
  return agent.open ? (await orGone(agent, agent.request('counters', undefined)))?.threadTid : undefined;
}

/** A moment at which nothing has changed is left out, but for the last one before a change: that is where the change began. */
function noteOne({ file, atUs, cpuUs, queuedUs }: Watched): void {
  const read = readSchedule(file);
  if (read === undefined) return;
  const now = Number(process.hrtime.bigint() / 1000n);
  const last = atUs.length - 1;
  const isUnchanged = (at: number): boolean => cpuUs[at] === read.cpuUs && queuedUs[at] === read.queuedUs;
  if (last > 0 && isUnchanged(last) && isUnchanged(last - 1)) atUs[last] = now;
  else {
    atUs.push(now);
    cpuUs.push(read.cpuUs);
    queuedUs.push(read.queuedUs);
  }
}

interface Schedule {
  readonly cpuUs: number;
  readonly queuedUs: number;
}

/** Its first two fields: ns on a processor, and ns in line for one (Documentation/scheduler/sched-stats.rst in the kernel's tree). */
function readSchedule(file: string): Schedule | undefined {
  try {
    const [cpuUs = NaN, queuedUs = NaN] = readFileSync(file, 'latin1')
      .split(' ')
      .map((ns) => Math.round(Number(ns) / 1000));
    return Number.isFinite(cpuUs) && Number.isFinite(queuedUs) ? { cpuUs, queuedUs } : undefined;
  } catch {
    // The thread has ended, or there is no /proc.
    return undefined;
  }
}
