/** A Recording’s memory over time. */
import type { CollectionColumns, MemoryColumns, MemoryLeft } from './thread-counters.ts';
import type { CallTree } from './recorded-samples.ts';

/** A thread's notes over all of the measurement, warm-up and marks between slices included. */
export interface ThreadTimeline {
  readonly process: number;
  readonly thread: number;
  readonly memory: MemoryColumns;
  readonly collections: CollectionColumns;
}

/** What load leaves in memory: read after forced collections, before the first stretch of load and after each. */
export interface RecordedGrowth {
  readonly marks: readonly GrowthMark[];
  /** One per thread and mark but the first. */
  readonly live: readonly LiveSamples[];
}

/** Sums over the threads that were sampled. */
export interface GrowthMark extends MemoryLeft {
  /** Requests completed since the first mark. */
  readonly completed: number;
}

/** Bytes that were allocated after the first mark and still there at this one, by where they were allocated. */
export interface LiveSamples {
  readonly process: number;
  readonly thread: number;
  /** Index into `marks`. */
  readonly mark: number;
  readonly tree: CallTree;
  readonly selfBytes: readonly number[];
}
