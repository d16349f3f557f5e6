/**
 * How cost grows with what is asked for: requests that say how much they ask for are driven alone at four sizes, each twice the one before.
 * First as the application is; then, in a pass of its own, with the CPU sampler on.
 */
import type { OnProgress } from '../model/progress.ts';
import type { SizedRequest, SizeSlice } from '../model/recorded-sizes.ts';
import type { RecordedRequest } from '../model/recording.ts';
import type { Evidence } from './evidence.ts';
import { isLate, type Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import { underCpuSampler, type CpuSamplingOptions } from './sampling.ts';
import { completedIn, sum, type Slicer, type SliceWish } from './slice.ts';

const points = 4;
/** A smaller size drowns in what every request costs. */
const leastSize = 8;
/** From the smallest size on; so that a user's data and patience are not asked for too much. */
const mostDoublings = 7;
/** Once the cost is so many times that of the smallest size, the parameter is what the cost comes from. */
const grownEnough = 8;
/** A request that takes longer is large enough. */
const slowMs = 120;
const tryingMs = 40;
const shortestMs = 60;
const connections = 2;
/** For one request: trying, four sizes as it is, four sizes sampled, a few turns each. */
const perRequestMs = 2200;
const rounds = { asIs: 4, sampling: 3 };
/** Of the time for sizes; the rest is for sampling. */
const asIsShare = 0.55;

interface SizeOptions {
  readonly onProgress: OnProgress;
  readonly evidence: Pick<Evidence, 'slices' | 'requests' | 'warnings' | 'sizes'>;
}

/** Without time for it, or a request that says how much it asks for, nothing happens. */
export async function measureSizes(slicer: Slicer, plan: Plan, { onProgress, evidence }: SizeOptions): Promise<void> {
  const wanted = byCost(evidence);
  if (wanted.length === 0) return;
  if (plan.sizesMs === 0) {
    evidence.warnings.push(notNow(namesOf(evidence.requests, wanted)));
    return;
  }
  onProgress({ kind: 'phase', phase: 'measuring' });
  const inTime = Math.max(1, Math.floor(plan.sizesMs / perRequestMs));
  const chosen = plan.complete === true ? wanted : wanted.slice(0, inTime);
  const begunMs = performance.now();
  const requests: SizedRequest[] = [];
  for (const requestIndex of chosen) {
    const sized = await findSizes(slicer, plan, evidence.requests, requestIndex);
    if (sized !== undefined) requests.push(sized);
  }
  evidence.warnings.push(...leftOut(evidence.requests, { wanted, chosen, requests }));
  if (requests.length === 0) return;
  const findingMs = plan.complete === true ? 0 : performance.now() - begunMs;
  const leftMs = plan.sizesMs * asIsShare - findingMs;
  const slices: SizeSlice[] = [];
  evidence.sizes = { requests, slices, stacks: [] };
  await takeTurns(slicer, plan, requests, { kind: 'asIs', turns: rounds.asIs, timeMs: leftMs, slices });
}

/** Who: only where the pass before had anything to measure. */
export async function sampleSizes(slicer: Slicer, plan: Plan, options: CpuSamplingOptions): Promise<void> {
  const { evidence, onProgress } = options;
  const { sizes } = evidence;
  if (sizes === undefined) return;
  onProgress({ kind: 'phase', phase: 'sampling' });
  const { requests } = sizes;
  const slices: SizeSlice[] = [...sizes.slices];
  const timeMs = plan.sizesMs * (1 - asIsShare);
  const stacks = await underCpuSampler(options, async () => {
    await takeTurns(slicer, plan, requests, { kind: 'cpuSampling', turns: rounds.sampling, timeMs, slices });
  });
  // Shares of functions are all that is asked here, of no lines.
  evidence.sizes = { requests, slices, stacks: stacks.map((each) => ({ ...each, lineTicks: [] })) };
}

/** Those that cost the load most first. */
function byCost({ requests, slices }: Pick<Evidence, 'requests' | 'slices'>): readonly number[] {
  const cost = (index: number): number => {
    const alone = slices.filter(({ kind, requestIndex }) => kind === 'asIs' && requestIndex === index);
    const completed = sum(alone.map(completedIn));
    const cpuUs = sum(alone.map(({ usage }) => usage.processCpuUs));
    return completed === 0 ? 0 : ((requests[index]?.share ?? 0) * cpuUs) / completed;
  };
  const sized = requests.flatMap(({ size, onlyInSequence }, index) =>
    size === undefined || onlyInSequence === true ? [] : [index],
  );
  return sized.sort((a, b) => cost(b) - cost(a));
}

/** Doubles what is asked for until that is what a request costs, it gets slow, or it fails. */
async function findSizes(
  slicer: Slicer,
  plan: Plan,
  requests: readonly RecordedRequest[],
  requestIndex: number,
): Promise<SizedRequest | undefined> {
  const size = requests[requestIndex]?.size;
  if (size === undefined) return undefined;
  const sizes: number[] = [];
  let firstUs: number | undefined;
  for (let next = Math.max(leastSize, size.value); sizes.length <= mostDoublings; next *= 2) {
    const wish = { kind: 'asIs', durationMs: tryingMs, requestIndex, size: next, connections: 1 } as const;
    const { usage, outcome, startUs, endUs } = await slicer.run(wish);
    const completed = completedIn({ outcome });
    if (completed === 0 || outcome.perRequest.some(({ errors }) => errors > 0)) break;
    sizes.push(next);
    const cpuUs = usage.processCpuUs / completed;
    firstUs ??= cpuUs;
    const slow = mayBeSlow(plan, sizes) && (endUs - startUs) / 1000 / completed > slowMs;
    if (slow || (sizes.length >= points && cpuUs >= grownEnough * firstUs)) break;
  }
  const { parameter } = size;
  return sizes.length < points - 1 ? undefined : { requestIndex, parameter, sizes: sizes.slice(-points) };
}

/** A complete run has all the sizes it wants, however long they take. */
function mayBeSlow({ complete }: Plan, sizes: readonly number[]): boolean {
  return complete !== true || sizes.length >= points;
}

interface Turns {
  readonly kind: 'asIs' | 'cpuSampling';
  readonly turns: number;
  readonly timeMs: number;
  readonly slices: SizeSlice[];
}

/** The sizes take turns, so that the machine's moods fall on all of them. */
async function takeTurns(
  slicer: Slicer,
  plan: Plan,
  requests: readonly SizedRequest[],
  { kind, turns, timeMs, slices }: Turns,
): Promise<void> {
  const round = requests.flatMap(({ requestIndex, sizes }) => sizes.map((size) => ({ requestIndex, size })));
  const durationMs = Math.max(shortestMs, timeMs / turns / round.length);
  const dueMs = performance.now() + 2 * timeMs;
  for (let turn = 0; turn < turns && (turn < 2 || !isLate(plan, dueMs, performance.now())); turn++)
    for (const wish of round) {
      const slice = await slicer.run({ kind, durationMs, connections, ...wish } satisfies SliceWish);
      slices.push({ ...toRecorded(slice), size: wish.size });
    }
}

interface Chosen {
  readonly wanted: readonly number[];
  readonly chosen: readonly number[];
  readonly requests: readonly SizedRequest[];
}

function leftOut(all: readonly RecordedRequest[], { wanted, chosen, requests }: Chosen): readonly string[] {
  const late = wanted.slice(chosen.length);
  const failed = chosen.filter((index) => !requests.some(({ requestIndex }) => requestIndex === index));
  const [lateNames, failedNames] = [namesOf(all, late), namesOf(all, failed)];
  return [
    ...(late.length === 0
      ? []
      : [`How cost grows with size was not measured of ${lateNames}: give the run a longer --budget-seconds.`]),
    ...(failed.length === 0
      ? []
      : [`How cost grows with size could not be measured of ${failedNames}: larger sizes failed, or took too long.`]),
  ];
}

function notNow(names: string): string {
  return `How cost grows with size was not measured of ${names}: give the run --sizes, or a --budget-seconds of 20 and more.`;
}

function namesOf(requests: readonly RecordedRequest[], indices: readonly number[]): string {
  return indices.map((index) => `${requests[index]?.method ?? ''} ${requests[index]?.route ?? ''}`).join(', ');
}
