/** Percentiles of sparse histograms. */
import type { Latency, LatencyPercentiles } from '../model/report-totals.ts';

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

/** For a plot over the share of requests: dense enough to see a second hump, and each with about ten samples beyond it. */
const curveShares = [
  0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.9925,
  0.995, 0.9975, 0.999, 0.9995, 0.9999, 0.99999,
];

/** [share, ms], ascending; absent where there are too few samples for any. */
export function percentilesOf(histograms: readonly Histogram[]): { readonly latencyPercentiles?: LatencyPercentiles } {
  const merged = merge(histograms);
  const count = merged.reduce((sum, [, each]) => sum + each, 0);
  const known = curveShares.filter((share) => count * Math.min(share, 1 - share) >= 10 * (1 - 1e-9));
  if (known.length === 0) return {};
  return { latencyPercentiles: known.map((share) => [share, percentile(merged, count, share) / 1000] as const) };
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
