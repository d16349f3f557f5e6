/**
 * The Report, schemaVersion 1: what every view reads and other people's scripts rest on. Its JSON Schema is
 * `media/report.schema.json`. Unknown stays absent, never 0. Shares are 0 to 1, of the busy CPU time of the
 * application's processes. Lines are 1-based.
 */
import type { GcKind } from './agent-protocol.ts';
import type { BudgetMetric } from './budget.ts';
import type { Origin } from './profile.ts';
import type { Machine, SliceKind } from './recording.ts';
import type { LeftOutRequest, RequestSource } from './scenario.ts';

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly app: {
    /** `server`: figures are per request. `script`: per run from start to end. */
    readonly kind: 'server' | 'script';
    readonly command: string;
    readonly cwd: string;
    readonly nodeVersion: string;
    readonly commit?: string;
    readonly dirty?: boolean;
  };
  readonly machine: Machine;
  /** Present where the measurement ended before its time: why, what to do next, and the application's last words. */
  readonly partial?: { readonly what: string; readonly next: string; readonly log?: string };
  readonly quality: Quality;
  readonly totals: Totals;
  readonly ledger: readonly LedgerRow[];
  readonly functions: readonly ReportFunction[];
  readonly lines: readonly ReportLine[];
  readonly routes: readonly ReportRoute[];
  /** Processes in the order of their appearance, main threads first; empty where they were not told apart. */
  readonly threads?: readonly ReportThread[];
  /** Absent for a script, and in runs stored before it was recorded. */
  readonly load?: ReportLoad;
  readonly stacks: ReportStacks;
  /** Absent where the application's event loop was not watched (a script). */
  readonly eventLoop?: EventLoop;
  readonly memory?: Memory;
  readonly capacity?: Capacity;
  readonly cost: Cost;
  readonly advice: readonly ReportAdvice[];
  /** The limits that leanscope.json states and what came of them; absent where it states none. */
  readonly budgets?: readonly ReportBudget[];
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Quality {
  readonly engine: string;
  readonly samples: number;
  readonly slices: number;
  /** Coefficient of variation of CPU per request over the slices without a profiler. */
  readonly noise?: number;
  /** CPU per request while sampling over CPU per request without, minus 1. Includes what keeping functions apart costs. */
  readonly overheadShare?: number;
  readonly generatorLagMs: number;
  /** Unattributed CPU over all CPU. */
  readonly ledgerGapShare?: number;
  /** (Sum of the isolated requests' CPU, weighted as in the mix) / (CPU of the mix) − 1. */
  readonly mixDifferenceShare?: number;
  readonly warnings: readonly string[];
}

