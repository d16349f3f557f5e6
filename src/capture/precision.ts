/**
 * A running estimate of how well things are known, cheap enough to be asked while the application waits. Decides only
 * whether to go on; what a Report says is computed from the Recording. The rule looks at the width of intervals and never at where
 * they lie, and at few, fixed moments, so that stopping does not favour any value.
 */
import type { CpuSamples } from '../model/recorded-samples.ts';
import type { Slice } from '../model/recorded-slice.ts';
import { ratioOfSums, type Batch } from '../model/statistics.ts';
import { completedIn } from './slice.ts';

/** Half-widths of 95 % intervals: one point of share for the hottest functions, and 2 % of CPU per request. */
const tight = { share: 0.01, cpu: 0.02 };
const hottest = 5;
/** Of the mix; the 99th percentile of latency needs ten beyond it, so a thousand. */
const enough = { slices: 8, requests: 1000 };

export function cpuIsTight(asIs: readonly Slice[]): boolean {
  const requests = new Set([undefined, ...asIs.map(({ requestIndex }) => requestIndex)]);
  return [...requests].every((index) => {
    const slices = asIs.filter(({ requestIndex }) => requestIndex === index);
    const { value, halfWidth } = ratioOfSums(slices.map(cpuBatch)) ?? { value: 0 };
    if (halfWidth === undefined || halfWidth > tight.cpu * value) return false;
    const completed = slices.reduce((sum, slice) => sum + completedIn(slice), 0);
    return index !== undefined || (slices.length >= enough.slices && completed >= enough.requests);
  });
}

const cpuBatch = (slice: Slice): Batch => ({ numerator: slice.usage.processCpuUs, denominator: completedIn(slice) });

export function sharesAreTight(stacks: readonly CpuSamples[], slices: readonly Slice[]): boolean {
  const perSlice = slices.map(({ startUs, endUs }) => countSelf(stacks, startUs, endUs));
  const all = new Map<string, number>();
  for (const counts of perSlice) for (const [name, count] of counts) all.set(name, (all.get(name) ?? 0) + count);
  const functions = [...all].sort(([, a], [, b]) => b - a).slice(0, hottest);
  const totals = perSlice.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0));
  return (
    functions.length > 0 &&
    functions.every(([name]) => {
      const batches = perSlice.map((counts, i) => ({ numerator: counts.get(name) ?? 0, denominator: totals[i] ?? 0 }));
      return (ratioOfSums(batches)?.halfWidth ?? Infinity) < tight.share;
    })
  );
}

const notWork = new Set(['(root)', '(idle)', '(garbage collector)']);

/** Samples of each innermost function in a stretch of time, over all threads. */
function countSelf(stacks: readonly CpuSamples[], startUs: number, endUs: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { tree, node, timeUs } of stacks) {
    const keys = tree.frames.map(({ name, url, line, column }) => `${url}:${line ?? ''}:${column ?? ''}:${name}`);
    for (let i = 0; i < node.length; i++) {
      const at = timeUs[i] ?? 0;
      const frame = tree.frame[node[i] ?? -1] ?? -1;
      if (at <= startUs || at > endUs || notWork.has(tree.frames[frame]?.name ?? '(root)')) continue;
      const key = keys[frame] ?? '';
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}
