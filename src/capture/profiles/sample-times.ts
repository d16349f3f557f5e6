/**
 * When each sample of a profile was taken. V8 writes how much later than the one before each is, and other tools write less, or
 * something else: nothing but zeros, moments, or how often a function was met. Out come
 * moments that go forward.
 */

export interface TimedSamples {
  /** Ids of nodes. */
  readonly samples: readonly number[];
  /** µs, the first since `startTime`; none is negative. */
  readonly timeDeltas: readonly number[];
  readonly startTime: number;
  readonly endTime: number;
  readonly clock: ProfileClock;
}

/** `counts`: only how many samples there were is known, and how long all took; `none`: not even that, so that each stands for 1 ms. */
export type ProfileClock = 'told' | 'counts' | 'none';

export interface WrittenTimes {
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  readonly startTime: number | undefined;
  readonly endTime: number | undefined;
}

/** V8's own interval where none is asked for, in µs. */
const usualIntervalUs = 1000;

/** Undefined where samples and times do not belong together. */
export function timedSamples({
  samples,
  timeDeltas,
  startTime = 0,
  endTime = 0,
}: WrittenTimes): TimedSamples | undefined {
  if (!timeDeltas.some((delta) => delta !== 0)) return evenly(samples, startTime, endTime);
  const deltas = fitting(timeDeltas, samples.length);
  if (deltas === undefined) return undefined;
  if (!deltas.some((delta) => delta < 0)) return ascending(samples, deltas, startTime, endTime);
  return inOrder(samples, deltas, startTime, endTime);
}

/** Some write what is between the samples, some also what is behind the last one. */
function fitting(deltas: readonly number[], count: number): readonly number[] | undefined {
  if (deltas.length === count) return deltas;
  if (deltas.length === count - 1) return [0, ...deltas];
  return deltas.length === count + 1 ? deltas.slice(0, count) : undefined;
}

function ascending(
  samples: readonly number[],
  timeDeltas: readonly number[],
  startTime: number,
  endTime: number,
): TimedSamples {
  let last = startTime;
  for (const delta of timeDeltas) last += delta;
  return { samples, timeDeltas, startTime, endTime: Math.max(endTime, last), clock: 'told' };
}

/**
 * A clock that is set, or a thread that is late, writes single samples far too early or too late. The longest run of moments that go
 * forward is believed; what does not fit into it was taken between its neighbours, as the order of the samples says.
 */
function inOrder(
  samples: readonly number[],
  deltas: readonly number[],
  startTime: number,
  endTime: number,
): TimedSamples {
  const at = new Float64Array(samples.length);
  let time = startTime;
  deltas.forEach((delta, i) => (at[i] = time += delta));
  const kept = longestForward(at);
  spreadBetween(at, kept, startTime);
  const last = at.at(-1) ?? startTime;
  let before = startTime;
  const timeDeltas = Array.from(at, (moment) => {
    const delta = moment - before;
    before = moment;
    return delta;
  });
  return { samples, timeDeltas, startTime, endTime: Math.max(endTime, last), clock: 'told' };
}

/** Indices of a longest subsequence that never goes back, by the usual method of piles (M. L. Fredman, 1975). */
function longestForward(at: Float64Array): readonly number[] {
  const ends: number[] = [];
  const before = new Int32Array(at.length).fill(-1);
  for (let i = 0; i < at.length; i++) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[ends[middle] ?? 0] ?? 0) <= (at[i] ?? 0)) low = middle + 1;
      else high = middle;
    }
    before[i] = ends[low - 1] ?? -1;
    ends[low] = i;
  }
  const kept: number[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) kept.push(i);
  return kept.reverse();
}

/** Those between two that are kept get moments between theirs; behind the last one, its own. */
function spreadBetween(at: Float64Array, kept: readonly number[], startTime: number): void {
  let previous = -1;
  for (const next of [...kept, at.length]) {
    const from = previous < 0 ? Math.min(startTime, at[next] ?? startTime) : (at[previous] ?? startTime);
    const step = next === at.length ? 0 : ((at[next] ?? from) - from) / (next - previous);
    for (let i = previous + 1; i < next; i++) at[i] = from + step * (i - previous);
    previous = next;
  }
}

function evenly(samples: readonly number[], startTime: number, endTime: number): TimedSamples {
  const span = endTime - startTime;
  const isKnown = span > 0 && samples.length > 0;
  const interval = isKnown ? span / samples.length : usualIntervalUs;
  return {
    samples,
    timeDeltas: samples.map((_, i) => (i === 0 ? 0 : interval)),
    startTime,
    endTime: isKnown ? endTime : startTime + samples.length * interval,
    clock: isKnown ? 'counts' : 'none',
  };
}
