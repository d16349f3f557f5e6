/** What the application stands and what gives way first: from the climb where there was one, else from what a request costs. */
import type { FunctionCost } from '../model/costs.ts';
import { loadPointOf, type LoadPoint } from '../model/load-point.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Climb, Recording } from '../model/recording.ts';
import { endsAtCpu, type BindingResource, type Breaking, type Capacity } from '../model/report-capacity.ts';
import type { ReportUpstream } from '../model/report-load.ts';
import type { Amounts } from './amounts.ts';
import { bindingOf, gcShareOf, waitingOf, type Limits } from './binding.ts';
import { atATimeOf, rateLimitOf, type JudgedStep } from './let-through.ts';
import { fullPoolOf, worksInPool } from './thread-pool.ts';

const busy = 0.9;
const halfBusy = 0.5;
/** Of a request's time, when it is alone. */
const mostlyWaiting = 0.5;
/** Other programs, the generator among them, need some of a machine. */
const mostOfMachine = 0.85;
const mostOfMemory = 0.8;
/** Of the event loop's time: it is not computing that fills it. */
const mostlyCollecting = 0.5;
/** Of an application that uses more, the generator's own CPU is what it would use next. */
const severalCores = 1.2;

interface Known {
  readonly functions: readonly FunctionCost[];
  readonly upstreams?: readonly ReportUpstream[] | undefined;
}

export function capacityOf(
  recording: Recording,
  { cpu, asIs }: Amounts,
  { functions, upstreams = [] }: Known,
): { readonly capacity?: Capacity } {
  if (cpu.value === 0) return {};
  const requestsPerSecondPerCore = 1000 / cpu.value;
  const climbed = climbOf(recording);
  // Under a closed load as many requests are there as get through: what is full then is what ends it.
  const fullPool = fullPoolOf(recording, asIs);
  const byPool =
    fullPool === undefined ? {} : ({ bindingResource: 'threadPool', binding: { threadPool: fullPool } } as const);
  if (climbed === undefined) {
    const saturated = asIs.length > 0 && asIs.every(({ usage }) => usage.eventLoopUtilization > busy);
    if (saturated) return { capacity: { requestsPerSecondPerCore, bindingResource: 'eventLoop' } };
    return { capacity: { ...(fullPool === undefined ? { requestsPerSecondPerCore } : {}), ...byPool } };
  }
  const { curve, breaking, knee, broken } = climbed;
  const last = broken ?? climbed.steps.at(-1);
  const { waitingShare } = waitingOf(curve, cpu.value);
  const limits = limitsOf(recording, climbed, { last, fullPool });
  const resource =
    last === undefined || breaking === undefined
      ? undefined
      : resourceOf(recording, last, { ...breaking, ...limits, waitingShare });
  const objectiveMs = recording.climb?.standard.p99Ms;
  return {
    capacity: {
      ...(mayEndAtCpu(recording, resource ?? byPool.bindingResource, last) ? { requestsPerSecondPerCore } : {}),
      ...(resource === undefined ? byPool : { bindingResource: resource }),
      ...(resource === undefined || breaking === undefined
        ? {}
        : {
            binding: bindingOf(recording, resource, {
              ...{ curve, functions, upstreams, cpuMs: cpu.value },
              ...{ atPerSecond: breaking.offered, slice: last?.slice, limits },
            }),
          }),
      ...(knee === undefined ? {} : { knee }),
      ...(breaking === undefined ? {} : { breaking }),
      curve,
      ...(objectiveMs === undefined ? {} : { objectiveMs }),
    },
  };
}

/**
 * Where the generator spoilt the step that was too much, it is not known what would end it; with loop and processors mostly at rest it is not
 * computing.
 */
function mayEndAtCpu({ machine }: Recording, resource: BindingResource | undefined, last: Step | undefined): boolean {
  if (resource !== 'generator' || last === undefined) return endsAtCpu(resource);
  const { eventLoopUtilization, cores } = last.point;
  return eventLoopUtilization > halfBusy || cores > halfBusy * machine.logicalCpus;
}

interface Full {
  readonly last: Step | undefined;
  /** Under the closed load before the climb. */
  readonly fullPool: Limits['threadPool'];
}

