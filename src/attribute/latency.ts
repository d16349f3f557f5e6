/** Percentiles of sparse histograms. */
import type { Latency } from '../model/report-totals.ts';

export type Histogram = readonly (readonly [number, number])[];

/** How many samples it takes before a percentile says something: about ten beyond it. */
const enoughFor = { p50: 20, p90: 100, p99: 1000, p999: 10_000 };

export function latencyOf(histograms: readonly Histogram[]): Latency {
  const merged = merge(histograms);
  const count = merged.reduce((sum, [, each]) => sum + each, 0);
  const last = merged.at(-1);
  if (last === undefined) return {};
  const at = (share: number, enough: number): number | undefined =>
    count < enough ? undefined : percentile(merged, count, share) / 1000;
  const known = {
    p50: at(0.5, enoughFor.p50),
    p90: at(0.9, enoughFor.p90),
    p99: at(0.99, enoughFor.p99),
    p999: at(0.999, enoughFor.p999),
  };
  return { ...Object.fromEntries(Object.entries(known).filter(([, ms]) => ms !== undefined)), max: last[0] / 1000 };
}

export function merge(histograms: readonly Histogram[]): Histogram {
  const counts = new Map<number, number>();
  for (const [us, count] of histograms.flat()) counts.set(us, (counts.get(us) ?? 0) + count);
  return [...counts].sort(([a], [b]) => a - b);
}

/** The smallest value that at least this share of the samples does not exceed (nearest rank). */
function percentile(sorted: Histogram, count: number, share: number): number {
  let seen = 0;
  for (const [us, each] of sorted) {
    seen += each;
    if (seen >= share * count) return us;
  }
  return NaN;
}
