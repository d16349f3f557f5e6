/** Puts the notes that threads hand over with each reading of their counters one after the other. */
import type { CollectionColumns, MemoryColumns, Noted } from '../model/thread-counters.ts';
import type { ThreadTimeline } from '../model/recorded-memory.ts';
import type { ThreadOfApp } from '../model/target.ts';

/** Of twice as many the shorter half is dropped. */
const mostCollections = 2000;

export interface Timelines {
  add(thread: ThreadOfApp, noted: Noted | undefined): void;
}

/** `kept` grows as notes come in, so that they are there after a crash. */
export function keepTimelines(kept: ThreadTimeline[]): Timelines {
  return {
    add: ({ process, thread }, noted) => {
      if (noted === undefined) return;
      const at = kept.findIndex((each) => each.process === process && each.thread === thread);
      const before = kept[at];
      if (before === undefined) {
        kept.push({ process, thread, memory: noted.memory, collections: noted.collections });
        return;
      }
      kept[at] = {
        process,
        thread,
        memory: joinMemory(before.memory, noted.memory),
        collections: joinCollections(before.collections, noted.collections),
      };
    },
  };
}

function joinMemory(a: MemoryColumns, b: MemoryColumns): MemoryColumns {
  return {
    atUs: [...a.atUs, ...b.atUs],
    heapUsedBytes: [...a.heapUsedBytes, ...b.heapUsedBytes],
    rssBytes: [...a.rssBytes, ...b.rssBytes],
    externalBytes: [...a.externalBytes, ...b.externalBytes],
    arrayBuffersBytes: [...a.arrayBuffersBytes, ...b.arrayBuffersBytes],
  };
}

function joinCollections(a: CollectionColumns, b: CollectionColumns): CollectionColumns {
  const joined = {
    kind: [...a.kind, ...b.kind],
    startUs: [...a.startUs, ...b.startUs],
    durationUs: [...a.durationUs, ...b.durationUs],
    dropped: a.dropped + b.dropped,
  };
  return joined.kind.length < 2 * mostCollections ? joined : longest(joined);
}

function longest({ kind, startUs, durationUs, dropped }: CollectionColumns): CollectionColumns {
  const least = [...durationUs].sort((x, y) => y - x)[mostCollections - 1] ?? 0;
  const isLong = (_: unknown, index: number): boolean => (durationUs[index] ?? 0) >= least;
  const kept = durationUs.filter(isLong);
  return {
    kind: kind.filter(isLong),
    startUs: startUs.filter(isLong),
    durationUs: kept,
    dropped: dropped + kind.length - kept.length,
  };
}
