/** What is known of the resource that gives way first: who uses it, how it fills up, what is waited for. */
import type { FunctionCost } from '../model/costs.ts';
import type { LoadPoint } from '../model/load-point.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Binding, BindingResource } from '../model/report-capacity.ts';
import type { ReportUpstream } from '../model/report-load.ts';
import { completedIn } from './slices.ts';
import { sum } from './statistics.ts';

/** Below it, memory that grows is what a higher load needs. */
const leastGrowthBytesPerSecond = 1024 * 1024;
/** Less is nobody's bottleneck. */
const leastGcShare = 0.1;
/** Of a request's time. */
const leastUpstreamShare = 0.1;

/** What was found beyond loop and processors. */
export type Limits = Pick<Binding, 'threadPool' | 'rateLimit' | 'atATimeInterval'>;

export interface BindingEvidence {
  readonly curve: readonly LoadPoint[];
  readonly functions: readonly FunctionCost[];
  readonly upstreams: readonly ReportUpstream[];
  readonly cpuMs: number;
  /** The offered load that was too much. */
  readonly atPerSecond: number;
  /** The step in which it was, or the last one there is. */
  readonly slice: Slice | undefined;
  readonly limits: Limits;
}

export function bindingOf(
  recording: Recording,
  resource: BindingResource,
  { curve, functions, upstreams, cpuMs, atPerSecond, slice, limits }: BindingEvidence,
): Binding {
  const computes = resource === 'eventLoop' || resource === 'cpu' || resource === 'memory';
  const growth = rssGrowthPerRequest(recording.slices.filter(({ kind }) => kind === 'climb'));
  const perSecond = growth === undefined ? 0 : growth * atPerSecond;
  const gcShare = slice === undefined ? 0 : gcShareOf(slice);
  return {
    ...(resource === 'eventLoop' || resource === 'cpu' ? hottestOf(functions) : {}),
    ...(computes && gcShare >= leastGcShare ? { gcShare } : {}),
    ...(resource === 'waiting'
      ? { ...lettingThrough(waitingOf(curve, cpuMs), limits), ...upstreamOf(curve, upstreams) }
      : {}),
    ...(resource === 'threadPool' || resource === 'cpu' ? only('threadPool', limits) : {}),
    ...(resource === 'rateLimit' ? only('rateLimit', limits) : {}),
    ...(perSecond < leastGrowthBytesPerSecond ? {} : { rssGrowthBytesPerSecond: perSecond }),
  };
}

/** How many at a time is said with its interval, or not at all. */
function lettingThrough(
  { waitingShare, atATime }: Pick<Binding, 'waitingShare' | 'atATime'>,
  { atATimeInterval }: Limits,
): Pick<Binding, 'waitingShare' | 'atATime' | 'atATimeInterval'> {
  return {
    ...(waitingShare === undefined ? {} : { waitingShare }),
    ...(atATime === undefined || atATimeInterval === undefined ? {} : { atATime, atATimeInterval }),
  };
}

function only<K extends keyof Limits>(key: K, limits: Limits): Pick<Limits, K> {
  return limits[key] === undefined ? ({} as Pick<Limits, K>) : ({ [key]: limits[key] } as Pick<Limits, K>);
}

function hottestOf(functions: readonly FunctionCost[]): Pick<Binding, 'hottest'> {
  const known = functions.flatMap(({ name, file, ownShare }) =>
    ownShare === undefined ? [] : [{ name, file, share: ownShare }],
  );
  const [hottest] = known.sort((a, b) => b.share - a.share);
  return hottest === undefined || hottest.share === 0 ? {} : { hottest };
}

/** Of the time in which event loops were at work. V8 stops them for most of a collection. */
export function gcShareOf({ usage, loops = [] }: Slice): number {
  const activeUs = sum(loops.map((loop) => loop.activeUs));
  return activeUs === 0 ? 0 : Math.min(1, sum(Object.values(usage.gcUs)) / activeUs);
}

/**
 * Requests that do not queue take as long as where they are fastest: mostly under the lightest load, but that step may have met a moment in
 * which the machine was busy. When no more get through however many come, as many are let
 * through at a time as answers per second times that time (Little's law).
 */
export function waitingOf(curve: readonly LoadPoint[], cpuMs: number): Pick<Binding, 'waitingShare' | 'atATime'> {
  const aloneMs = fastestMs(curve);
  if (aloneMs === undefined) return {};
  const behind = curve.filter(({ limits }) => limits.includes('behind') || limits.includes('errors'));
  const through = Math.max(0, ...behind.map(({ achieved }) => achieved));
  return {
    waitingShare: Math.max(0, 1 - cpuMs / aloneMs),
    ...(behind.length === 0 ? {} : { atATime: Math.max(1, Math.round((through * aloneMs) / 1000)) }),
  };
}

function fastestMs(curve: readonly LoadPoint[]): number | undefined {
  const aloneMs = Math.min(...curve.flatMap(({ p50Ms }) => p50Ms ?? []));
  return Number.isFinite(aloneMs) && aloneMs > 0 ? aloneMs : undefined;
}

/** The one that takes most of a request's time. Calls at the same time count each: what is more than all of it is all of it. */
function upstreamOf(curve: readonly LoadPoint[], upstreams: readonly ReportUpstream[]): Pick<Binding, 'upstream'> {
  const aloneMs = fastestMs(curve);
  const [longest] = upstreams
    .flatMap(({ protocol, host, meanMs, callsPerRequest }) =>
      meanMs === undefined || aloneMs === undefined
        ? []
        : [{ protocol, host, share: Math.min(1, (meanMs * callsPerRequest) / aloneMs) }],
    )
    .sort((a, b) => b.share - a.share);
  return longest === undefined || longest.share < leastUpstreamShare ? {} : { upstream: longest };
}

/** Bytes per request by least squares over the steps; undefined where they do not lie near a line. */
function rssGrowthPerRequest(slices: readonly Slice[]): number | undefined {
  if (slices.length < 4) return undefined;
  let completed = 0;
  const requests = slices.map((slice) => (completed += completedIn(slice)));
  const bytes = slices.map(({ usage }) => usage.rssBytes);
  const [meanX, meanY] = [sum(requests) / slices.length, sum(bytes) / slices.length];
  const xx = sum(requests.map((x) => (x - meanX) ** 2));
  const yy = sum(bytes.map((y) => (y - meanY) ** 2));
  const xy = sum(requests.map((x, i) => (x - meanX) * ((bytes[i] ?? 0) - meanY)));
  return xx === 0 || yy === 0 || xy ** 2 / (xx * yy) < 0.8 ? undefined : xy / xx;
}
