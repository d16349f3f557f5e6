/**
 * How sure each look has to be. The verdict is looked for after every round, or every few, and the measurement stops at the first that is
 * decided, so that each look is one more chance to be wrong; and several figures are judged side by side.
 */

/** Rounds, with two starts of each version in each, after which the verdict is looked for. Fewer starts say nothing of what starts differ by. */
export const looks: readonly number[] = [2, 3, 4, 6, 8, 11, 15, 20, 26, 34];

/**
 * A level of this part at each look is the whole level at all of them together: 0.139 to 0.167 by simulation of normal starts, for levels
 * from 0.003 to 0.05 (`bench/looks.py`).
 */
const ofEachLook = 0.135;

/** Of all comparisons of a version with itself, so many at most are called better or worse: together 4.5 %. */
const miss = {
  cpuMs: 0.015,
  functions: 0.015,
  routes: 0.0075,
  allocatedBytes: 0.0025,
  bytesOut: 0.0025,
  bytesIn: 0.001,
  gcMs: 0.001,
};

/** Of versions that do differ by the least that counts, so many at most are called the same. */
const missSame = 0.05;

export type Family = keyof typeof miss;

/** @param tests how many figures of the family are judged side by side */
export function missAtLook(family: Family, tests = 1): number {
  return (miss[family] * ofEachLook) / Math.max(1, tests);
}

/** Two-sided, of the interval that has to be within the least difference: only one of its ends can be wrong. */
export const missOfSame = 2 * missSame * ofEachLook;

/** Once all requests together are decided, functions say where: of those that are named, so many at most had no part in it. */
export const missOfPart = 0.05;

/**
 * Which of many differences stand, so that of those that do, no more than `level` are there by chance (Benjamini and Hochberg, 1995).
 * @returns for each, whether it stands
 */
export function standing(chances: readonly number[], level: number): readonly boolean[] {
  const order = chances.map((chance, index) => ({ chance, index })).sort((a, b) => a.chance - b.chance);
  let last = -1;
  for (const [rank, { chance }] of order.entries()) if (chance <= (level * (rank + 1)) / chances.length) last = rank;
  const kept = new Set(order.slice(0, last + 1).map(({ index }) => index));
  return chances.map((_, index) => kept.has(index));
}
