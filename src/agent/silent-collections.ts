/**
 * Garbage collection in a thread that does not turn its event loop: Node.js queues the entries of its observers there for a turn that never
 * comes. V8's own record of collections is there at once. It costs a look at the heap per collection, so only such threads have it.
 */
import { GCProfiler } from 'node:v8';
import type { GcKind } from '../model/thread-counters.ts';

/** V8's names (`GetGCTypeName` in Node.js's src/node_v8.cc). */
const kinds: Readonly<Record<string, GcKind>> = {
  Scavenge: 'minor',
  MinorMarkSweep: 'minor',
  MinorMarkCompact: 'minor',
  MarkSweepCompact: 'major',
  IncrementalMarking: 'incremental',
  ProcessWeakCallbacks: 'weakCallbacks',
};

/** Gives what hands over the µs since it was last called; the first call begins the record. */
export function recordCollections(): { take(): readonly (readonly [GcKind, number])[]; stop(): void } {
  let profiler: GCProfiler | undefined;
  const ended = (): readonly (readonly [GcKind, number])[] => {
    const { statistics = [] } = (profiler?.stop() ?? {}) as Partial<ReturnType<GCProfiler['stop']>>;
    return statistics.map(({ gcType, cost }) => [kinds[gcType] ?? 'minor', cost] as const);
  };
  return {
    take: () => {
      const taken = ended();
      profiler = new GCProfiler();
      profiler.start();
      return taken;
    },
    stop: () => {
      ended();
      profiler = undefined;
    },
  };
}
