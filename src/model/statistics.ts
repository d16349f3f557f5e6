/** Means of ratios over slices, and their 95 % intervals: what a Report rests on, and what ends a measurement early. */

export interface Estimate {
  readonly value: number;
  /** Half-width of the 95 % interval; absent for fewer than two slices. */
  readonly halfWidth?: number;
}

/** Two-sided 95 % quantiles of Student's t for 1 … 30 degrees of freedom (any statistical table). */
const t95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

const z = 1.959964;
const beyondTable = { first: (z ** 3 + z) / 4, second: (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96 };

/** Beyond the table: two terms of the expansion about the normal (Abramowitz and Stegun, 26.7.5). */
export function studentT95(degreesOfFreedom: number): number {
  const degrees = Math.max(1, Math.floor(degreesOfFreedom));
  return t95[degrees - 1] ?? z + beyondTable.first / degrees + beyondTable.second / degrees ** 2;
}

export interface Batch {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Ratio of sums with the interval of batch means: each slice is one batch (Law, "Simulation Modeling and Analysis", ch. 9;
 * ratio estimator with linearised residuals, Cochran, "Sampling Techniques", ch. 6). Undefined when nothing was counted.
 */
export function ratioOfSums(batches: readonly Batch[]): Estimate | undefined {
  let [numerator, denominator] = [0, 0];
  for (const batch of batches) {
    numerator += batch.numerator;
    denominator += batch.denominator;
  }
  if (denominator === 0) return undefined;
  const value = numerator / denominator;
  const n = batches.length;
  if (n < 2) return { value };
  let squares = 0;
  for (const batch of batches) {
    const residual = batch.numerator - value * batch.denominator;
    squares += residual * residual;
  }
  const standardError = Math.sqrt(squares / (n - 1) / n) / (denominator / n);
  return { value, halfWidth: studentT95(n - 1) * standardError };
}
