/** What the agent counts and notes in a thread, as it tells it. Times are µs on one monotonic clock. */

export interface MemoryLeft {
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
  /** Part of `externalBytes`. */
  readonly arrayBuffersBytes: number;
}

/** Counters of one process (its main thread's agent asks), all since the process started. */
export interface Counters {
  /** Monotonic clock, µs: the clock of V8's CPU profile timestamps. */
  readonly atUs: number;
  /** User + system CPU time of the whole process, all threads, µs. */
  readonly processCpuUs: number;
  /** CPU time of the thread that answers, µs, from the operating system; absent where it has no such counter. */
  readonly threadCpuUs?: number;
  /** The operating system's id of the thread that answers; Linux only. */
  readonly threadTid?: number;
  /** Every thread of the process with its CPU time; Linux only, and only from the main thread. */
  readonly tasks?: readonly TaskCpu[];
  readonly gcUs: Readonly<Record<GcKind, number>>;
  readonly eventLoopActiveUs: number;
  readonly eventLoopIdleUs: number;
  /** The thread did not turn its event loop, and was asked in an interrupt: it is as active as it is on the CPU. */
  readonly silent?: true;
  readonly heapUsedBytes: number;
  readonly rssBytes: number;
  readonly externalBytes: number;
  readonly arrayBuffersBytes: number;
  /** Messages on the channel that was asked for, since it first was. */
  readonly units?: number;
  /** What the thread has noted since its counters were last read; the first reading only begins the notes. */
  readonly noted?: Noted;
}

/** Moments are µs on the clock of `atUs`. */
export interface Noted {
  readonly memory: MemoryColumns;
  readonly collections: CollectionColumns;
  readonly loop: LoopNotes;
}

/** Memory at moments about 100 ms apart, in columns. */
export interface MemoryColumns {
  readonly atUs: readonly number[];
  readonly heapUsedBytes: readonly number[];
  /** Of the whole process. */
  readonly rssBytes: readonly number[];
  readonly externalBytes: readonly number[];
  /** Part of `externalBytes`. */
  readonly arrayBuffersBytes: readonly number[];
}

/** V8's pauses for garbage collection, in columns, by start. */
export interface CollectionColumns {
  readonly kind: readonly GcKind[];
  readonly startUs: readonly number[];
  readonly durationUs: readonly number[];
  /** Left out, the shortest first, because there were too many to keep. */
  readonly dropped: number;
}

export interface LoopNotes {
  /**
   * How late the event loop came to a timer, as an event would have found it at evenly spaced moments: [µs rounded to two
   * significant digits, count], ascending.
   */
  readonly delayUs: readonly (readonly [number, number])[];
  /** Stretches of at least `HELD_US` in which the event loop did not turn. */
  readonly held: readonly HeldStretch[];
}

export interface HeldStretch {
  readonly startUs: number;
  readonly durationUs: number;
}

/** From how long on a stretch in which the event loop does not turn is noted: longer than a person takes for instant. */
export const HELD_US = 50_000;

/**
 * What a thread that runs no JavaScript is for: V8's helpers (garbage collection, compilation), which Node.js starts before
 * any code runs; libuv's pool (fs, dns, crypto, zlib), which it starts on first use; or something else: native code of a package, or a
 * worker that could not be asked.
 */
export type OtherThread = 'engine' | 'threadPool' | 'other';

export interface TaskCpu {
  readonly tid: number;
  readonly cpuUs: number;
  /** In line for a processor, ready to compute, µs; absent in older recordings. */
  readonly queuedUs?: number;
  /** `unnamed`: of the pool or a worker, which have one name in Node.js 20. */
  readonly group: OtherThread | 'unnamed';
}

export type GcKind = 'minor' | 'major' | 'incremental' | 'weakCallbacks';
