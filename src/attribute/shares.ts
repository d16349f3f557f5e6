/** Shares of the samples, and how well they are known. */
import type { Tally } from './samples.ts';
import { ratioOfSums, type Estimate } from './statistics.ts';

export interface Sampled {
  /** By slice. */
  readonly tallies: readonly Tally[];
  /** Part of the working time that nobody saw: see `lateness.ts`. */
  readonly unseen: number;
}

/** A function's share of the working samples, 0 to 1. */
export function shareOf(sampled: Sampled, counts: 'self' | 'total' | 'own', index: number): Estimate | undefined {
  return shareOfCounts(sampled, (slice) => sampled.tallies[slice]?.[counts][index] ?? 0);
}

/**
 * The share of what is counted by slice, 0 to 1. Slices tell what chance does to it, in 95 % of cases. What was not seen comes on
 * top: if each moment of it is one function's, this one's with the odds of its share p, it is off by 2p(1 − p) of it in the mean.
 * Undefined without samples.
 */
export function shareOfCounts({ tallies, unseen }: Sampled, countIn: (slice: number) => number): Estimate | undefined {
  const share = ratioOfSums(tallies.map(({ working }, slice) => ({ numerator: countIn(slice), denominator: working })));
  if (share?.halfWidth === undefined) return share;
  const { value, halfWidth } = share;
  return { value, halfWidth: halfWidth + 2 * unseen * value * (1 - value) };
}
