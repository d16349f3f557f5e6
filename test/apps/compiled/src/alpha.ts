import type { Rounds } from './rounds.ts';

type Modulus = 1000003;
const modulus: Modulus = 1000003;

export function alpha({ count, seed = 0 }: Rounds): number {
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (state * 31 + i) % modulus;
  }
  return state;
}
