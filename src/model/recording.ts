/**
 * One measurement with all its evidence: whatever a Report says is computed from this and nothing else. Plain JSON, so
 * that it can be stored, replayed offline and used as a test fixture. Lines and columns are 1-based, times are µs on
 * one monotonic clock unless a name says otherwise.
 */
import type { LoadEvidence } from './load-evidence.ts';
import type { ServerProbe, SpeedProbe } from './calibration.ts';
import type { Budgets } from './budget.ts';
import type {
  CollectionColumns,
  GcKind,
  LoopNotes,
  MemoryColumns,
  MemoryLeft,
  OtherThread,
  OutgoingRow,
  ThreadIdentity,
} from './agent-protocol.ts';
import type { Failure } from './failure.ts';
import type { RecordedKnobs } from './knob.ts';
import type { PriceList } from './price-list.ts';
import type { LeftOutRequest, RequestSource } from './scenario.ts';
import type { Deployment, Engineering, OpenArrival, Spec, Traffic, WhatIf } from './spec.ts';

export interface Recording {
  readonly recordingVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly app: RecordedApp;
  readonly machine: Machine;
  readonly engine: string;
  /** The agent's own file, so that its work in the application is not taken for the application's. */
  readonly agentFile: string;
  /** Requests of the load, in the order that `requestIndex` counts. */
  readonly requests: readonly RecordedRequest[];
  readonly load?: RecordedLoad;
  readonly loadEvidence?: readonly LoadEvidence[];
  readonly routes: readonly RecordedRoute[];
  readonly slices: readonly Slice[];
  /** Every thread that ran JavaScript with the agent in it, those of wrappers such as npm too. */
  readonly threads?: readonly RecordedThread[];
  /** What was asked of others in the slices of that kind; absent in older recordings. */
  readonly outgoing?: readonly RecordedOutgoing[];
  readonly stacks: readonly CpuSamples[];
  readonly allocations: readonly AllocationSamples[];
  readonly scripts: readonly RecordedScript[];
  /** Absent where there was no time for it, and in older recordings. */
  readonly climb?: Climb;
  /** One per thread; absent in recordings older than this. */
  readonly timelines?: readonly ThreadTimeline[];
  /** What is to be known of original sources beside the source maps; absent in recordings of earlier versions. */
  readonly sources?: readonly RecordedSource[];
  /** Settings of V8 and Node.js that were tried; absent where none was asked for. */
  readonly knobs?: RecordedKnobs;
  readonly growth?: RecordedGrowth;
  /** Planned use, as the spec had it when the measurement was made. */
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly budgets?: Budgets;
  readonly engineering?: Engineering;
  readonly whatIf?: readonly WhatIf[];
  /** Prices read since the embedded catalogue was made; they win over it. */
  readonly priceLists?: readonly PriceList[];
  readonly logTail: string;
  /** Time of the budget that was left because intervals were tight before it was over; absent for none. */
  readonly savedMs?: number;
  /** Why the measurement ended before its time; what is here was measured until then. */
  readonly partial?: Failure;
  readonly warnings: readonly string[];
}

/** By what the steps of the climb, slices of their own, were judged. */
export interface Climb {
  readonly standard: Standard;
  /** The highest load that was tried, requests per second; without a slice of its own where the application ended under it. */
  readonly triedPerSecond?: number;
}

export interface Standard {
  /** The objective for the 99th percentile, where there is one. */
  readonly p99Ms?: number;
  /** Share of requests that failed before the climb. */
  readonly errorShare: number;
}

export interface RecordedApp {
  readonly kind: Spec['kind'];
  readonly command: readonly string[];
  readonly commandSource: string;
  readonly cwd: string;
  readonly workspaceRoot: string;
  readonly nodeVersion: string;
  readonly commit?: string;
  readonly dirty?: boolean;
}

export interface Machine {
  readonly cpuModel: string;
  readonly logicalCpus: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly arch: string;
  /** How fast it runs JavaScript; absent where that was not probed. */
  readonly probe?: SpeedProbe;
  /** The server that absolute figures are calibrated against. */
  readonly server?: ServerProbe;
}

export interface RecordedRequest {
  readonly method: string;
  /** What was sent; values of headers that look secret never come here. */
  readonly path: string;
  /** The route's pattern where known, else the path. */
  readonly route: string;
  /** Share of the mix, 0 to 1; all of them sum to 1. */
  readonly share: number;
  /** Of the answer when the request was tried once; absent where it was too long to keep, or could not be read. */
  readonly body?: BodySample;
  readonly source?: RequestSource;
  /** Name of the GraphQL operation: requests to one route that are costed apart. */
  readonly operation?: string;
  /** It works only in its place in a sequence: driven alone it fails, so that it has no cost of its own. */
  readonly onlyInSequence?: true;
}

/** Where the load came from. */
export interface RecordedLoad {
  readonly files: readonly { readonly source: RequestSource; readonly file: string }[];
  readonly leftOut: readonly LeftOutRequest[];
}

/** One body, bytes. */
export interface BodySample {
  readonly wireBytes: number;
  /** Before compression. */
  readonly plainBytes: number;
  /** Content-Encoding; absent where the body was not compressed. */
  readonly encoding?: string;
  /** What gzip at its default level makes of it; only where the body was not compressed. */
  readonly gzipBytes?: number;
  readonly contentType?: string;
}

