/** One slice: counters before, load, counters after. */
import type { Counters, GcKind, OtherThread } from '../model/thread-counters.ts';
import type { OnProgress } from '../model/progress.ts';
import type { RecordedLoop, Slice, SliceKind, SliceOutcome, Usage } from '../model/recorded-slice.ts';
import type { RecordedRequest } from '../model/recording.ts';
import type { OpenArrival } from '../model/spec.ts';
import type { AgentLink, Target } from '../model/target.ts';
import type { LoadSession } from '../model/workload.ts';
import { createConcurrency } from './concurrency.ts';
import { unitsDone } from './count-units.ts';
import { patienceMs, type Plan } from './plan.ts';
import type { Timelines } from './timelines.ts';
import { loopUs, orGone, threadCpuUs, threadUsage } from './threads.ts';

export interface SliceWish {
  readonly kind: SliceKind;
  readonly durationMs: number;
  readonly requestIndex?: number;
  /** How much that request asks for. */
  readonly size?: number;
  /** Absent for a closed load. */
  readonly arrival?: OpenArrival;
  /** So many at most. */
  readonly connections?: number;
  /** All connections send at once, and the generator rests while the application computes: for samples that are fair. */
  readonly inBursts?: true;
}

export interface MeasuredSlice extends Slice {
  readonly perAgent: readonly AgentUsage[];
}

export interface AgentUsage {
  readonly agent: AgentLink;
  readonly processCpuUs: number;
  readonly eventLoopActiveUs: number;
}

export interface Slicer {
  readonly target: Target;
  readonly requests: readonly RecordedRequest[];
  run(wish: SliceWish): Promise<MeasuredSlice>;
}

