/**
 * Is libuv's pool of threads full? By their CPU time under a load that was too much, and by how long they stood in line for a processor: on a
 * machine that others use as well, or with fewer processors than threads, all have work and only some get on with it. Work in the pool
 * that waits, for a disk or a name, takes no CPU and is not seen.
 */
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Binding } from '../model/report-capacity.ts';
import { completedIn } from './slices.ts';
import { ratioOfSums, sum } from './statistics.ts';

/** libuv's own (docs.libuv.org, "Thread pool work scheduling"). */
const defaultSize = 4;
/** Of the time of all its threads: what is missing is between two tasks, and what other programs took. */
const full = 0.7;
/** Of all CPU. */
const mostly = 0.5;
/** Two-sided, of a normal distribution. */
const z95 = 1.96;

/** Undefined unless it is surely full: as many tasks as it answered for are a count, and vary as its root. */
export function fullPoolOf({ threads = [], machine }: Recording, slices: readonly Slice[]): Binding['threadPool'] {
  const wallUs = sum(slices.map(({ startUs, endUs }) => endUs - startUs));
  if (wallUs === 0) return undefined;
  const processes = Math.max(1, new Set(slices.flatMap(({ loops = [] }) => loops.map((loop) => loop.process))).size);
  const size = processes * (threads.find(({ serving }) => serving)?.threadPoolSize ?? defaultSize);
  const most = Math.min(size, machine.logicalCpus);
  const busy = sum(slices.map(({ usage }) => usage.otherThreadCpuUs?.threadPool ?? 0)) / wallUs;
  const low = busy * (1 - z95 / Math.sqrt(Math.max(1, sum(slices.map(completedIn)))));
  const isBusy = low >= full * most;
  if (!isBusy && !(worksInPool(slices) && leastReady(slices) >= full * size)) return undefined;
  const inLine = sum(slices.map(({ usage }) => usage.poolQueuedUs ?? 0)) / wallUs;
  return {
    busy: Math.min(busy, size),
    size,
    ...(most < size ? { processors: most } : {}),
    ...(isBusy ? {} : { inLine }),
  };
}

/** How many threads at least compute or stand in line to: their mean over several slices, at the low end of its 95 % interval. */
function leastReady(slices: readonly Slice[]): number {
  const ready = ratioOfSums(
    slices.map(({ usage: { otherThreadCpuUs, poolQueuedUs = 0 }, startUs, endUs }) => ({
      numerator: (otherThreadCpuUs?.threadPool ?? 0) + poolQueuedUs,
      denominator: endUs - startUs,
    })),
  );
  return ready?.halfWidth === undefined ? 0 : ready.value - ready.halfWidth;
}

/**
 * Do requests mostly compute in the pool? Then they wait for processors, which other programs may hold, and how many are at work at a time says
 * nothing of connections or locks.
 */
export function worksInPool(slices: readonly Slice[]): boolean {
  const poolUs = sum(slices.map(({ usage }) => usage.otherThreadCpuUs?.threadPool ?? 0));
  return poolUs >= mostly * sum(slices.map(({ usage }) => usage.processCpuUs)) && poolUs > 0;
}
