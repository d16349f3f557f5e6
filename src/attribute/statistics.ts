/** Products, intervals and variation of what slices say. */
import type { Ratio } from '../model/interval.ts';
import { studentT95, type Estimate } from '../model/statistics.ts';

export { ratioOfSums, studentT95, type Batch, type Estimate } from '../model/statistics.ts';

/** The interval of a product of independent estimates: relative errors add in quadrature. */
export function product(a: Estimate, b: Estimate): Estimate {
  const value = a.value * b.value;
  if (a.halfWidth === undefined || b.halfWidth === undefined) return { value };
  return { value, halfWidth: Math.hypot(a.halfWidth * b.value, b.halfWidth * a.value) };
}

/**
 * The geometric mean of paired ratios, given their logarithms, with its 95 % interval: ratios multiply, so their logarithms are
 * averaged. Undefined for fewer than two that are numbers.
 */
export function ratioOfPairs(logarithms: readonly number[]): Ratio | undefined {
  const logs = logarithms.filter((log) => Number.isFinite(log));
  if (logs.length < 2) return undefined;
  const mean = sum(logs) / logs.length;
  const variance = sum(logs.map((log) => (log - mean) ** 2)) / (logs.length - 1);
  const halfWidth = studentT95(logs.length - 1) * Math.sqrt(variance / logs.length);
  return { value: Math.exp(mean), low: Math.exp(mean - halfWidth), high: Math.exp(mean + halfWidth) };
}

export function intervalOf({
  value,
  halfWidth,
}: Estimate): { readonly low: number; readonly high: number } | undefined {
  return halfWidth === undefined ? undefined : { low: Math.max(0, value - halfWidth), high: value + halfWidth };
}

/** Standard deviation over mean; undefined for fewer than two values or a mean of 0. */
export function coefficientOfVariation(values: readonly number[]): number | undefined {
  const mean = sum(values) / values.length;
  if (values.length < 2 || mean === 0) return undefined;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1)) / mean;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
