/** Keeps V8's pauses for garbage collection until they are asked for, and not more of them than anybody would look at. */
import type { PerformanceEntry } from 'node:perf_hooks';
import type { CollectionColumns, GcKind } from '../model/thread-counters.ts';
import { nowUs } from './clock.ts';

interface Pause {
  readonly kind: GcKind;
  readonly startUs: number;
  readonly durationUs: number;
}

/** An app that makes much garbage collects a thousand times a second. */
const mostKept = 250;

export function noteCollections(): {
  add(kind: GcKind, entry: PerformanceEntry): void;
  take(): CollectionColumns;
} {
  const originUs = nowUs() - performance.now() * 1000;
  let pauses: Pause[] = [];
  let dropped = 0;
  return {
    add: (kind, { startTime, duration }) => {
      pauses.push({ kind, startUs: originUs + startTime * 1000, durationUs: duration * 1000 });
      // Of twice as many the longer half stays: sorted rarely, and a long pause is never lost.
      if (pauses.length < 2 * mostKept) return;
      pauses = longest(pauses);
      dropped += mostKept;
    },
    take: () => {
      const kept = pauses.length > mostKept ? longest(pauses) : pauses;
      const taken = toColumns(kept, dropped + pauses.length - kept.length);
      pauses = [];
      dropped = 0;
      return taken;
    },
  };
}

function longest(pauses: readonly Pause[]): Pause[] {
  return [...pauses].sort((a, b) => b.durationUs - a.durationUs).slice(0, mostKept);
}

function toColumns(pauses: readonly Pause[], dropped: number): CollectionColumns {
  const inOrder = [...pauses].sort((a, b) => a.startUs - b.startUs);
  return {
    kind: inOrder.map(({ kind }) => kind),
    startUs: inOrder.map(({ startUs }) => Math.round(startUs)),
    durationUs: inOrder.map(({ durationUs }) => Math.round(durationUs)),
    dropped,
  };
}
