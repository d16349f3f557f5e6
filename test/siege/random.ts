/** Choices that are the same for the same seed. */
import { lehmer } from '../unit/lehmer.ts';

export interface Random {
  /** 0 ≤ x < 1 */
  readonly next: () => number;
  /** A whole number, 0 ≤ x < end. */
  readonly below: (end: number) => number;
  readonly of: <T>(values: readonly T[]) => T;
}

const modulus = 2_147_483_647;

export function randomOf(seed: number): Random {
  // Neighbouring seeds begin far apart: the first numbers of Lehmer's generator are proportional to its seed.
  const next = lehmer(1 + ((Math.abs(Math.trunc(seed)) * 7_919 + 104_729) % (modulus - 2)));
  for (let i = 0; i < 3; i++) next();
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
