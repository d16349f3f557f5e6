/**
 * What load leaves in memory: stretches of the mix, a forced collection after each, and who allocated what is still there. It is
 * the last pass but one, so that the application has seen as many requests before it as can be, and what caches keep is in them;
 * it takes what time the others have left.
 */
import type { MemoryLeft } from '../model/thread-counters.ts';
import type { OnProgress } from '../model/progress.ts';
import type { GrowthMark, LiveSamples } from '../model/recorded-memory.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { AgentLink } from '../model/target.ts';
import { decodeBytes } from './decode.ts';
import type { Evidence } from './evidence.ts';
import { growthMs, isLate, type Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import { completedIn, sum, type Slicer } from './slice.ts';
import { orGone } from './threads.ts';

/** The interval of the growth rests on the differences between stretches. */
const stretches = { least: 3, most: 6 };
const shortestMs = 100;
/** Of the time there is: for settling before the first mark, which a large heap has to do without. */
const settling = 0.1;
/** Longer, and a collection after each stretch would go far beyond the time there is. */
const mostCollecting = 0.4;
const handOverMs = 60_000;
/** Each sample takes V8 a few microseconds: so many in a second slow the application, but nothing is timed here. */
const mostSamplesPerSecond = 60_000;
/** The smaller, the more samples a small leak leaves. */
const intervalBytes = { least: 2048, most: 64 * 1024 };

export interface GrowthOptions {
  readonly threads: readonly AgentLink[];
  readonly onProgress: OnProgress;
  readonly evidence: Evidence;
}

export async function measureGrowth(slicer: Slicer, plan: Plan, options: GrowthOptions): Promise<void> {
  const { threads, onProgress, evidence } = options;
  onProgress({ kind: 'phase', phase: 'allocation' });
  const begunMs = performance.now();
  const timeMs = growthMs(plan, begunMs);
  const atFirst = await collectAll(threads);
  const collectingMs = plan.complete === true ? 0 : performance.now() - begunMs;
  if (collectingMs > timeMs * mostCollecting) {
    evidence.warnings.push(tooLarge(collectingMs));
    return;
  }
  const settled = collectingMs > timeMs * settling ? atFirst : await settle(slicer, threads, timeMs * settling);
  const marks: GrowthMark[] = [{ completed: 0, ...settled }];
  await onEach(threads, (agent) =>
    agent.request('startAllocationSampling', { intervalBytes: intervalFor(evidence), liveOnly: true }),
  );
  const leftMs = plan.complete === true ? timeMs : timeMs - (performance.now() - begunMs);
  const wanted = Math.max(stretches.least, Math.min(stretches.most, Math.floor(leftMs / (shortestMs + collectingMs))));
  // A large heap takes long to collect: it must not leave no time for the load.
  const durationMs = Math.max(shortestMs, timeMs / 2 / wanted, leftMs / wanted - collectingMs);
  for (let mark = 1; mark <= wanted; mark++) {
    const slice = toRecorded(await slicer.run({ kind: 'growth', durationMs }));
    evidence.slices.push(slice);
    marks.push({ completed: (marks.at(-1)?.completed ?? 0) + completedIn(slice), ...(await collectAll(threads)) });
    const live = await readLive(threads, mark);
    evidence.growth = { marks: [...marks], live: [...(evidence.growth?.live ?? []), ...live] };
    if (mark >= stretches.least && isLate(plan, timeMs, performance.now() - begunMs)) break;
  }
  await onEach(threads, (agent) => agent.request('stopAllocationSampling', undefined, handOverMs));
}

/** What V8 and Node.js throw away in a row of collections, and make anew for the next requests, is no growth. */
async function settle(slicer: Slicer, threads: readonly AgentLink[], timeMs: number): Promise<MemoryLeft> {
  const begunMs = performance.now();
  while (performance.now() - begunMs < timeMs) await collectAll(threads);
  await slicer.run({ kind: 'growth', durationMs: shortestMs });
  return collectAll(threads);
}

function tooLarge(collectingMs: number): string {
  return `Memory growth was not measured: the heap is so large that a collection takes ${(collectingMs / 1000).toFixed(1)} s. Give the run a longer --budget-seconds.`;
}

async function collectAll(threads: readonly AgentLink[]): Promise<MemoryLeft> {
  const left = await onEach(threads, (agent) => agent.request('collectGarbage', undefined, handOverMs));
  return {
    heapUsedBytes: sum(left.map(({ heapUsedBytes }) => heapUsedBytes)),
    externalBytes: sum(left.map(({ externalBytes }) => externalBytes)),
    arrayBuffersBytes: sum(left.map(({ arrayBuffersBytes }) => arrayBuffersBytes)),
  };
}

function readLive(threads: readonly AgentLink[], mark: number): Promise<readonly LiveSamples[]> {
  return onEach(threads, async (agent) => {
    const profile = await agent.request('readAllocationSampling', undefined, handOverMs);
    return { process: agent.process, thread: agent.thread, mark, ...decodeBytes(profile) };
  });
}

/** A process or a worker that ended between two passes is no reason to lose the others. */
async function onEach<R>(threads: readonly AgentLink[], work: (agent: AgentLink) => Promise<R>): Promise<readonly R[]> {
  const open = threads.filter((agent) => agent.open);
  const done = await Promise.all(open.map((agent) => orGone(agent, work(agent))));
  return done.filter((each) => each !== undefined);
}

/** From how much the application was seen to allocate. */
function intervalFor({ slices, allocations }: Evidence): number {
  const isMix = ({ kind, requestIndex }: Pick<Slice, 'kind' | 'requestIndex'>): boolean =>
    kind === 'allocationSampling' && requestIndex === undefined;
  const seconds = sum(slices.filter(isMix).map(({ startUs, endUs }) => (endUs - startUs) / 1e6));
  const bytes = sum(
    allocations.filter((each) => each.kind === 'allocationSampling').map(({ selfBytes }) => sum(selfBytes)),
  );
  const bytesPerSecond = seconds === 0 ? Infinity : bytes / seconds;
  return Math.round(Math.max(intervalBytes.least, Math.min(intervalBytes.most, bytesPerSecond / mostSamplesPerSecond)));
}
