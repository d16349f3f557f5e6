/**
 * Is libuv's pool of threads full? By their CPU time under a load that was too much. Work in the pool that waits, for a disk or a name, takes no
 * CPU and is not seen.
 */
import type { Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { Binding } from '../model/report-capacity.ts';
import { completedIn } from './slices.ts';
import { sum } from './statistics.ts';

/** libuv's own (docs.libuv.org, "Thread pool work scheduling"). */
const defaultSize = 4;
/** Of the time of all its threads: what is missing is between two tasks, and what other programs took. */
const full = 0.7;
/** Of all CPU. */
const mostly = 0.5;
/** Two-sided, of a normal distribution. */
const z95 = 1.96;

/** Undefined unless it is surely full: as many tasks as it answered for are a count, and vary as its root. */
export function fullPoolOf({ threads = [], machine }: Recording, slice: Slice): Binding['threadPool'] {
  const { usage, loops = [], startUs, endUs } = slice;
  const processes = Math.max(1, new Set(loops.map((loop) => loop.process)).size);
  const size = processes * (threads.find(({ serving }) => serving)?.threadPoolSize ?? defaultSize);
  const most = Math.min(size, machine.logicalCpus);
  const busy = (usage.otherThreadCpuUs?.threadPool ?? 0) / (endUs - startUs);
  const low = busy * (1 - z95 / Math.sqrt(Math.max(1, completedIn(slice))));
  if (!(low >= full * most)) return undefined;
  return { busy: Math.min(busy, size), size, ...(most < size ? { processors: most } : {}) };
}

/**
 * Do requests mostly compute in the pool? Then they wait for processors, which other programs may hold, and how many are at work at a time says
 * nothing of connections or locks.
 */
export function worksInPool(slices: readonly Slice[]): boolean {
  const poolUs = sum(slices.map(({ usage }) => usage.otherThreadCpuUs?.threadPool ?? 0));
  return poolUs >= mostly * sum(slices.map(({ usage }) => usage.processCpuUs)) && poolUs > 0;
}
