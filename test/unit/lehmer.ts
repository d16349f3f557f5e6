/** Random numbers that are the same in every run (Lehmer's generator with Park and Miller's multiplier), 0 ≤ x < 1. */
export function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}
