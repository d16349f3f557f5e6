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
  for (let i = 0; i < at.length; i++) at[i] = time += deltas[i] ?? 0;
  spreadBetween(at, longestForward(at), startTime);
  const timeDeltas = new Array<number>(at.length);
  let before = startTime;
  for (let i = 0; i < at.length; i++) {
    const moment = at[i] ?? before;
    timeDeltas[i] = moment - before;
    before = moment;
  }
  return { samples, timeDeltas, startTime, endTime: Math.max(endTime, before), clock: 'told' };
}

/** 1 for each of a longest subsequence that never goes back, by the usual method of piles (M. L. Fredman, 1975). */
function longestForward(at: Float64Array): Uint8Array {
  const ends = new Int32Array(at.length);
  const before = new Int32Array(at.length).fill(-1);
  let length = 0;
  for (let i = 0; i < at.length; i++) {
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[ends[middle] ?? 0] ?? 0) <= (at[i] ?? 0)) low = middle + 1;
      else high = middle;
    }
    before[i] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = i;
    length = Math.max(length, low + 1);
  }
  const kept = new Uint8Array(at.length);
  for (let i = length === 0 ? -1 : (ends[length - 1] ?? -1); i >= 0; i = before[i] ?? -1) kept[i] = 1;
  return kept;
}

/** Those between two that are kept get moments between theirs; behind the last one, its own. */
function spreadBetween(at: Float64Array, kept: Uint8Array, startTime: number): void {
  let previous = -1;
  for (let next = 0; next <= at.length; next++) {
    if (next < at.length && kept[next] !== 1) continue;
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
