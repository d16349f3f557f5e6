/**
 * How cost grows with what is asked for. How much: a request alone at each size, with no profiler. Who: a function's share of the samples at
 * that size times what a request took while they were taken, and not, as elsewhere, what it takes with no profiler: keeping
 * functions apart makes what surrounds a loop dearer and the loop hardly, so that at small sizes the loop's share is too small, and its
 * exponent would come out too large.
 */
import type { Profile } from '../model/profile.ts';
import type { SizedRequest, SizeSlice } from '../model/recorded-sizes.ts';
import type { Recording } from '../model/recording.ts';
import type { FunctionGrowth, GrowthWithSize } from '../model/report-sizes.ts';
import { fitPowerLaw, type PowerPoint } from './power-law.ts';
import { worthOfSamples } from './sample-worth.ts';
import { tallySlices, type Tally } from './samples.ts';
import { completedIn, msPerRequest, outcomesOf } from './slices.ts';
import { studentT95, sum } from './statistics.ts';
import { threadKeys } from './thread-key.ts';

/** Fewer samples of a function at a size say nothing of its cost there. */
const leastSamples = 10;
/** Of the CPU at the largest size. */
const leastShare = 0.03;
const mostFunctions = 10;

/** Undefined where nothing was asked at several sizes. */
export function growthWithSize(recording: Recording, profile: Profile): readonly GrowthWithSize[] | undefined {
  const { sizes } = recording;
  if (sizes === undefined) return undefined;
  return sizes.requests.flatMap((sized) => growthOf(sized, sizes.slices, { recording, profile }));
}

interface Sources {
  readonly recording: Recording;
  readonly profile: Profile;
}

interface Point extends PowerPoint {
  readonly bytesOutPerRequest: number;
}

function growthOf(
  { requestIndex, parameter, sizes }: SizedRequest,
  all: readonly SizeSlice[],
  { recording, profile }: Sources,
): readonly GrowthWithSize[] {
  const request = recording.requests[requestIndex];
  const slices = all.filter((slice) => slice.requestIndex === requestIndex && completedIn(slice) > 0);
  const points = sizes.flatMap((size) => pointAt(slices.filter((slice) => slice.size === size)));
  const law = fitPowerLaw(points);
  if (request === undefined || law === undefined) return [];
  const { method, route, operation } = request;
  return [
    {
      method,
      path: route,
      ...(operation === undefined ? {} : { operation }),
      parameter,
      points: points.map(({ size, value, bytesOutPerRequest }) => ({
        size,
        cpuMsPerRequest: value,
        bytesOutPerRequest,
      })),
      ...law,
      functions: functionsOf(points, slices, profile),
    },
  ];
}

function pointAt(slices: readonly SizeSlice[]): readonly Point[] {
  const asIs = slices.filter(({ kind }) => kind === 'asIs');
  const cpu = cpuOf(asIs);
  const [first] = asIs;
  if (first === undefined || cpu === undefined) return [];
  const outcomes = outcomesOf(asIs);
  return [
    {
      size: first.size,
      ...cpu,
      bytesOutPerRequest: sum(outcomes.map(({ bytesOut }) => bytesOut)) / sum(asIs.map(completedIn)),
    },
  ];
}

/** Undefined where nothing was answered, or took nothing. */
function cpuOf(slices: readonly SizeSlice[]): Pick<PowerPoint, 'value' | 'relativeVariance'> | undefined {
  const cpu = msPerRequest(slices, ({ usage }) => usage.processCpuUs);
  if (cpu === undefined || cpu.value === 0) return undefined;
  const deviation = cpu.halfWidth === undefined ? 0 : cpu.halfWidth / studentT95(slices.length - 1) / cpu.value;
  return { value: cpu.value, relativeVariance: deviation ** 2 };
}

interface Sampled {
  readonly size: number;
  /** CPU per request while samples were taken. */
  readonly cpu: Pick<PowerPoint, 'value' | 'relativeVariance'>;
  readonly working: number;
  readonly own: Float64Array;
}

function functionsOf(
  points: readonly Point[],
  slices: readonly SizeSlice[],
  profile: Profile,
): readonly FunctionGrowth[] {
  const sampling = slices.filter(({ kind }) => kind === 'cpuSampling');
  const sized = { ...profile, cpu: profile.sizeCpu ?? [] };
  const worth = worthOfSamples(sized, sampling, { keyOf: threadKeys(), told: undefined });
  const tallies = tallySlices(sized, sampling, worth);
  const sampled = points.flatMap(({ size }): readonly Sampled[] => {
    const cpu = cpuOf(sampling.filter((slice) => slice.size === size));
    const at = tallies.filter((_, index) => sampling[index]?.size === size);
    if (cpu === undefined) return [];
    return [{ size, cpu, working: sum(at.map(({ working }) => working)), own: ownOf(at, profile.functions.length) }];
  });
  const largest = sampled.at(-1);
  if (largest === undefined || largest.working === 0) return [];
  const grown = profile.functions.flatMap(({ id, name, file, line, origin }, index): readonly FunctionGrowth[] => {
    const ownShare = (largest.own[index] ?? 0) / largest.working;
    const law = origin === 'app' && ownShare >= leastShare ? fitPowerLaw(costsOf(index, sampled)) : undefined;
    if (law === undefined) return [];
    return [{ functionId: id, name, file, ...(line === undefined ? {} : { line }), ownShare, ...law }];
  });
  return grown.sort((a, b) => b.ownShare - a.ownShare).slice(0, mostFunctions);
}

function ownOf(tallies: readonly Tally[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) => sum(tallies.map(({ own }) => own[index] ?? 0)));
}

/** Samples come one by one: of so many, the square root is chance. */
function costsOf(index: number, sampled: readonly Sampled[]): readonly PowerPoint[] {
  return sampled.flatMap(({ size, cpu, working, own }) => {
    const count = own[index] ?? 0;
    if (count < leastSamples) return [];
    const share = count / working;
    return [{ size, value: cpu.value * share, relativeVariance: cpu.relativeVariance + (1 - share) / count }];
  });
}
