/** Choices that are the same for the same seed. */
import { lehmer } from '../unit/lehmer.ts';

export interface Random {
  /** 0 ≤ x < 1 */
  readonly next: () => number;
  /** A whole number, 0 ≤ x < end. */
  readonly below: (end: number) => number;
  readonly of: <T>(values: readonly T[]) => T;
}

export function randomOf(seed: number): Random {
  const next = lehmer(1 + (scattered(seed) % 2_147_483_645));
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    of: <T>(values: readonly T[]): T => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('nothing to choose from');
      return value;
    },
  };
}

/** Neighbouring seeds begin far apart: the first numbers of Lehmer's generator are proportional to its seed. Murmur3's last step, 32 bits. */
function scattered(seed: number): number {
  let hash = Math.trunc(seed) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