export interface RecordedRoute {
  readonly method: string;
  readonly path: string;
  readonly framework: string;
  readonly handler?: GeneratedPosition;
}

export interface RecordedThread extends Partial<ThreadIdentity> {
  readonly process: number;
  /** 0 is the main thread. */
  readonly thread: number;
  readonly pid: number;
  /** True for the one that listens at the address under load. */
  readonly serving: boolean;
}

export interface RecordedOutgoing extends OutgoingRow {
  readonly process: number;
  readonly thread: number;
  /** Index into `requests` when one request was driven alone; absent for the mix. */
  readonly requestIndex?: number;
}

/** A place in a script as V8 ran it. */
export interface GeneratedPosition {
  readonly process: number;
  readonly thread: number;
  readonly scriptId: string;
  readonly line: number;
  readonly column: number;
}

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
 */
export type SliceKind =
  'asIs' | 'oneAtATime' | 'climb' | 'outgoing' | 'cpuSampling' | 'allocationTotal' | 'allocationSampling' | 'growth';

export interface Slice {
  readonly kind: SliceKind;
  /** Index into `requests` when one request was driven alone; absent for the mix. */
  readonly requestIndex?: number;
  readonly startUs: number;
  readonly endUs: number;
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
  readonly otherThreadCpuUs?: Readonly<Record<OtherThread, number>>;
  readonly gcUs: Readonly<Record<GcKind, number>>;
  /** Busiest process's event loop, 0 to 1. Not to be read in a CPU sampling slice: the sampler itself inflates it. */
  readonly eventLoopUtilization: number;
  readonly heapUsedBytes: number;
  readonly rssBytes: number;
  /** The same, thread by thread. */
  readonly threads?: readonly ThreadUsage[];
}

export interface ThreadUsage {
  readonly process: number;
  readonly thread: number;
  /** Absent where the system cannot tell. */
  readonly cpuUs?: number;
  readonly eventLoopActiveUs: number;
  readonly eventLoopIdleUs: number;
  readonly heapUsedBytes: number;
  /** Of the whole process; main threads only. */
  readonly processCpuUs?: number;
  readonly rssBytes?: number;
}

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
  readonly completed: number;
  readonly errors: number;
  /** On the socket, headers included: to the application, and from it. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The part of `bytesOut` that is the body as it was sent: compressed where it was, framing of chunks left out. */
  readonly bodyBytesOut?: number;
  /** Sparse histogram: [latency in µs rounded to three significant digits, count], ascending. */
  readonly latencyUs: readonly (readonly [number, number])[];
  /** HTTP status code → count; `0` stands for no answer at all. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What was wrong with answers, in a few words each → count: "status 500", "connection reset". */
  readonly problems?: Readonly<Record<string, number>>;
}

/** A function as V8 names it in a sampled stack. `line` is absent for V8's own meta frames and native code. */
export interface RecordedFrame {
  readonly name: string;
  readonly scriptId: string;
  readonly url: string;
  readonly line?: number;
  readonly column?: number;
}

/** A call tree in columns: `parent[i]` is the index of node i's parent, −1 for the root; parents come before children. */
export interface CallTree {
  readonly frames: readonly RecordedFrame[];
  readonly frame: readonly number[];
  readonly parent: readonly number[];
}

export interface CpuSamples {
  readonly process: number;
  readonly thread: number;
  readonly tree: CallTree;
  /** Node of each sample, and when it was taken (absolute, on the slices' clock). */
  readonly node: readonly number[];
  readonly timeUs: readonly number[];
  /** Ticks per frame, told by a node that has it, and line of the generated script, over the whole sampling. */
  readonly lineTicks: readonly { readonly node: number; readonly line: number; readonly ticks: number }[];
  /** Why V8 gave up optimising the node's function, in V8's words; absent where it gave no reason. */
  readonly bailouts?: readonly { readonly node: number; readonly reason: string }[];
  /** Absent where the system does not tell a thread's CPU time, and in recordings older than this. */
  readonly cpuProgress?: CpuProgress;
}

/** CPU time that a thread had used (since any moment), at moments on the slices' clock, ascending. */
export interface CpuProgress {
  readonly atUs: readonly number[];
  readonly cpuUs: readonly number[];
}

export interface AllocationSamples {
  readonly process: number;
  readonly thread: number;
  readonly kind: 'allocationTotal' | 'allocationSampling';
  /** Index into `requests` when one request was driven alone; absent for the mix. */
  readonly requestIndex?: number;
  readonly tree: CallTree;
  readonly selfBytes: readonly number[];
}

export interface RecordedScript {
  readonly process: number;
  /** Each thread has an isolate of its own, and script ids are an isolate's. */
  readonly thread: number;
  readonly scriptId: string;
  readonly url: string;
  readonly text: string;
  /** The source map as JSON text, wherever it came from; absent where the script has none. */
  readonly sourceMap?: string;
  /** Absolute path or URL against which the map's sources are resolved. */
  readonly sourceMapBase?: string;
  /** Why a map that the script names could not be read. */
  readonly sourceMapProblem?: string;
  readonly functions: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

/** An original source that a source map names, as it was on disk. */
export interface RecordedSource {
  /** As `pathOfUrl` gives it for the map's source. */
  readonly path: string;
  /** Absent where the maps carry it themselves. */
  readonly text?: string;
  /** The file is not the text that a map carries: it was edited after the build. */
  readonly edited?: true;
}