export interface Totals {
  readonly requests: number;
  readonly errors: number;
  readonly cpuMsPerRequest: number;
  readonly cpuMsPerRequestInterval?: Interval;
  readonly gcMsPerRequest: number;
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
  readonly latencyMs: Latency;
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

/** Of the busiest thread, under the load of the mix with no profiler running. */
export interface EventLoop {
  readonly utilization: number;
  /** How late a timer comes: what every event has to wait. Good to a millisecond, because timers are. */
  readonly delayMs: Latency;
  /** [up to so many ms, share of the time in which an event would have waited so long], ascending. */
  readonly delayShares: readonly (readonly [number, number])[];
}

export interface Memory {
  /** Sums over the application's threads and processes, in columns, at moments from the first one on. */
  readonly timeline: {
    readonly atMs: readonly number[];
    readonly heapUsedBytes: readonly number[];
    readonly rssBytes: readonly number[];
    readonly externalBytes: readonly number[];
    /** Part of `externalBytes`. */
    readonly arrayBuffersBytes: readonly number[];
  };
  /** What was going on, on the timeline's clock. */
  readonly phases: readonly { readonly kind: SliceKind; readonly startMs: number; readonly endMs: number }[];
  /** V8's longest pauses for garbage collection, in columns, by start. */
  readonly collections: {
    readonly kind: readonly GcKind[];
    readonly startMs: readonly number[];
    readonly durationMs: readonly number[];
    /** Shorter ones that are not listed. */
    readonly dropped: number;
  };
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
  /** `threadPool`: libuv's (fs, dns, crypto, zlib). `engine`: V8's helpers (garbage collection, compilation). */
  readonly kind: 'threadPool' | 'engine';
  readonly cpuMsPerRequest: number;
}

export interface LedgerRow {
  readonly kind: LedgerKind;
  readonly cpuMsPerRequest: number;
  /** Other threads by what they are for, where the system tells; what is missing to the row's sum is of threads that came and went. */
  readonly parts?: readonly LedgerPart[];
}

export interface ReportFunction {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly origin: Origin;
  readonly package?: string;
  readonly selfShare: number;
  readonly totalShare: number;
  readonly selfCpuMsPerRequest: number;
  readonly totalCpuMsPerRequest: number;
  /**
   * For functions of the app: self plus what it spends in Node, native and dependency code that it calls, up to the next
   * function of the app. Additive over the app's functions, and what a fix in this function can win.
   */
  readonly ownShare?: number;
  readonly ownCpuMsPerRequest?: number;
  readonly ownAllocatedBytesPerRequest?: number;
  readonly ownGcCpuMsPerRequest?: number;
  /** Of own CPU and the garbage collection that own allocation causes; additive over the app's functions. */
  readonly ownUsdPerMillionRequests?: number;
  /** The part of garbage collection its allocations cause; not contained in self or total. */
  readonly gcCpuMsPerRequest?: number;
  readonly allocatedBytesPerRequest?: number;
  /** 95 % interval of `selfCpuMsPerRequest`. */
  readonly interval?: Interval;
  /** Self CPU and the GC it causes; additive over functions. */
  readonly usdPerMillionRequests?: number;
  /** Total CPU, called functions included: "up to"; not additive. */
  readonly totalUsdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
  readonly confidence: 'high' | 'low';
  /** Why V8 gave up optimising it, in V8's own words. */
  readonly bailoutReason?: string;
}

export interface ReportLine {
  readonly file: string;
  readonly line: number;
  readonly selfCpuMsPerRequest: number;
  readonly allocatedBytesPerRequest?: number;
}

/** What was sent, where it came from, and what was not sent. */
export interface ReportLoad {
  readonly requests: readonly ReportRequest[];
  /** Files the requests, or values in them, were taken from; relative to the workspace. */
  readonly files: readonly { readonly source: RequestSource; readonly file: string }[];
  readonly leftOut: readonly LeftOutRequest[];
}

export interface ReportRequest {
  readonly method: string;
  /** As it was written: placeholders are not filled, and no secret stands in it. */
  readonly path: string;
  readonly route: string;
  /** Share of the mix, 0 to 1. */
  readonly share: number;
  readonly source?: RequestSource;
}

export interface ReportRoute {
  readonly method: string;
  readonly path: string;
  /** Name of the GraphQL operation: one address serves them all. */
  readonly operation?: string;
  readonly file?: string;
  readonly line?: number;
  readonly requests: number;
  readonly errors: number;
  readonly share: number;
  readonly cpuMsPerRequest?: number;
  readonly interval?: Interval;
  readonly allocatedBytesPerRequest?: number;
  /** On the socket, headers included. */
  readonly bytesInPerRequest?: number;
  readonly bytesOutPerRequest?: number;
  readonly body?: ReportBody;
  readonly latencyMs: Latency;
  readonly latencyPartsMs?: LatencyParts;
  readonly requestsPerSecondPerCore?: number;
  readonly usdPerMillionRequests?: number;
}

/**
 * - `main`: of the process that is under load; `launcher`: of one started before it (npm, a watcher); `child`: after it.
 * - `clusterPrimary`, `clusterWorker`: main threads of a cluster.
 */
export type ThreadRole = 'main' | 'launcher' | 'child' | 'clusterPrimary' | 'clusterWorker' | 'workerThread';

export interface ReportThread {
  /** Counts processes in the order they appeared. */
  readonly process: number;
  /** 0 is a process's main thread. */
  readonly thread: number;
  readonly pid: number;
  readonly role: ThreadRole;
  /** It listens at the address under load; in a cluster, it is the worker whose routes were read. */
  readonly serving: boolean;
  /** The file it was started with. */
  readonly entry?: string;
  /** What the application calls it. */
  readonly name?: string;
  /** CPU of this thread, where the system tells it, per request of the whole application. */
  readonly cpuMsPerRequest?: number;
  /** Main threads: CPU of all threads of the process; sums over processes to `totals.cpuMsPerRequest`. */
  readonly processCpuMsPerRequest?: number;
  readonly eventLoopUtilization?: number;
  readonly heapUsedPeakBytes?: number;
  /** Main threads: of the process. */
  readonly rssPeakBytes?: number;
  /** CPU samples in which it was busy; absent where it was not sampled. */
  readonly samples?: number;
}

/** The call tree in columns: `function` indexes `functions`, −1 stands for the root and other frames that are no function. */
export interface ReportStacks {
  readonly parent: readonly number[];
  readonly function: readonly number[];
  readonly label: readonly string[];
  readonly selfCpuMsPerRequest: readonly number[];
  /** Absent where allocation was not measured. */
  readonly selfAllocatedBytesPerRequest?: readonly number[];
}

export interface Capacity {
  readonly requestsPerSecondPerCore: number;
  readonly bindingResource?: 'eventLoop' | 'cpu' | 'memory' | 'network' | 'generator';
  readonly curve?: readonly {
    readonly offered: number;
    readonly achieved: number;
    readonly p99Ms: number;
    readonly eventLoopUtilization: number;
  }[];
}

export interface Cost {
  readonly assumptions: readonly string[];
  readonly basis?: PriceBasis;
  readonly options: readonly CostOption[];
  readonly egressUsdPerMonth?: number;
  readonly egressUsdPerMillionRequests?: number;
}

/** The instance type that the dollars beside functions stand for, and where its price comes from. */
export interface PriceBasis {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  readonly usdPerHour: number;
  readonly source: string;
  readonly asOf: string;
}

export interface CostOption extends PriceBasis {
  readonly instances?: number;
  readonly usdPerMonth?: number;
  readonly usdPerMillionRequests: number;
  readonly range: Interval;
}

export interface ReportAdvice {
  readonly rule: string;
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
  readonly evidence: string;
  readonly saving: { readonly cpuMsPerRequest: number; readonly usdPerMonth?: number; readonly instances?: number };
  readonly certainty: 'certain' | 'likely' | 'lookHere';
}

/**
 * - `within`: at most the limit.
 * - `over`: above it, with its whole 95 % interval where there is one.
 * - `unclear`: measured above it, but the interval holds the limit.
 * - `unknown`: not measured in this run, or no such route or function was seen.
 */
export type BudgetVerdict = 'within' | 'over' | 'unclear' | 'unknown';

export interface ReportBudget {
  readonly scope: 'app' | 'route' | 'function';
  /** The route or function as leanscope.json names it; absent for the application. */
  readonly name?: string;
  readonly metric: BudgetMetric;
  readonly limit: number;
  readonly value?: number;
  readonly interval?: Interval;
  readonly verdict: BudgetVerdict;
  readonly file?: string;
  readonly line?: number;
}
