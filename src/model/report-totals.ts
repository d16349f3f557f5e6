/** The Report’s figures of the application as a whole. */
import type { GcKind } from './thread-counters.ts';
import type { Interval } from './interval.ts';
import type { SliceKind } from './recorded-slice.ts';

export interface Totals {
  /** Completed, or due and never sent. */
  readonly requests: number;
  /** Failed, or never sent. */
  readonly errors: number;
  /** Due in an open load, and never sent, because as many as allowed were under way; absent for none. */
  readonly dropped?: number;
  readonly cpuMsPerRequest: number;
  readonly cpuMsPerRequestInterval?: Interval;
  /** Absent where there were collections, and nothing tells how long they took. */
  readonly gcMsPerRequest?: number;
  /** Parts of `gcMsPerRequest`: young generation, old generation, steps of marking, callbacks of weak references. */
  readonly gcMsPerRequestByKind?: Readonly<Record<GcKind, number>>;
  readonly allocatedBytesPerRequest?: number;
  /** On the socket, headers included; absent for a script, whose traffic is not measured. */
  readonly bytesInPerRequest?: number;
  readonly bytesOutPerRequest?: number;
  readonly body?: ReportBody;
  readonly rssPeakBytes: number;
  readonly heapUsedPeakBytes: number;
  /** Absent for a script: nothing waits for its event loop. */
  readonly eventLoopUtilization?: number;
  /** CPU time of the threads that run JavaScript, GC on them included: what an event loop is busy with. Absent where the system cannot tell threads apart. */
  readonly loopCpuMsPerRequest?: number;
  readonly latencyMs: Latency;
  readonly latencyPercentiles?: LatencyPercentiles;
  /** Mean over the requests of the mix; absent where one of them was not measured alone. */
  readonly latencyPartsMs?: LatencyParts;
  readonly usdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
}

/** Bodies of answers, without headers. */
export interface ReportBody {
  /** As sent: after compression. */
  readonly bytesPerRequest: number;
  /** Before compression. */
  readonly plainBytesPerRequest: number;
  /** Content-Encoding of those that were compressed, each once; empty where none was. */
  readonly encodings: readonly string[];
  /** What they would be if gzip compressed those that were sent as they are; absent where all were compressed. */
  readonly gzipBytesPerRequest?: number;
}

/** A percentile is absent where there were too few samples to tell it. */
export interface Latency {
  readonly p50?: number;
  readonly p90?: number;
  readonly p99?: number;
  readonly p999?: number;
  readonly max?: number;
}

/** [share of the requests, ms that they do not exceed], ascending, each with at least ten samples on either side. */
export type LatencyPercentiles = readonly (readonly [number, number])[];

/** Of the busiest thread, under the load of the mix with no profiler running. */
export interface EventLoop {
  readonly utilization: number;
  /** How late a timer comes: what every event has to wait. Good to a millisecond, because timers are. */
  readonly delayMs: Latency;
  /** [up to so many ms, share of the time in which an event would have waited so long], ascending. */
  readonly delayShares: readonly (readonly [number, number])[];
  /** Stretches of 50 ms and more in which the event loop did not turn, by who held it; the longest first. */
  readonly blocking: readonly Blocking[];
  /** Slice by slice, of all kinds; on the clock of `memory`. Absent in Reports of earlier versions. */
  readonly timeline?: readonly LoopMoment[];
}

/** The event loop in one slice of the measurement. */
export interface LoopMoment {
  readonly kind: SliceKind;
  /** One request was driven, not the mix. */
  readonly alone?: true;
  readonly startMs: number;
  readonly endMs: number;
  /** Absent while CPU was sampled: the sampler inflates it. */
  readonly utilization?: number;
  readonly delayP50Ms?: number;
  readonly delayP90Ms?: number;
  readonly delayMaxMs?: number;
  /** Time in garbage collection over the slice's. */
  readonly gcShare: number;
}

export interface Blocking {
  /** The longest. */
  readonly durationMs: number;
  /** How many were seen. */
  readonly count: number;
  /** Of the route, driven alone with no profiler running; absent for what was seen while the mix was sampled, and belongs to no route. */
  readonly perRequest?: number;
  readonly route?: string;
  /** `id` of the function that held the loop; this and its place are absent where no sample told. */
  readonly function?: string;
  readonly name?: string;
  readonly file?: string;
  /** Where the function itself was seen most, else its own line. */
  readonly line?: number;
  /** Functions of the app from the outermost caller to the one that held the loop. */
  readonly stack: readonly string[];
}

/**
 * Where the mean time of a request goes under the load of the mix, ms: `cpu`, `gc`, `blocked`, `queue` and `waiting` sum to `mean`.
 * Times as the client sees them, its own part and the network's in `waiting`.
 */
export interface LatencyParts {
  readonly mean: number;
  /** The mean with no other request under way. */
  readonly alone: number;
  readonly cpu: number;
  readonly gc: number;
  /** In which the request held the event loop without computing: synchronous calls that wait, or the system ran something else. */
  readonly blocked: number;
  /** Waiting for the event loop while it is busy with other requests. */
  readonly queue: number;
  /** For anything else: upstreams, disk, timers, the thread pool, the network. */
  readonly waiting: number;
}

export type LedgerKind = 'function' | 'gc' | 'native' | 'offThread' | 'idle' | 'unattributed';

export interface LedgerPart {
  /**
   * Of other threads: `threadPool`, libuv's (fs, dns, crypto, zlib); `engine`, V8's helpers (garbage collection, compilation), or what
   * is left of them where `collector` and `compiler` say what they did; `other`, native
   * code of packages, or workers that could not be asked.
   * Of native code: `eventLoop`, polling, reading and parsing before any JavaScript is called; `startup`, Node.js's own start in a
   * script's processes and threads, before there is anything to sample.
   */
  readonly kind: 'threadPool' | 'collector' | 'compiler' | 'engine' | 'other' | 'eventLoop' | 'startup';
  readonly cpuMsPerRequest: number;
}

export interface LedgerRow {
  readonly kind: LedgerKind;
  readonly cpuMsPerRequest: number;
  /** What is known of the row's parts: other threads by what they are for, where the system tells; what is missing to the row's sum is of threads that came and went. */
  readonly parts?: readonly LedgerPart[];
}
