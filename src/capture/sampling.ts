/** Who: passes with a sampler on. One CPU profile spans all its slices; the slices' times say which samples count. */
import { ALLOCATION_INTERVAL_BYTES, CPU_INTERVAL_US, type CpuEngine } from '../model/agent-protocol.ts';
import type { OnProgress } from '../model/progress.ts';
import type { AllocationSamples, CpuSamples } from '../model/recorded-samples.ts';
import type { AgentLink } from '../model/target.ts';
import { watchAgents } from './cpu-progress.ts';
import { decodeAllocation, decodeCpu } from './decode.ts';
import type { Evidence } from './evidence.ts';
import { isLate, partsOf, requestsAlone, shortest, type Plan } from './plan.ts';
import { sharesAreTight } from './precision.ts';
import { toRecorded } from './recorded-slice.ts';
import { orGone } from './threads.ts';
import { completedIn, sum, type Slicer, type SliceWish } from './slice.ts';

/** Shorter, and a route's own slice holds too few samples. */
const shortestAllocationMs = 60;
const cpuSlices = 12;
/** Shorter ones hold too few bursts; there are fewer for it. */
const usualCpuSliceMs = 100;
/** A measurement that runs late ends once it has so many. */
const leastCpuSlices = 4;
/** A few requests that take 50 ms or more each. */
const blockingMs = 200;
const mostBlocking = 4;
/** Handing over a profile blocks the application for as long as it takes to write it. */
const handOverMs = 60_000;
/** Of the pass, however idle the application is. */
const mostResettling = 0.35;

export interface SamplingOptions {
  readonly threads: readonly AgentLink[];
  readonly onProgress: OnProgress;
  readonly evidence: Pick<Evidence, 'slices' | 'stacks' | 'allocations' | 'sizes' | 'savedMs'>;
}

/** In parts, so that it can end once the hottest functions are known well enough. */
export async function sampleCpu(slicer: Slicer, plan: Plan, options: CpuSamplingOptions): Promise<void> {
  const { onProgress, evidence } = options;
  onProgress({ kind: 'phase', phase: 'sampling' });
  const begunMs = performance.now();
  const { parts, intervalsUs, resettleMs } = partsFor(plan, evidence);
  for (const [index, partMs] of parts.entries()) {
    await samplePart(slicer, { plan, resettleMs }, options, {
      partMs,
      intervalUs: intervalsUs[index % intervalsUs.length] ?? CPU_INTERVAL_US,
      blocking: index === 0 ? blockingRequests(evidence) : [],
    });
    const sampled = evidence.slices.filter(
      ({ kind, requestIndex }) => kind === 'cpuSampling' && requestIndex === undefined,
    );
    if (index === parts.length - 1 || index < intervalsUs.length - 1) continue;
    if (plan.complete === true || !sharesAreTight(evidence.stacks, sampled)) continue;
    evidence.savedMs += Math.max(0, resettleMs + plan.cpuSamplingMs - (performance.now() - begunMs));
    break;
  }
}

/**
 * Pieces of work of the same length meet samples of a fixed interval at the same few places each time, where they follow each other or where a
 * timer begins them in a thread that rests: that begins in the moment of a sample, whose signal has the event loop look at the clock.
 * Shares were up to ten points wrong, more or less as the machine was faster or slower. With intervals that differ from part to part, the
 * places do.
 */
const intervals: readonly number[] = [CPU_INTERVAL_US, 199, 331];
const mostlyRests = 0.5;
/** CPU of a request; a longer one is met at many places by any interval. */
const shortRequestMs = 2;

interface Parts {
  /** ms of each, without what it takes to begin it. */
  readonly parts: readonly number[];
  /** The first part has the first of them, and so on, and over again. */
  readonly intervalsUs: readonly number[];
  readonly resettleMs: number;
}

function partsFor(plan: Plan, { slices }: Pick<Evidence, 'slices'>): Parts {
  const busy = busyShare(slices);
  const resettleMs = resettleFor(plan, busy);
  const parts = partsOf(plan.cpuSamplingMs, resettleMs);
  if (!(busy < mostlyRests || cpuMsIn(slices) < shortRequestMs))
    return { parts, intervalsUs: [CPU_INTERVAL_US], resettleMs };
  const count = intervals.length;
  if (parts.length >= count) return { parts, intervalsUs: intervals, resettleMs };
  return {
    parts: intervals.map(() => plan.cpuSamplingMs / count),
    intervalsUs: intervals,
    resettleMs: resettleMs / count,
  };
}

/** CPU of a request of the mix. */
function cpuMsIn(slices: Evidence['slices']): number {
  const mix = slices.filter(({ kind, requestIndex }) => kind === 'asIs' && requestIndex === undefined);
  return sum(mix.map(({ usage }) => usage.processCpuUs)) / 1000 / sum(mix.map(completedIn));
}

function busyShare(slices: Evidence['slices']): number {
  const asIs = slices.filter(({ kind }) => kind === 'asIs');
  return sum(asIs.map(({ usage }) => usage.eventLoopUtilization)) / asIs.length;
}

/** V8 compiles what has run often enough: of a process that is mostly idle, that takes longer. */
function resettleFor({ resettleMs, cpuSamplingMs }: Plan, busy: number): number {
  return Math.min(Math.max(resettleMs, cpuSamplingMs * mostResettling), resettleMs / Math.max(busy, 0.01));
}

export interface CpuSamplingOptions extends SamplingOptions {
  readonly engine: CpuEngine;
}

interface Part {
  readonly intervalUs: number;
  readonly partMs: number;
  /** Requests to sample alone besides. */
  readonly blocking: readonly number[];
}

