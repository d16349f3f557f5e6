/**
 * How long each kind of request holds the event loop, and how long it takes when it waits for no other: what the queue is played
 * with. The evidence is one-at-a-time slices, in which a request's latency is its time on the loop and a part that is no queueing
 * (waiting for a database, the way through the system and the generator). The loop's own clock says how long the loop's part is on
 * average; the rest is taken to be the same for every request of a kind.
 */
import type { RequestOutcome, Slice } from '../model/recorded-slice.ts';
import type { RecordedRequest, Recording } from '../model/recording.ts';
import type { Requests } from './queue.ts';
import { aloneSlices, completedIn, mixSlices, outcomesOf } from './slices.ts';
import { sum } from './statistics.ts';

export interface LoopTimes {
  /** Of the mix, one request at a time. */
  readonly loopMs: number;
  readonly aloneMs: number;
  /** Of the mix, with the loop always busy: the loop's fixed work is then shared by several requests. */
  readonly busyLoopMs: number;
  readonly requests: Requests;
}

/** Fewer say nothing of a 99th percentile; that of the mix comes from the costly routes, of which these are a part. */
const leastCompleted = 100;
/** Kinds that there was no time to drive alone are left out, up to this part of the mix. */
const leastCovered = 0.9;
/** Requests that stand for the mix. */
const columns = 4096;

export function loopTimesOf({ requests, slices }: Pick<Recording, 'requests' | 'slices'>): LoopTimes | undefined {
  const busy = mixSlices(slices, 'asIs');
  const kinds = requests.flatMap((request, index) => kindOf(request, index, slices));
  const covered = sum(kinds.map(({ share }) => share));
  if (busy.length === 0 || covered < leastCovered || sum(kinds.map(({ count }) => count)) < leastCompleted)
    return undefined;
  const mean = (of: (kind: Kind) => number): number => sum(kinds.map((kind) => (kind.share / covered) * of(kind)));
  const drawn = kinds.map((kind) => draw(kind, covered));
  return {
    loopMs: mean(({ loopMs }) => loopMs),
    aloneMs: mean(({ aloneMs }) => aloneMs),
    busyLoopMs: loopMsPerRequest(busy),
    requests: { loopMs: drawn.flatMap(({ loopMs }) => loopMs), aloneMs: drawn.flatMap(({ aloneMs }) => aloneMs) },
  };
}

interface Kind {
  /** Of the mix. */
  readonly share: number;
  readonly count: number;
  /** Latencies one at a time, [ms, count], ascending. */
  readonly latencies: readonly (readonly [number, number])[];
  readonly loopMs: number;
  readonly aloneMs: number;
}

function kindOf({ share }: RecordedRequest, index: number, slices: readonly Slice[]): readonly Kind[] {
  const singly = aloneSlices(slices, index, 'oneAtATime');
  const latencies = merged(outcomesOf(singly));
  const count = sum(latencies.map(([, each]) => each));
  if (count === 0) return [];
  const aloneMs = sum(latencies.map(([ms, each]) => ms * each)) / count;
  // No request holds the loop for longer than it takes.
  return [{ share, count, latencies, aloneMs, loopMs: Math.min(aloneMs, loopMsPerRequest(singly)) }];
}

function loopMsPerRequest(slices: readonly Slice[]): number {
  return sum(slices.map(activeUs)) / 1000 / sum(slices.map(completedIn));
}

/** All loops together; a recording older than their notes knows the busiest only. */
function activeUs({ loops, usage, startUs, endUs }: Slice): number {
  return loops === undefined || loops.length === 0
    ? usage.eventLoopUtilization * (endUs - startUs)
    : sum(loops.map((loop) => loop.activeUs));
}

function merged(outcomes: readonly RequestOutcome[]): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const { latencyUs } of outcomes)
    for (const [us, count] of latencyUs) counts.set(us, (counts.get(us) ?? 0) + count);
  return [...counts].sort(([a], [b]) => a - b).map(([us, count]) => [us / 1000, count]);
}

/** As many columns as the kind's share of the mix, at evenly spaced quantiles of its latency. */
function draw({ share, latencies, loopMs, aloneMs }: Kind, covered: number): Requests {
  const wanted = Math.max(1, Math.round((share / covered) * columns));
  const taken = quantiles(latencies, wanted);
  const elsewhereMs = aloneMs - loopMs;
  const loop = taken.map((ms) => Math.max(0, ms - elsewhereMs));
  // Cutting off at 0, and quantiles instead of all values, shift the mean a little.
  const scale = loopMs / Math.max(Number.MIN_VALUE, sum(loop) / wanted);
  return { loopMs: loop.map((ms) => ms * scale), aloneMs: taken };
}

function quantiles(latencies: readonly (readonly [number, number])[], wanted: number): readonly number[] {
  const count = sum(latencies.map(([, each]) => each));
  let at = 0;
  let seen = latencies[0]?.[1] ?? 0;
  return Array.from({ length: wanted }, (_, i) => {
    const rank = ((i + 0.5) / wanted) * count;
    while (seen < rank && at < latencies.length - 1) seen += latencies[++at]?.[1] ?? 0;
    return latencies[at]?.[0] ?? 0;
  });
}
