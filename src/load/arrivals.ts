/** When requests are due in an open load, whatever became of those before. */
import type { OpenArrival } from '../model/spec.ts';

/**
 * Due times in ms from the start, ascending without end. Poisson: gaps are independent and exponential (inverse transform,
 * Devroye, "Non-Uniform Random Variate Generation", ch. II.2). Constant: all gaps are equal.
 */
export function* dueTimes({ spacing, ratePerSecond }: OpenArrival, random: () => number): Generator<number, never> {
  const meanMs = 1000 / ratePerSecond;
  for (let count = 1, dueMs = 0; ; count++) {
    // Multiplied, not added up: thousands of additions drift.
    dueMs = spacing === 'constant' ? count * meanMs : dueMs - Math.log(1 - random()) * meanMs;
    yield dueMs;
  }
}
