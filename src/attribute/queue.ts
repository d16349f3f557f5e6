/**
 * How long requests take when they queue for one event loop. The question has a formula only for kind distributions: for the
 * mixed and heavy-tailed ones of real applications the textbook's p99 is off by a third (and it knows nothing of waiting elsewhere),
 * so the queue is played through, with request times drawn from those measured.
 */

export interface Requests {
  /** Equally likely requests, in columns: how long each holds the event loop, and how long it takes when it waits for no other. */
  readonly loopMs: readonly number[];
  readonly aloneMs: readonly number[];
}

export interface QueuedLatency {
  readonly utilization: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Exponential times at a utilisation of 0.7: another seed moves the p99 by 2 %; at 0.85, where a queue forgets slowly, by 4 %. */
const simulated = 400_000;
/** The queue starts empty, which a queue in use is not. */
const discarded = simulated / 20;

/**
 * Requests arrive independently of each other (Poisson) and are served in turn. Lindley's recursion: a request waits as long as the
 * one before it waited and held the loop, less the time between the two (Kleinrock, "Queueing Systems", vol. 1, 8.1).
 * `utilization` is above 0 and below 1. The same input gives the same answer.
 */
export function simulateQueue({ loopMs, aloneMs }: Requests, utilization: number, seed = 1): QueuedLatency {
  const count = loopMs.length;
  // Typed: the loop below is the costly one.
  const [loop, alone] = [Float64Array.from(loopMs), Float64Array.from(aloneMs)];
  const meanGapMs = loopMs.reduce((sum, each) => sum + each, 0) / count / utilization;
  const random = createRandom(seed);
  const histogram = createLogHistogram();
  let waitMs = 0;
  for (let i = -discarded; i < simulated; i++) {
    const request = Math.floor(random() * count);
    if (i >= 0) histogram.record(waitMs + (alone[request] ?? 0));
    const gapMs = -Math.log(1 - random()) * meanGapMs;
    waitMs = Math.max(0, waitMs + (loop[request] ?? 0) - gapMs);
  }
  const at = (share: number): number => histogram.quantile(share);
  return { utilization, meanMs: histogram.mean(), p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Buckets half a per cent wide, from a ns to about four months: no sorting of all the values. */
function createLogHistogram(): {
  record(value: number): void;
  mean(): number;
  quantile(share: number): number;
} {
  const width = Math.log(1.005);
  const least = 1e-6;
  const counts = new Uint32Array(8192);
  let total = 0;
  let sum = 0;
  return {
    record: (value) => {
      const bucket = Math.min(counts.length - 1, Math.max(0, Math.floor(Math.log(value / least) / width)));
      counts[bucket] = (counts[bucket] ?? 0) + 1;
      total++;
      sum += value;
    },
    mean: () => sum / total,
    quantile: (share) => {
      let seen = 0;
      const bucket = counts.findIndex((count) => (seen += count) >= share * total);
      return least * Math.exp((bucket + 0.5) * width);
    },
  };
}

/** Mulberry32, a 32-bit generator in the public domain (Tommy Ettinger): the clock's randomness would make Reports differ. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
