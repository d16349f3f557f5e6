/** A sparse latency histogram: values kept to three significant digits, so its error is under 0.5 % from 100 µs up. */

export interface Histogram {
  record(us: number): void;
  /** [µs, count], ascending. */
  entries(): readonly (readonly [number, number])[];
}

export function createHistogram(): Histogram {
  const counts = new Map<number, number>();
  return {
    record: (us) => {
      const value = threeDigits(us);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    entries: () => [...counts].sort(([a], [b]) => a - b),
  };
}

/** Whole µs below 1,000; above, rounded to three significant digits. */
export function threeDigits(us: number): number {
  let unit = 1;
  while (us / unit >= 999.5) unit *= 10;
  return Math.round(us / unit) * unit;
}