function limitsOf(recording: Recording, { steps }: Climbed, { last, fullPool }: Full): Limits {
  const threadPool = (last === undefined ? undefined : fullPoolOf(recording, [last.slice])) ?? fullPool;
  const isInPool = worksInPool(steps.map(({ slice }) => slice));
  const rateLimit = isInPool ? undefined : rateLimitOf(steps);
  const atATimeInterval = isInPool ? undefined : atATimeOf(steps);
  return {
    ...(threadPool === undefined ? {} : { threadPool }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(atATimeInterval === undefined ? {} : { atATimeInterval }),
  };
}

interface Step extends JudgedStep {
  readonly rate: number;
}

interface Climbed {
  readonly steps: readonly Step[];
  readonly curve: readonly LoadPoint[];
  readonly knee: LoadPoint | undefined;
  readonly broken: Step | undefined;
  readonly breaking: Breaking | undefined;
}

function climbOf({ climb, slices, partial }: Recording): Climbed | undefined {
  if (climb === undefined) return undefined;
  const steps = climbSlices(slices).map((slice) => ({
    rate: slice.outcome.open?.arrival.ratePerSecond ?? 0,
    point: loadPointOf(slice, climb.standard),
    slice,
  }));
  // A step that the generator may have spoilt was tried again: its last word counts.
  const lastWords = [...new Map(steps.map((step) => [step.rate, step])).values()]
    .flatMap(({ point, ...step }) => (point === undefined ? [] : [{ ...step, point }]))
    .sort((a, b) => a.point.offered - b.point.offered);
  const curve = lastWords.map(({ point }) => point);
  const tried = Math.max(0, ...steps.map(({ rate }) => rate));
  const endedAt = partial === undefined ? undefined : endedUnder(climb, tried);
  // A load that kills is worse than one that is not kept up with, where it is not the higher of the two.
  const at = lastWords.findIndex(({ rate, point }) => point.limits.length > 0 || rate >= (endedAt ?? Infinity));
  const broken = (lastWords[at]?.rate ?? Infinity) < (endedAt ?? Infinity) ? lastWords[at] : undefined;
  const knee = curve[(at < 0 ? curve.length : at) - 1];
  const breaking: Breaking | undefined =
    broken !== undefined
      ? { offered: broken.point.offered, limits: broken.point.limits, valid: broken.point.valid }
      : endedAt === undefined
        ? undefined
        : { offered: endedAt, limits: ['ended'], valid: true };
  return { steps: lastWords, curve, knee, broken, breaking };
}

/** Recordings that do not tell which step was begun tell the highest load that was tried. */
function endedUnder({ begunPerSecond, triedPerSecond }: Climb, tried: number): number | undefined {
  return begunPerSecond ?? (triedPerSecond !== undefined && triedPerSecond > tried ? triedPerSecond : undefined);
}

function climbSlices(slices: readonly Slice[]): readonly Slice[] {
  return slices.filter(({ kind, outcome }) => kind === 'climb' && outcome.open !== undefined);
}

function resourceOf(
  { machine, logTail }: Recording,
  { point, slice }: Step,
  {
    limits,
    valid,
    waitingShare = 1,
    threadPool,
    rateLimit,
  }: Breaking & Limits & { readonly waitingShare: number | undefined },
): BindingResource | undefined {
  if (limits.includes('ended')) return /heap out of memory|ENOMEM/i.test(logTail) ? 'memory' : undefined;
  // Refused is refused, however late the requests came.
  if (rateLimit?.status !== undefined && limits.includes('errors')) return 'rateLimit';
  // A loop that is full is full, and so is a pool, however late the requests came.
  if (!valid && !limits.includes('eventLoop') && threadPool === undefined) return 'generator';
  if (point.rssBytes > mostOfMemory * machine.memoryBytes) return 'memory';
  const generatorCores = slice.outcome.generatorCpuUs / (slice.endUs - slice.startUs);
  if (point.cores > severalCores && point.cores + generatorCores > mostOfMachine * machine.logicalCpus) return 'cpu';
  if (point.eventLoopUtilization > busy) return gcShareOf(slice) > mostlyCollecting ? 'memory' : 'eventLoop';
  // The pool of libuv has four threads: work in it keeps processors busy while the loop rests.
  if (point.cores > mostOfMachine * machine.logicalCpus) return 'cpu';
  if (threadPool !== undefined) return 'threadPool';
  // Requests that are nearly all CPU wait for nothing but each other: a short step never fills the loop from end to end.
  if (waitingShare < mostlyWaiting && point.eventLoopUtilization > halfBusy) return 'eventLoop';
  return rateLimit === undefined ? 'waiting' : 'rateLimit';
}
