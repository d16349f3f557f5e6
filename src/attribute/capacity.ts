/** What the application stands and what gives way first: from the climb where there was one, else from what a request costs. */
import type { FunctionCost } from '../model/costs.ts';
import { loadPointOf, type LoadPoint } from '../model/load-point.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Climb, Recording } from '../model/recording.ts';
import type { Binding, BindingResource, Breaking, Capacity } from '../model/report-capacity.ts';
import type { Amounts } from './amounts.ts';
import { sum } from './statistics.ts';

const busy = 0.9;
const halfBusy = 0.5;
/** Of a request's time, when it is alone. */
const mostlyWaiting = 0.5;
/** Other programs, the generator among them, need some of a machine. */
const mostOfMachine = 0.85;
const mostOfMemory = 0.8;
/** Below it, memory that grows is what a higher load needs. */
const leastGrowthBytesPerSecond = 1024 * 1024;

export function capacityOf(
  recording: Recording,
  { cpu, asIs }: Amounts,
  functions: readonly FunctionCost[],
): { readonly capacity?: Capacity } {
  if (cpu.value === 0) return {};
  const requestsPerSecondPerCore = 1000 / cpu.value;
  const climbed = climbOf(recording);
  if (climbed === undefined) {
    const saturated = asIs.length > 0 && asIs.every(({ usage }) => usage.eventLoopUtilization > busy);
    return { capacity: { requestsPerSecondPerCore, ...(saturated ? { bindingResource: 'eventLoop' } : {}) } };
  }
  const { curve, breaking, knee, broken } = climbed;
  const last = broken ?? curve.at(-1);
  const { waitingShare } = waitingOf(curve, cpu.value);
  const resource =
    last === undefined || breaking === undefined
      ? undefined
      : resourceOf(recording, last, { ...breaking, waitingShare });
  const objectiveMs = recording.climb?.standard.p99Ms;
  return {
    capacity: {
      requestsPerSecondPerCore,
      ...(resource === undefined ? {} : { bindingResource: resource }),
      ...(resource === undefined
        ? {}
        : { binding: bindingOf(recording, resource, { curve, functions, cpuMs: cpu.value }) }),
      ...(knee === undefined ? {} : { knee }),
      ...(breaking === undefined ? {} : { breaking }),
      curve,
      ...(objectiveMs === undefined ? {} : { objectiveMs }),
    },
  };
}

interface Climbed {
  readonly curve: readonly LoadPoint[];
  readonly knee: LoadPoint | undefined;
  readonly broken: LoadPoint | undefined;
  readonly breaking: Breaking | undefined;
}

function climbOf({ climb, slices, partial }: Recording): Climbed | undefined {
  if (climb === undefined) return undefined;
  const steps = climbSlices(slices).map((slice) => ({
    rate: slice.outcome.open?.arrival.ratePerSecond ?? 0,
    point: loadPointOf(slice, climb.standard),
  }));
  // A step that the generator may have spoilt was tried again: its last word counts.
  const lastWords = [...new Map(steps.map(({ rate, point }) => [rate, point]))]
    .flatMap(([rate, point]) => (point === undefined ? [] : [{ rate, point }]))
    .sort((a, b) => a.point.offered - b.point.offered);
  const curve = lastWords.map(({ point }) => point);
  const tried = Math.max(0, ...steps.map(({ rate }) => rate));
  const endedAt = partial === undefined ? undefined : endedUnder(climb, tried);
  // A load that kills is worse than one that is not kept up with, where it is not the higher of the two.
  const at = lastWords.findIndex(({ rate, point }) => point.limits.length > 0 || rate >= (endedAt ?? Infinity));
  const broken = (lastWords[at]?.rate ?? Infinity) < (endedAt ?? Infinity) ? curve[at] : undefined;
  const knee = curve[(at < 0 ? curve.length : at) - 1];
  const breaking: Breaking | undefined =
    broken !== undefined
      ? { offered: broken.offered, limits: broken.limits, valid: broken.valid }
      : endedAt === undefined
        ? undefined
        : { offered: endedAt, limits: ['ended'], valid: true };
  return { curve, knee, broken, breaking };
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
  point: LoadPoint,
  { limits, valid, waitingShare = 1 }: Breaking & { readonly waitingShare: number | undefined },
): BindingResource | undefined {
  if (limits.includes('ended')) return /heap out of memory|ENOMEM/i.test(logTail) ? 'memory' : undefined;
  // A loop that is full is full, however late the requests came.
  if (!valid && !limits.includes('eventLoop')) return 'generator';
  if (point.rssBytes > mostOfMemory * machine.memoryBytes) return 'memory';
  if (point.cores > 1.2 && point.cores > mostOfMachine * machine.logicalCpus) return 'cpu';
  if (point.eventLoopUtilization > busy) return 'eventLoop';
  // The pool of libuv has four threads: work in it keeps processors busy while the loop rests.
  if (point.cores > mostOfMachine * machine.logicalCpus) return 'cpu';
  // Requests that are nearly all CPU wait for nothing but each other: a short step never fills the loop from end to end.
  return waitingShare < mostlyWaiting && point.eventLoopUtilization > halfBusy ? 'eventLoop' : 'waiting';
}

