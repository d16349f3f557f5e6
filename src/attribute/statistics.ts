/** Products, intervals and variation of what slices say. */
import { type Estimate } from '../model/statistics.ts';

export { ratioOfSums, studentT95, type Batch, type Estimate } from '../model/statistics.ts';

/** The interval of a product of independent estimates: relative errors add in quadrature. */
export function product(a: Estimate, b: Estimate): Estimate {
  const value = a.value * b.value;
  if (a.halfWidth === undefined || b.halfWidth === undefined) return { value };
  return { value, halfWidth: Math.hypot(a.halfWidth * b.value, b.halfWidth * a.value) };
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
