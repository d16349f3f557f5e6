/**
 * One step of the climb to the breaking point, judged: did the application keep up with what was offered? `capture/` decides by it
 * where to climb next, `attribute/` what to report; both must see the same.
 */
import type { Slice } from './recorded-slice.ts';
import type { Standard } from './recording.ts';

export interface LoadPoint {
  /** Requests per second that were due, and those that were answered. */
  readonly offered: number;
  readonly achieved: number;
  readonly p50Ms?: number;
  /** Absent for fewer than 100 answers; rough for fewer than 1,000. */
  readonly p99Ms?: number;
  /** Busiest event loop, 0 to 1. */
  readonly eventLoopUtilization: number;
  /** CPU of all processes: 1 for a core in use all the time. */
  readonly cores: number;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly bytesOutPerSecond: number;
  /** Of the requests that were due: failed, or never sent because too many were under way. */
  readonly errorShare: number;
  /** How late the generator sent, 99th percentile. */
  readonly lagP99Ms: number;
  /** False where the generator, not the application, may have been the limit. */
  readonly valid: boolean;
  /** What the application did not stand; empty where it kept up. */
  readonly limits: readonly LoadLimit[];
}

/**
 * `behind`: fewer than 99 % of what was due was answered in time. `errors`: more of them failed than before. `latency`: the objective was
 * missed. `eventLoop`: it was busy for more than 90 % of the time.
 */
export type LoadLimit = 'behind' | 'errors' | 'latency' | 'eventLoop';

const leastAchieved = 0.99;
const mostUtilization = 0.9;
const mostNewErrors = 0.01;
/** Of the generator: above these its own delays may show in the figures. */
const mostLag = { ms: 1, ofP50: 0.1 };
const mostGeneratorCores = 0.9;
/** Fewer requests are chance. */
const fewRequests = 3;

/** Undefined for a slice that was not offered an open load. */
export function loadPointOf(slice: Slice, standard: Standard): LoadPoint | undefined {
  const { usage, outcome, startUs, endUs } = slice;
  const { open } = outcome;
  if (open === undefined) return undefined;
  const wallUs = endUs - startUs;
  const latency = merged(outcome.perRequest.map(({ latencyUs }) => latencyUs));
  const count = total(latency);
  const completed = outcome.perRequest.reduce((sum, each) => sum + each.completed, 0);
  const errors = outcome.perRequest.reduce((sum, each) => sum + each.errors, 0);
  const bytesOut = outcome.perRequest.reduce((sum, each) => sum + each.bytesOut, 0);
  const p50Ms = quantile(latency, 0.5) / 1000;
  const lagP99Ms = quantile(open.sendLagUs, 0.99) / 1000;
  const point = {
    offered: (open.offered / open.windowMs) * 1000,
    achieved: (open.answered / open.windowMs) * 1000,
    ...(count === 0 ? {} : { p50Ms }),
    ...(count < 100 ? {} : { p99Ms: quantile(latency, 0.99) / 1000 }),
    eventLoopUtilization: usage.eventLoopUtilization,
    cores: usage.processCpuUs / wallUs,
    rssBytes: usage.rssBytes,
    heapUsedBytes: usage.heapUsedBytes,
    bytesOutPerSecond: (bytesOut / wallUs) * 1e6,
    errorShare: completed + open.dropped === 0 ? 0 : (errors + open.dropped) / (completed + open.dropped),
    lagP99Ms: Number.isNaN(lagP99Ms) ? 0 : lagP99Ms,
    valid:
      outcome.generatorCpuUs / wallUs <= mostGeneratorCores &&
      !(lagP99Ms > Math.max(mostLag.ms, count === 0 ? 0 : p50Ms * mostLag.ofP50)),
  };
  const missing = open.offered - open.answered;
  const slow = standard.p99Ms === undefined ? 0 : countAbove(latency, standard.p99Ms * 1000);
  const limits: readonly LoadLimit[] = [
    // Requests under way come and go: a few more at the end than at the beginning are no sign of falling behind.
    ...when('behind', missing > (1 - leastAchieved) * open.offered && missing > fewRequests + spread(open.underWay[0])),
    ...when('errors', point.errorShare > standard.errorShare + mostNewErrors && errors + open.dropped > fewRequests),
    ...when('latency', slow > 0.01 * count && slow > fewRequests),
    ...when('eventLoop', usage.eventLoopUtilization > mostUtilization),
  ];
  return { ...point, limits };
}

function when(limit: LoadLimit, is: boolean): readonly LoadLimit[] {
  return is ? [limit] : [];
}

/** Two standard deviations of a difference of two counts that arrive at random. */
function spread(count: number): number {
  return 2 * Math.sqrt(2 * count);
}

type Histogram = readonly (readonly [number, number])[];

function merged(histograms: readonly Histogram[]): Histogram {
  return histograms.flat().sort(([a], [b]) => a - b);
}

function total(histogram: Histogram): number {
  return histogram.reduce((sum, [, count]) => sum + count, 0);
}

function countAbove(histogram: Histogram, us: number): number {
  return total(histogram.filter(([value]) => value > us));
}

/** The smallest value that at least this share does not exceed (nearest rank); NaN where nothing was counted. */
function quantile(ascending: Histogram, share: number): number {
  const enough = share * total(ascending);
  let seen = 0;
  for (const [value, count] of ascending) {
    seen += count;
    if (seen >= enough) return value;
  }
  return NaN;
}
