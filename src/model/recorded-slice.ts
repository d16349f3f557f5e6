/** A Recording’s slices: short stretches of load, and what the counters and the generator said of each. */
import type { GcKind, LoopNotes, OtherThread } from './thread-counters.ts';
import type { OpenArrival } from './spec.ts';

/**
 * What the application was doing while a slice was measured.
 * - `asIs`: no profiler at all, V8's defaults: how much.
 * - `oneAtATime`: as it is too, but over one connection, so that no request waits for another.
 * - `climb`: as it is too, under an open load that is raised step by step to the breaking point.
 * - `cpuSampling`: CPU sampler on, functions kept apart: who.
 * - `outgoing`: what the application asks of others is noted; only where it asks anybody.
 * - `allocationTotal`: allocation sampler on, V8's defaults: how many bytes.
 * - `allocationSampling`: allocation sampler on, functions kept apart: who allocates.
 * - `growth`: the same for what stays in memory, between two forced collections.
 * - `overhead`: with and without samplers by turns, V8's defaults: what sampling itself costs.
 * - `calls`: V8 counts the calls of functions; nothing else is taken from it.
 */
export type SliceKind =
  | 'asIs'
  | 'oneAtATime'
  | 'climb'
  | 'outgoing'
  | 'cpuSampling'
  | 'allocationTotal'
  | 'allocationSampling'
  | 'growth'
  | 'overhead'
  | 'calls';

/** What is sampled in a slice that tells what sampling costs. */
export type SampledWhat = 'cpu' | 'cpuAndAllocation';

export interface Slice {
  readonly kind: SliceKind;
  /** Index into `requests` when one request was driven alone; absent for the mix. */
  readonly requestIndex?: number;
  /** Of an `overhead` slice; absent where nothing was sampled in it. */
  readonly sampled?: SampledWhat;
  readonly startUs: number;
  readonly endUs: number;
  /** CPU time of a fixed piece of work just before and after, µs: the machine's pace. Absent in older recordings. */
  readonly paceUs?: number;
  /** Sums over the application's processes. */
  readonly usage: Usage;
  /** One per thread; absent in recordings older than this. */
  readonly loops?: readonly RecordedLoop[];
  readonly outcome: SliceOutcome;
}

export interface Usage {
  readonly processCpuUs: number;
  /** CPU time of the threads that run JavaScript and were (or would be) sampled; absent where the system cannot tell. */
  readonly javascriptThreadCpuUs?: number;
  /** CPU time of the other threads that could be told apart; the rest of the process's CPU is of threads that came and went. */
  readonly otherThreadCpuUs?: OtherThreadCpu;
  /** Time in which threads of libuv's pool stood in line for a processor; absent where the system does not tell, and in older recordings. */
  readonly poolQueuedUs?: number;
  readonly gcUs: Readonly<Record<GcKind, number>>;
  /** Busiest process's event loop, 0 to 1. Not to be read in a CPU sampling slice: the sampler itself inflates it. */
  readonly eventLoopUtilization: number;
  readonly heapUsedBytes: number;
  readonly rssBytes: number;
  /** The same, thread by thread. */
  readonly threads?: readonly ThreadUsage[];
}

/** µs; `other` is absent for none, and in older recordings. */
export type OtherThreadCpu = Readonly<Record<Exclude<OtherThread, 'other'>, number> & { readonly other?: number }>;

export interface ThreadUsage {
  readonly process: number;
  readonly thread: number;
  /** Absent where the system cannot tell. */
  readonly cpuUs?: number;
  /** The part of it from before there was anything to sample; only of a script, whose slice is all of the thread's life. */
  readonly startupCpuUs?: number;
  readonly eventLoopActiveUs: number;
  readonly eventLoopIdleUs: number;
  /** It did not turn its event loop, because it sleeps in `Atomics.wait` between two pieces of work: it is active while it is on the CPU. */
  readonly silent?: true;
  readonly heapUsedBytes: number;
  /** Of the whole process; main threads only. */
  readonly processCpuUs?: number;
  readonly rssBytes?: number;
}

/** The event loop of one thread in one slice. */
export interface RecordedLoop extends LoopNotes {
  readonly process: number;
  readonly thread: number;
  /** Time in which it was not waiting for something to do. */
  readonly activeUs: number;
}

export interface SliceOutcome {
  readonly perRequest: readonly RequestOutcome[];
  /** CPU time of the generator process, µs. */
  readonly generatorCpuUs: number;
  /** How late the generator ran behind its own timer, worst case, ms. */
  readonly generatorLagMs: number;
  /** Present where requests arrived on a clock of their own; latencies then count from the time each was due. */
  readonly open?: OpenOutcome;
}

/** Counts are of the part of the slice that is left when the first requests have had time to come back. */
export interface OpenOutcome {
  readonly arrival: OpenArrival;
  readonly windowMs: number;
  /** Requests that were due, sent or not. */
  readonly offered: number;
  /** Answers that came, to whichever request. */
  readonly answered: number;
  /** Over the whole slice: due, but not sent, because as many as allowed were under way. They are no part of `completed` or `errors`. */
  readonly dropped: number;
  /** At the beginning and the end of the window. */
  readonly underWay: readonly [number, number];
  /** How late requests were sent: sparse histogram as `latencyUs`. */
  readonly sendLagUs: readonly (readonly [number, number])[];
}

export interface RequestOutcome {
  readonly requestIndex: number;
  /** Of a process: what it counted itself, or else the seconds it ran. */
  readonly completed: number;
  readonly errors: number;
  /** Still under way when the time to wait for them was over, which says nothing of them: no part of `completed` or `errors`. */
  readonly unanswered?: number;
  /** On the socket, headers included: to the application, and from it. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The part of `bytesOut` that is the body as it was sent: compressed where it was, framing of chunks left out. */
  readonly bodyBytesOut?: number;
  /** Sparse histogram: [latency in µs rounded to three significant digits, count], ascending. */
  readonly latencyUs: readonly (readonly [number, number])[];
  /** HTTP status code → count; `0` stands for no answer at all. */
  readonly statuses: Readonly<Record<string, number>>;
  /**
   * Whether one answer of this slice has the same bytes as the one looked at before, to exactly the same GET request. Absent where
   * there was none before, and in older recordings.
   */
  readonly sameAnswer?: boolean;
  /** What was wrong with answers, in a few words each → count: "status 500", "connection reset". */
  readonly problems?: Readonly<Record<string, number>>;
}