async function samplePart(
  slicer: Slicer,
  { plan, resettleMs }: { readonly plan: Plan; readonly resettleMs: number },
  options: CpuSamplingOptions,
  { intervalUs, partMs, blocking }: Part,
): Promise<void> {
  const { evidence } = options;
  const samples = await underCpuSampler({ ...options, intervalUs }, async () => {
    await slicer.run({ kind: 'cpuSampling', durationMs: resettleMs, inBursts: true });
    await runCpuSlices(slicer, plan, partMs, evidence);
    for (const requestIndex of blocking) {
      const wish = { kind: 'cpuSampling', durationMs: blockingMs, requestIndex, connections: 1 } as const;
      evidence.slices.push(toRecorded(await slicer.run(wish)));
    }
  });
  evidence.stacks.push(...samples);
}

interface UnderSampler extends Pick<CpuSamplingOptions, 'threads' | 'engine'> {
  readonly intervalUs?: number;
}

/** The samples of every thread that were taken while the work was done, functions kept apart. */
export async function underCpuSampler(
  { threads, engine, intervalUs = CPU_INTERVAL_US }: UnderSampler,
  work: () => Promise<void>,
): Promise<readonly CpuSamples[]> {
  const started = await each(threads, itself, async (agent) => ({
    agent,
    ...(await agent.request('startCpuSampling', { intervalUs, separateFunctions: true, engine })),
  }));
  const progress = await watchAgents(threads);
  try {
    await work();
  } finally {
    progress.stop();
  }
  return each(
    started,
    ({ agent }) => agent,
    async ({ agent, startedAtUs }) =>
      decodeCpu(await agent.request('stopCpuSampling', undefined, handOverMs), {
        process: agent.process,
        thread: agent.thread,
        startedAtUs,
        engine,
        cpuProgress: progress.of(agent),
      }),
  );
}

async function runCpuSlices(
  slicer: Slicer,
  plan: Plan,
  partMs: number,
  { slices }: SamplingOptions['evidence'],
): Promise<void> {
  const dueMs = performance.now() + partMs;
  const count = Math.max(leastCpuSlices, Math.min(cpuSlices, Math.round(partMs / usualCpuSliceMs)));
  for (let i = 0; i < count && (i < leastCpuSlices || !isLate(plan, dueMs, performance.now())); i++)
    slices.push(toRecorded(await slicer.run({ kind: 'cpuSampling', durationMs: partMs / count, inBursts: true })));
}

/** Those that held the event loop while they were driven one at a time, the longest first: samples of them alone tell who does it. */
function blockingRequests({ slices }: Pick<Evidence, 'slices'>): readonly number[] {
  const longestUs = new Map<number, number>();
  for (const { kind, requestIndex, loops = [] } of slices) {
    if (kind !== 'oneAtATime' || requestIndex === undefined) continue;
    for (const { durationUs } of loops.flatMap(({ held }) => held))
      longestUs.set(requestIndex, Math.max(longestUs.get(requestIndex) ?? 0, durationUs));
  }
  const byLength = [...longestUs].sort(([, a], [, b]) => b - a);
  return byLength.slice(0, mostBlocking).map(([requestIndex]) => requestIndex);
}

/** How many bytes: the mix, then each request alone, while V8 works as usual. */
export async function sampleAllocationTotals(slicer: Slicer, plan: Plan, options: SamplingOptions): Promise<void> {
  options.onProgress({ kind: 'phase', phase: 'allocation' });
  const alone = requestsAlone(slicer.requests, plan);
  const mixMs = alone.length > 0 ? plan.allocationTotalMs / 2 : plan.allocationTotalMs;
  const aloneMs = Math.max(
    shortest(plan, shortestAllocationMs),
    (plan.allocationTotalMs - mixMs) / Math.max(1, alone.length),
  );
  const kind = 'allocationTotal';
  await allocationSlice(slicer, { kind, durationMs: mixMs }, options);
  const dueMs = performance.now() + plan.allocationTotalMs;
  for (const requestIndex of alone) {
    if (isLate(plan, dueMs, performance.now())) break;
    await allocationSlice(slicer, { kind, durationMs: aloneMs, requestIndex }, options);
  }
}

/** Who allocates: the mix, while V8 keeps functions apart. */
export async function sampleAllocation(slicer: Slicer, plan: Plan, options: SamplingOptions): Promise<void> {
  options.onProgress({ kind: 'phase', phase: 'allocation' });
  await allocationSlice(slicer, { kind: 'allocationSampling', durationMs: plan.allocationSamplingMs }, options);
}

interface AllocationWish extends SliceWish {
  readonly kind: AllocationSamples['kind'];
}

async function allocationSlice(
  slicer: Slicer,
  wish: AllocationWish,
  { threads, evidence }: SamplingOptions,
): Promise<void> {
  const { kind, requestIndex } = wish;
  await each(threads, itself, (agent) =>
    agent.request('startAllocationSampling', { intervalBytes: ALLOCATION_INTERVAL_BYTES }),
  );
  const slice = toRecorded(await slicer.run(wish));
  const samples = await each(threads, itself, async (agent) =>
    decodeAllocation(await agent.request('stopAllocationSampling', undefined, handOverMs), {
      kind,
      process: agent.process,
      thread: agent.thread,
      ...(requestIndex === undefined ? {} : { requestIndex }),
    }),
  );
  evidence.slices.push(slice);
  evidence.allocations.push(...samples);
}

/** A process or a worker that ended between two passes is no reason to lose the others. */
async function each<T, R>(
  items: readonly T[],
  agentOf: (item: T) => AgentLink,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const open = items.filter((item) => agentOf(item).open);
  const done = await Promise.all(open.map((item) => orGone(agentOf(item), work(item))));
  return done.filter((each) => each !== undefined);
}

const itself = (agent: AgentLink): AgentLink => agent;
