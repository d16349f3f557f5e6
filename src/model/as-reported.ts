/** Numbers as a Report has them. What is computed from these comes out the same from a Report alone, to the cent. */
import { sixDigits } from './six-digits.ts';

/**
 * Six significant digits are more than any measurement here is good for, and halve the JSON. Counts and indexes are
 * whole numbers and stay exact.
 */
export function asReported<T>(value: T): T {
  return compacted(value) as T;
}

function compacted(value: unknown): unknown {
  if (typeof value === 'number') return compactNumber(value);
  if (Array.isArray(value)) return compactedArray(value);
  // Maps are texts of sources: no part of a Report.
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  const copy: Record<string, unknown> = {};
  const known = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(known)) copy[key] = compacted(known[key]);
  return copy;
}

const compactNumber = (value: number): number => (Number.isInteger(value) ? value : sixDigits(value));

/** The columns of the call tree are hundreds of thousands of numbers and texts long. */
function compactedArray(values: readonly unknown[]): readonly unknown[] {
  const copy = new Array<unknown>(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    copy[i] = typeof value === 'number' ? compactNumber(value) : typeof value === 'string' ? value : compacted(value);
  }
  return copy;
}
