import type { Rounds } from './rounds.ts';

// An arrow function: its name is that of the constant, which a minifier is free to change.
interface Step {
  readonly factor: number;
}

const step: Step = { factor: 31 };

export const beta = ({ count, seed = 0 }: Rounds): number => {
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (state * step.factor + i) % 1000003;
  }
  return state;
};
