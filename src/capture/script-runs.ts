/** Runs of a script as slices of one Recording: each run has processes of its own, and those of two runs that did the same are known as such. */
import type { ThreadEvidence } from '../model/agent-protocol.ts';
import type { OtherThread } from '../model/thread-counters.ts';
import type { CpuProgress } from '../model/recorded-samples.ts';
import type { Slice, SliceKind, ThreadUsage, Usage } from '../model/recorded-slice.ts';
import type { RecordedThread } from '../model/recording.ts';
import type { ScriptRun, ThreadOfApp } from '../model/target.ts';
import type { ProgressWatch } from './cpu-progress.ts';
import { sum } from './slice.ts';

export interface MeasuredRun {
  readonly kind: SliceKind;
  readonly run: ScriptRun;
  /** Of each thread while it was sampled. */
  readonly progress?: ProgressWatch;
}

/** Process ids come again, and script ids are a process's own: each process of each run has its own number. */
export type ScriptThread = ThreadEvidence & ThreadOfApp & { readonly cpuProgress: CpuProgress | undefined };

export interface NumberedRun {
  readonly kind: SliceKind;
  readonly threads: readonly ScriptThread[];
}

export function numberProcesses(measured: readonly MeasuredRun[]): readonly NumberedRun[] {
  let before = 0;
  return measured.map(({ kind, run: { threads }, progress }) => {
    const pids = [...new Set([...threads].sort(byStart).map(({ pid }) => pid))];
    const numbered = threads.map((thread) => ({
      ...thread,
      process: before + pids.indexOf(thread.pid),
      thread: thread.threadId,
      cpuProgress: progress?.of({ pid: thread.pid, thread: thread.threadId }),
    }));
    before += pids.length;
    return { kind, threads: numbered };
  });
}

function byStart(a: ThreadEvidence, b: ThreadEvidence): number {
  return a.startedAtUs - b.startedAtUs;
}

/** What makes two processes the same is the file they run, and which of the processes that run it they are. */
export function threadsOfRuns(runs: readonly NumberedRun[]): readonly RecordedThread[] {
  const first = new Map<string, number>();
  return runs.flatMap(({ threads }) => {
    const mains = threads.filter(({ thread }) => thread === 0).sort((a, b) => a.process - b.process);
    const entries = mains.map(({ identity }) => identity?.entry ?? '');
    const sameAs = new Map<number, number>();
    for (const [index, { process }] of mains.entries()) {
      const nth = entries.slice(0, index).filter((entry) => entry === entries[index]).length;
      const key = `${nth} ${entries[index] ?? ''}`;
      const known = first.get(key);
      if (known === undefined) first.set(key, process);
      else sameAs.set(process, known);
    }
    return threads.map(({ process, thread, pid, identity }): RecordedThread => {
      const same = sameAs.get(process);
      return { process, thread, pid, serving: false, ...identity, ...(same === undefined ? {} : { sameAs: same }) };
    });
  });
}

/** From the start of its first process to the end of its last, with one "request". */
export function sliceOfRun({ kind, threads }: NumberedRun): Slice {
  const startUs = Math.min(...threads.map(({ startedAtUs }) => startedAtUs));
  const endUs = Math.max(...threads.map(({ counters }) => counters.atUs));
  const latency = Math.round(endUs - startUs);
  const outcome = {
    requestIndex: 0,
    completed: 1,
    errors: 0,
    bytesIn: 0,
    bytesOut: 0,
    latencyUs: [[latency, 1] as const],
    statuses: {},
  };
  return {
    kind,
    startUs,
    endUs,
    usage: usageOf(threads),
    outcome: { perRequest: [outcome], generatorCpuUs: 0, generatorLagMs: 0 },
  };
}

function usageOf(threads: readonly ScriptThread[]): Usage {
  // Process-wide counters are the same in each thread of a process: the main thread speaks for it.
  const mains = threads.filter(({ thread }) => thread === 0);
  const threadCpu = threads.map(({ counters }) => counters.threadCpuUs);
  const known = threadCpu.filter((us) => us !== undefined);
  const gc = (kind: keyof Usage['gcUs']): number => sum(threads.map(({ counters }) => counters.gcUs[kind]));
  return {
    processCpuUs: sum(mains.map(({ counters }) => counters.processCpuUs)),
    ...(known.length === threadCpu.length ? { javascriptThreadCpuUs: sum(known) } : {}),
    ...otherThreads(threads),
    gcUs: {
      minor: gc('minor'),
      major: gc('major'),
      incremental: gc('incremental'),
      weakCallbacks: gc('weakCallbacks'),
    },
    // A script is busy from its first line; its event loop says nothing about that.
    eventLoopUtilization: 1,
    heapUsedBytes: sum(threads.map(({ counters }) => counters.heapUsedBytes)),
    rssBytes: sum(mains.map(({ counters }) => counters.rssBytes)),
    threads: threads.map(threadUsage),
  };
}

function threadUsage({ process, thread, counters, startupCpuUs }: ScriptThread): ThreadUsage {
  const { threadCpuUs: cpuUs, processCpuUs, rssBytes, heapUsedBytes } = counters;
  return {
    process,
    thread,
    ...(cpuUs === undefined ? {} : { cpuUs }),
    ...(cpuUs === undefined || startupCpuUs === undefined ? {} : { startupCpuUs: Math.min(startupCpuUs, cpuUs) }),
    eventLoopActiveUs: counters.eventLoopActiveUs,
    eventLoopIdleUs: counters.eventLoopIdleUs,
    heapUsedBytes,
    ...(thread === 0 ? { processCpuUs, rssBytes } : {}),
  };
}

/** Those that are there when their process ends; a thread that runs JavaScript is among its process's tasks too, and is left out. */
function otherThreads(threads: readonly ScriptThread[]): Pick<Usage, 'otherThreadCpuUs'> {
  const javascript = new Set(threads.map(({ counters }) => counters.threadTid));
  const others = threads.flatMap(({ counters }) => counters.tasks ?? []).filter(({ tid }) => !javascript.has(tid));
  const of = (wanted: OtherThread | 'unnamed'): number =>
    sum(others.map(({ group, cpuUs }) => (group === wanted ? cpuUs : 0)));
  const other = of('other');
  const named = { engine: of('engine'), threadPool: of('threadPool') + of('unnamed') };
  return others.length === 0 ? {} : { otherThreadCpuUs: { ...named, ...(other === 0 ? {} : { other }) } };
}