function bindingOf(
  { slices }: Recording,
  resource: BindingResource,
  {
    curve,
    functions,
    cpuMs,
  }: { readonly curve: readonly LoadPoint[]; readonly functions: readonly FunctionCost[]; readonly cpuMs: number },
): Binding {
  const growth = rssGrowth(climbSlices(slices));
  return {
    ...(resource === 'eventLoop' || resource === 'cpu' ? hottestOf(functions) : {}),
    ...(resource === 'waiting' ? waitingOf(curve, cpuMs) : {}),
    ...(growth === undefined || growth < leastGrowthBytesPerSecond ? {} : { rssGrowthBytesPerSecond: growth }),
  };
}

function hottestOf(functions: readonly FunctionCost[]): Pick<Binding, 'hottest'> {
  const known = functions.flatMap(({ name, file, ownShare }) =>
    ownShare === undefined ? [] : [{ name, file, share: ownShare }],
  );
  const [hottest] = known.sort((a, b) => b.share - a.share);
  return hottest === undefined || hottest.share === 0 ? {} : { hottest };
}

/**
 * Requests that do not queue take as long as where they are fastest: mostly under the lightest load, but that step may have met a moment in
 * which the machine was busy. When no more get through however many come, as many are let
 * through at a time as answers per second times that time (Little's law).
 */
function waitingOf(curve: readonly LoadPoint[], cpuMs: number): Pick<Binding, 'waitingShare' | 'atATime'> {
  const aloneMs = Math.min(...curve.flatMap(({ p50Ms }) => p50Ms ?? []));
  if (!Number.isFinite(aloneMs) || aloneMs === 0) return {};
  const behind = curve.filter(({ limits }) => limits.includes('behind') || limits.includes('errors'));
  const through = Math.max(0, ...behind.map(({ achieved }) => achieved));
  return {
    waitingShare: Math.max(0, 1 - cpuMs / aloneMs),
    ...(behind.length === 0 ? {} : { atATime: Math.max(1, Math.round((through * aloneMs) / 1000)) }),
  };
}

/** Bytes per second by least squares over the steps; undefined where they do not lie near a line. */
function rssGrowth(slices: readonly Slice[]): number | undefined {
  if (slices.length < 4) return undefined;
  const seconds = slices.map(({ endUs }) => endUs / 1e6);
  const bytes = slices.map(({ usage }) => usage.rssBytes);
  const [meanX, meanY] = [sum(seconds) / slices.length, sum(bytes) / slices.length];
  const xx = sum(seconds.map((x) => (x - meanX) ** 2));
  const yy = sum(bytes.map((y) => (y - meanY) ** 2));
  const xy = sum(seconds.map((x, i) => (x - meanX) * ((bytes[i] ?? 0) - meanY)));
  return xx === 0 || yy === 0 || xy ** 2 / (xx * yy) < 0.8 ? undefined : xy / xx;
}