export interface SlicerOptions {
  readonly target: Target;
  readonly session: LoadSession;
  readonly plan: Plan;
  readonly requests: readonly RecordedRequest[];
  /** Where the threads' notes go. */
  readonly timelines: Timelines;
  /** Where nothing is sent: what the process counts instead, or else how long it runs. */
  readonly counting?: { readonly unit?: string };
  /** CPU time of a fixed piece of work at this moment, µs: the machine's pace. */
  readonly readPace?: () => number;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export function createSlicer(options: SlicerOptions): Slicer {
  const { target, session, plan, requests, timelines, counting, readPace, onProgress, signal } = options;
  const concurrency = createConcurrency();
  return {
    target,
    requests,
    run: async ({ kind, durationMs, requestIndex, size, arrival, inBursts, connections: most }) => {
      signal.throwIfAborted();
      const agents = target.agents();
      const paceBefore = readPace?.();
      const before = await readAll(agents, timelines, counting?.unit);
      const alone = requestIndex === undefined ? {} : { requestIndex, ...(size === undefined ? {} : { size }) };
      const limit = arrival === undefined ? concurrency.forSlice(durationMs, most) : { arrival, ...asked(most) };
      const patience = patienceMs(plan, performance.now() + durationMs);
      const waiting = patience === undefined ? {} : { patienceMs: patience };
      const burst = inBursts === true ? concurrency.burst() : undefined;
      const bursts = burst === undefined ? {} : { burst };
      const outcome = await session.run({ durationMs, ...alone, ...limit, ...waiting, ...bursts });
      // What came of a slice that the application did not outlive is no evidence.
      if (target.exit !== undefined) throw new Error('the application ended');
      const after = await readAll(agents, timelines, counting?.unit);
      const paceUs = meanOf(paceBefore, readPace?.());
      const slice = toSlice({ paceUs, kind, requestIndex, agents, before, after, outcome, counting });
      if (kind !== 'climb' && requestIndex === undefined && completedIn(slice) > 0)
        concurrency.learn(slice.usage.processCpuUs / 1000 / completedIn(slice));
      onProgress(counting === undefined ? liveProgress(slice, plan) : { kind: 'progress', fraction: passed(plan) });
      return slice;
    },
  };
}

function meanOf(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : (before + after) / 2;
}

function asked(connections: number | undefined): { readonly connections?: number } {
  return connections === undefined ? {} : { connections };
}

/** Processes come and go; one that has gone between two marks is left out of the slice. */
function readAll(
  agents: readonly AgentLink[],
  timelines: Timelines,
  unit: string | undefined,
): Promise<readonly (Counters | undefined)[]> {
  return Promise.all(
    agents.map(async (agent) => {
      if (!agent.open) return undefined;
      const counters = await orGone(agent, agent.request('counters', unit === undefined ? undefined : { unit }));
      if (counters === undefined) return undefined;
      timelines.add(agent, counters.noted);
      return counters;
    }),
  );
}

interface Marks {
  readonly paceUs: number | undefined;
  readonly kind: SliceKind;
  readonly requestIndex: number | undefined;
  readonly agents: readonly AgentLink[];
  readonly before: readonly (Counters | undefined)[];
  readonly after: readonly (Counters | undefined)[];
  readonly outcome: SliceOutcome;
  readonly counting: SlicerOptions['counting'];
}

interface Delta {
  readonly agent: AgentLink;
  readonly before: Counters;
  readonly after: Counters;
}

function toSlice({ paceUs, kind, requestIndex, agents, before, after, outcome, counting }: Marks): MeasuredSlice {
  const deltas = agents.flatMap((agent, i): readonly Delta[] => {
    const [from, to] = [before[i], after[i]];
    return from === undefined || to === undefined ? [] : [{ agent, before: from, after: to }];
  });
  const startUs = Math.min(...deltas.map((delta) => delta.before.atUs));
  const endUs = Math.max(...deltas.map((delta) => delta.after.atUs));
  return {
    kind,
    ...(requestIndex === undefined ? {} : { requestIndex }),
    startUs,
    endUs,
    ...(paceUs === undefined ? {} : { paceUs }),
    usage: usageOf(deltas, deltas.length === agents.length),
    loops: deltas.flatMap(loopOf),
    outcome:
      counting === undefined
        ? outcome
        : unitsDone(outcome, counting.unit === undefined ? (endUs - startUs) / 1e6 : sum(deltas.map(unitsIn))),
    perAgent: deltas.map((delta) => ({
      agent: delta.agent,
      processCpuUs: delta.agent.thread === 0 ? delta.after.processCpuUs - delta.before.processCpuUs : 0,
      eventLoopActiveUs: loopUs(delta).eventLoopActiveUs,
    })),
  };
}

function usageOf(deltas: readonly Delta[], isAll: boolean): Usage {
  // Process-wide counters are the same in each thread of a process: the main thread speaks for it.
  const mains = deltas.filter(({ agent }) => agent.thread === 0);
  const threadCpu = deltas.map(threadCpuUs);
  const known = threadCpu.filter((us) => us !== undefined);
  return {
    processCpuUs: sum(mains.map(({ before, after }) => after.processCpuUs - before.processCpuUs)),
    ...(known.length === threadCpu.length ? { javascriptThreadCpuUs: sum(known) } : {}),
    ...otherThreads(deltas, isAll),
    gcUs: gcOf(deltas),
    eventLoopUtilization: Math.max(0, ...deltas.map(utilization)),
    heapUsedBytes: sum(deltas.map(({ after }) => after.heapUsedBytes)),
    rssBytes: sum(mains.map(({ after }) => after.rssBytes)),
    threads: deltas.map(threadUsage),
  };
}

/**
 * By what they are for; threads that run JavaScript are among the system's tasks too, and are left out. Where one of these did not answer, a
 * thread without a name may be it.
 */
function otherThreads(deltas: readonly Delta[], isAll: boolean): Pick<Usage, 'otherThreadCpuUs' | 'poolQueuedUs'> {
  const javascript = new Set(deltas.map(({ after }) => after.threadTid));
  const cpu: Record<OtherThread, number> = { engine: 0, threadPool: 0, other: 0 };
  let known = false;
  let poolQueuedUs = 0;
  for (const { before, after } of deltas) {
    const earlier = new Map(before.tasks?.map((task) => [task.tid, task]));
    for (const { tid, cpuUs, queuedUs = 0, group } of after.tasks ?? []) {
      known = true;
      const of = group !== 'unnamed' ? group : isAll ? 'threadPool' : 'other';
      if (javascript.has(tid)) continue;
      cpu[of] += cpuUs - (earlier.get(tid)?.cpuUs ?? 0);
      if (of === 'threadPool') poolQueuedUs += queuedUs - (earlier.get(tid)?.queuedUs ?? 0);
    }
  }
  const { other, ...named } = cpu;
  return known ? { otherThreadCpuUs: { ...named, ...(other === 0 ? {} : { other }) }, poolQueuedUs } : {};
}

function gcOf(deltas: readonly Delta[]): Usage['gcUs'] {
  const of = (kind: GcKind): number => sum(deltas.map(({ before, after }) => after.gcUs[kind] - before.gcUs[kind]));
  return { minor: of('minor'), major: of('major'), incremental: of('incremental'), weakCallbacks: of('weakCallbacks') };
}

function unitsIn({ before, after }: Delta): number {
  return (after.units ?? 0) - (before.units ?? 0);
}

function utilization(delta: Delta): number {
  const { eventLoopActiveUs: active, eventLoopIdleUs: idle } = loopUs(delta);
  return active + idle === 0 ? 0 : active / (active + idle);
}

/** The notes of the second reading are those since the first. */
function loopOf({ agent, before, after }: Delta): readonly RecordedLoop[] {
  // An event loop that does not turn has no delays to tell of.
  if (after.noted === undefined || after.silent === true) return [];
  const { process, thread } = agent;
  return [{ process, thread, activeUs: loopUs({ before, after }).eventLoopActiveUs, ...after.noted.loop }];
}

export function completedIn({ outcome }: Pick<Slice, 'outcome'>): number {
  return sum(outcome.perRequest.map(({ completed }) => completed));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function liveProgress(slice: Slice, plan: Plan): Parameters<OnProgress>[0] {
  const completed = completedIn(slice);
  return {
    kind: 'progress',
    fraction: passed(plan),
    requestsPerSecond: completed / ((slice.endUs - slice.startUs) / 1e6),
    ...(completed === 0 ? {} : { cpuMsPerRequest: slice.usage.processCpuUs / 1000 / completed }),
  };
}

function passed({ startedAtMs, endsAtMs }: Plan): number {
  return Math.min(1, (performance.now() - startedAtMs) / (endsAtMs - startedAtMs));
}
