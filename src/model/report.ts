/**
 * The Report, schemaVersion 1: what every view reads and other people's scripts rest on. Its JSON Schema is
 * `media/report.schema.json`. Unknown stays absent, never 0. Shares are 0 to 1, of the busy CPU time of the
 * application's processes. Lines are 1-based.
 */
import type { LoadEvidence } from './load-evidence.ts';
import type { GcKind } from './agent-protocol.ts';
import type { BudgetMetric } from './budget.ts';
import type { LoadLimit, LoadPoint } from './load-point.ts';
import type { Origin } from './profile.ts';
import type { Machine, SliceKind } from './recording.ts';
import type { LeftOutRequest, RequestSource } from './scenario.ts';
import type { Deployment, Engineering, Purchase, Traffic, WhatIf } from './spec.ts';

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
  /** What is asked of others; absent where nobody is asked, or it was not noted. */
  readonly upstreams?: readonly ReportUpstream[];
  /** What other load engines measured of the same application: beside our own figures, never mixed with them. */
  readonly loadEvidence?: readonly LoadEvidence[];
  readonly stacks: ReportStacks;
  /** Absent where the application's event loop was not watched (a script). */
  readonly eventLoop?: EventLoop;
  readonly memory?: Memory;
  readonly capacity?: Capacity;
  readonly knobs?: readonly ReportKnob[];
  readonly queueing?: Queueing;
  readonly cost: Cost;
  readonly advice: readonly ReportAdvice[];
  /** Findings that a comment in the source says to leave; absent where there are none. */
  readonly ignoredFindings?: number;
  /** The limits that leanscope.json states and what came of them; absent where it states none. */
  readonly budgets?: readonly ReportBudget[];
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** With its 95 % interval. */
export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A setting of V8 or Node.js that was tried beside the application as it is; ratios are setting over default. */
export interface ReportKnob {
  /** As it is written: `--no-maglev`, `UV_THREADPOOL_SIZE=8`. */
  readonly setting: string;
  /** `nodeOption` may stand in NODE_OPTIONS; `v8Flag` only on the command line of node. */
  readonly kind: 'v8Flag' | 'nodeOption' | 'environment';
  /** CPU per request. */
  readonly cpuRatio: Ratio;
  /** Requests answered per second, all connections busy. */
  readonly throughputRatio: Ratio;
  readonly rssRatio: number;
  /** Requests that failed; absent for none. */
  readonly errors?: number;
  /** By CPU per request: the interval excludes 1, and the difference exceeds that of the default against itself. */
  readonly verdict: 'better' | 'worse' | 'inconclusive';
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
  /** CPU per request of two instances of the application as it is, one over the other; where settings were tried. */
  readonly againstItself?: Ratio;
  /** Half-width of the 95 % interval of the share of own CPU that is known least well among the five hottest functions. */
  readonly shareHalfWidth?: number;
  /** Half-width of the 95 % interval of CPU per request, over CPU per request. */
  readonly cpuHalfWidthShare?: number;
  /** Time of the budget that was left because these were tight before it was over. */
  readonly savedSeconds?: number;
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
  /** CPU time of the threads that run JavaScript, GC on them included: what an event loop is busy with. Absent where the system cannot tell threads apart. */
  readonly loopCpuMsPerRequest?: number;
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
  /** Stretches of 50 ms and more in which the event loop did not turn, by who held it; the longest first. */
  readonly blocking: readonly Blocking[];
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
  readonly growth?: Growth;
}

/** What load leaves in memory, read between forced collections while the mix was driven. Bytes are per request. */
export interface Growth {
  /**
   * `grows`: memory rises with each request (a leak, or a cache that still fills). `none`: no growth was seen. `unclear`: too few requests or
   * too much noise to tell.
   */
  readonly verdict: 'grows' | 'none' | 'unclear';
  readonly requests: number;
  /** Of V8's heap and of the memory outside it. */
  readonly bytesPerRequest: number;
  /** 95 % interval of `bytesPerRequest`; may be below 0. */
  readonly interval: Interval;
  readonly heapBytesPerRequest: number;
  /** Outside V8's heap: Buffers and other ArrayBuffers, and what add-ons and Node.js itself hold. */
  readonly externalBytesPerRequest: number;
  readonly arrayBuffersBytesPerRequest: number;
  /** Who allocated what stays in the heap, most first. Empty where nothing was found that grows. */
  readonly sites: readonly GrowthSite[];
}

export interface GrowthSite {
  /** `id` of the function. */
  readonly function: string;
  readonly name: string;
  readonly file: string;
  readonly line?: number;
  /** In V8's heap. */
  readonly heapBytesPerRequest: number;
  readonly interval: Interval;
  /** What stays are Buffers (or their like), whose contents lie outside the heap: their growth is this function's too. */
  readonly buffers: boolean;
  /** Functions of the app from the outermost caller to this one. */
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
  /** Self CPU and the GC that what it allocates causes; additive over lines. */
  readonly usdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
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
  /** What a request to this route asks of others, all upstreams together. */
  readonly outgoing?: Outgoing;
  readonly latencyMs: Latency;
  readonly latencyPartsMs?: LatencyParts;
  readonly requestsPerSecondPerCore?: number;
  /** Compute, of a million requests to this route. */
  readonly usdPerMillionRequests?: number;
  /** Compute at the stated traffic, of which this route has its share. */
  readonly usdPerMonth?: number;
  readonly egressUsdPerMillionRequests?: number;
  readonly egressUsdPerMonth?: number;
}

/** Requests that the application sends, or round trips of other protocols; bytes with headers. */
export interface Outgoing {
  readonly callsPerRequest: number;
  readonly bytesOutPerRequest: number;
  readonly bytesInPerRequest: number;
}

/** Per request of the mix. */
export interface ReportUpstream extends Outgoing {
  /** `tcp`, `tls`, `local`: not HTTP, a database's protocol say. */
  readonly protocol: 'http' | 'https' | 'tcp' | 'tls' | 'local';
  readonly host: string;
  readonly method?: string;
  /** Pattern of the path; no query, `:id` for what may be a name or a key. */
  readonly path?: string;
  /** New connections per call: 0 where all are reused. */
  readonly connectionsPerCall?: number;
  readonly meanMs?: number;
  readonly errorShare?: number;
  readonly callSites?: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly share: number;
  }[];
  /** Per request of that route; only of routes that were driven alone. */
  readonly routes?: readonly (Outgoing & { readonly method: string; readonly path: string })[];
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
  /** Predicted from the CPU of a request as it is. */
  readonly requestsPerSecondPerCore: number;
  readonly bindingResource?: BindingResource;
  /** The rest is from the climb, and absent where there was none. */
  readonly binding?: Binding;
  /** The highest offered load the application kept up with. */
  readonly knee?: LoadPoint;
  readonly breaking?: Breaking;
  /** By offered load, lowest first. */
  readonly curve?: readonly LoadPoint[];
  /** For the 99th percentile, where one was set. */
  readonly objectiveMs?: number;
}

/** `waiting`: neither loop nor processors are busy, so requests wait for something else: a pool, a lock, another service. */
export type BindingResource = 'eventLoop' | 'cpu' | 'memory' | 'network' | 'waiting' | 'generator';

/** What is known of the resource that gives way first. */
export interface Binding {
  /** Of the function with the most CPU of its own in the application, with the library code it calls. */
  readonly hottest?: { readonly name: string; readonly file: string; readonly share: number };
  /** Of an average request's time under the lightest load of the climb. */
  readonly waitingShare?: number;
  /** Requests that were let through at a time, by Little's law: the size of the pool they wait for, if it is one. */
  readonly atATime?: number;
  readonly rssGrowthBytesPerSecond?: number;
}

/** The lowest offered load the application did not stand. */
export interface Breaking {
  readonly offered: number;
  readonly limits: readonly (LoadLimit | 'ended')[];
  /** False where the generator may have been the limit. */
  readonly valid: boolean;
}

/** How latency grows with the share of time an event loop is busy: a simulation from measured requests, on this machine. */
export interface Queueing {
  /** Time a request holds the event loop, one at a time. */
  readonly loopMsPerRequest: number;
  /** What a request takes beside it when it waits for no other: other services, the system, the way there and back. */
  readonly waitMsPerRequest: number;
  /** For requests that arrive independently of each other, ascending. */
  readonly curve: readonly { readonly utilization: number; readonly p50Ms: number; readonly p99Ms: number }[];
}

export interface Cost {
  readonly assumptions: readonly string[];
  /** What the figures were computed for, as stated; what was not stated is in `assumptions`. */
  readonly inputs?: CostInputs;
  /** Half-width of every absolute figure over the figure. Ratios and differences of one machine do not carry it. */
  readonly uncertaintyShare?: number;
  readonly basis?: PriceBasis;
  /** Instance types, cheapest per request first. */
  readonly options: readonly CostOption[];
  readonly containers?: readonly CostOption[];
  readonly cloudFunctions?: readonly CloudFunctionOption[];
  /** With tiers and free allowance, at the stated traffic. */
  readonly egressUsdPerMonth?: number;
  readonly egressUsdPerMillionRequests?: number;
  readonly egressBasis?: PriceSource;
  /** The stated deployment at today's traffic. */
  readonly fleet?: Fleet;
  readonly plan?: TrafficPlan;
  readonly hardware?: readonly HardwareChange[];
  readonly whatIf?: readonly WhatIfWorth[];
  /** On the instance type of `basis`; absent where the region's electricity is not known. */
  readonly carbon?: Carbon;
  /** Requests, limits, replicas and autoscaler, to copy. */
  readonly kubernetes?: string;
}

/** Marginal, of a million requests; good to a factor of two either way. */
export interface Carbon extends PriceSource {
  readonly kWhPerMillionRequests: number;
  /** Of electricity and of making the servers. */
  readonly gramsCO2ePerMillionRequests: number;
  readonly embodiedGramsPerMillionRequests: number;
  readonly range: Interval;
  readonly gridGramsPerKWh: number;
}

export interface CostInputs {
  readonly traffic?: Traffic;
  readonly deployment?: Deployment;
  readonly engineering?: Engineering;
  readonly whatIf?: readonly WhatIf[];
}

export interface PriceSource {
  readonly source: string;
  readonly url?: string;
  readonly asOf: string;
}

/** The instance type that the dollars beside functions stand for, and where its price comes from. */
export interface PriceBasis extends PriceSource {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  readonly usdPerHour: number;
}

export type FleetResource = 'eventLoop' | 'cpu' | 'memory' | 'network';

/** Requests per second at which one instance is full, by what is full; a resource that is not known is absent. */
export interface Ceilings {
  readonly eventLoop: number;
  readonly cpu: number;
  readonly network?: number;
}

export interface CostOption extends PriceBasis {
  readonly vcpus?: number;
  readonly memGiB?: number;
  readonly purchase?: Purchase;
  /** Processes on one instance; memory may allow fewer than one per vCPU. */
  readonly workers?: number;
  /** What a millisecond of CPU here becomes there: above 1 is slower. */
  readonly machineFactor?: number;
  readonly ceilings?: Ceilings;
  readonly bindingResource?: FleetResource;
  /** As many as the busiest hour needs, with what may fail. */
  readonly instances?: number;
  /** That many all month. */
  readonly usdPerMonth?: number;
  /** As many as each hour needs. */
  readonly autoscaledUsdPerMonth?: number;
  readonly egressUsdPerMonth?: number;
  readonly spot?: { readonly usdPerHour: number; readonly usdPerMonth?: number };
  /** Marginal: what one more million costs at scale. */
  readonly usdPerMillionRequests: number;
  readonly range: Interval;
  /** `low`: the price or the speed rests on a source that quotes another. */
  readonly confidence?: 'low';
  readonly note?: string;
}

/** One request at a time, and the wait is billed. */
export interface CloudFunctionOption extends PriceSource {
  readonly provider: string;
  readonly region: string;
  readonly sku: string;
  /** Billed per request: CPU there, and waiting where it is known. */
  readonly durationMs: number;
  readonly memoryMB?: number;
  readonly usdPerMillionRequests: number;
  /** What every millisecond that a request waits adds, per million; where the wait is not known it is not in the other figures. */
  readonly waitUsdPerMillionRequestsPerMs: number;
  readonly waitMs?: number;
  readonly usdPerMonth?: number;
  readonly range: Interval;
  readonly sweep?: readonly { readonly memoryMB: number; readonly usdPerMillionRequests: number }[];
  readonly confidence?: 'low';
  readonly note?: string;
}

export interface Fleet {
  readonly averageRequestsPerSecond: number;
  readonly peakRequestsPerSecond: number;
  readonly workersPerInstance: number;
  readonly ceilings: Ceilings;
  readonly bindingResource: FleetResource;
  readonly utilizationTarget: number;
  /** Of one instance at the planned utilisation. */
  readonly requestsPerSecondPerInstance: number;
  readonly instances: number;
  readonly usdPerMonth: number;
  readonly autoscaledUsdPerMonth: number;
  /** In whole instances, as the bill has it: monthly over the month's requests. */
  readonly usdPerMillionRequests: number;
  readonly extrasUsdPerMonth?: number;
  readonly largestItem: 'compute' | 'egress';
  /** Peak rate that these instances hold with what may fail gone. */
  readonly holdsRequestsPerSecond: number;
}

/** A month counted from the day of the measurement, in its own hours; not the flat 730 of the other monthly figures. */
export interface PlannedMonth {
  readonly from: string;
  readonly days: number;
  readonly averageRequestsPerSecond: number;
  readonly peakRequestsPerSecond: number;
  /** The most that any hour of it needs. */
  readonly instances: number;
  readonly usd: number;
  readonly autoscaledUsd: number;
  readonly egressUsd?: number;
  readonly campaigns?: readonly string[];
}

export interface PlannedCampaign {
  readonly name: string;
  readonly from: string;
  /** The last day. */
  readonly to: string;
  readonly peakRequestsPerSecond: number;
  readonly instances: number;
  /** More than the same days would need without it. */
  readonly extraInstances: number;
  /** What its days cost more than without it, with each day's busiest hour held all day. */
  readonly extraUsd: number;
  /** The same with as many instances as each hour needs. */
  readonly autoscaledExtraUsd: number;
  readonly egressExtraUsd?: number;
  readonly requestsPerSecondPerInstance: number;
}

export interface TrafficPlan {
  readonly from: string;
  readonly fleetToday: { readonly instances: number; readonly stated: boolean };
  readonly months: readonly PlannedMonth[];
  readonly usd: number;
  readonly autoscaledUsd: number;
  /** First day whose busiest hour is more than today's fleet holds. */
  readonly outgrownOn?: string;
  /** The same without campaigns. */
  readonly outgrownByGrowthOn?: string;
  readonly campaigns: readonly PlannedCampaign[];
  /** Peak rate that one event loop holds at the planned utilisation: beyond it one process does not do, however big its machine. */
  readonly oneEventLoopRequestsPerSecond: number;
  readonly oneEventLoopOutgrownOn?: string;
  readonly backendOutgrownOn?: string;
}

/** What a change of the code is worth. A ceiling until it is measured again: a share of CPU is not yet a saving. */
export interface Worth {
  readonly cpuMsPerRequest: number;
  /** Marginal, linear: what it is worth at scale. */
  readonly usdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
  /** What the next bill does, in whole instances. */
  readonly instancesBefore?: number;
  readonly instancesAfter?: number;
  /** How many fewer run. */
  readonly instances?: number;
  readonly steppedUsdPerMonth?: number;
  readonly steppedAutoscaledUsdPerMonth?: number;
  /** CPU per request to save in all for the next instance to go; absent where none can go. */
  readonly nextStepCpuMsPerRequest?: number;
  /** Average traffic at which, with growth alone, the saving keeps off an instance. */
  readonly paysFromRequestsPerSecond?: number;
  readonly paybackMonths?: number;
  readonly twelveMonthsUsd?: number;
}

export interface WhatIfWorth extends Worth {
  readonly function: string;
  readonly functionId?: string;
  readonly speedup: number;
  /** CPU per request of the whole before over after, by Amdahl's law. */
  readonly requestSpeedup?: number;
  /** Why nothing is computed. */
  readonly problem?: string;
}

/** The same code with more, other or bigger hardware. */
export interface HardwareChange {
  readonly kind: 'otherType' | 'biggerType' | 'runtimeFlag';
  readonly name: string;
  readonly instances: number;
  readonly usdPerMonth: number;
  /** Less than today's fleet costs; below 0 it costs more. */
  readonly savesUsdPerMonth: number;
  /** Of one event loop there over here: 1 for a bigger machine of the same kind, which does not help one loop. */
  readonly loopSpeedup: number;
}

/**
 * - `certain`: the pattern was seen in the source, and its cost measured at that very place.
 * - `likely`: the cost is measured; that the pattern is its cause, or that it can be done without, is not.
 * - `lookHere`: it costs, and no pattern is known.
 */
export type Certainty = 'certain' | 'likely' | 'lookHere';

export interface ReportAdvice {
  readonly rule: string;
  readonly title: string;
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  /** The function that it is in. */
  readonly function?: string;
  /** "GET /products/:id", where it is about a route. */
  readonly route?: string;
  readonly evidence: string;
  /** What to do about it, in a sentence. */
  readonly fix?: string;
  /** What the rule's words are about: numbers and names of this finding, from which they can be told in another language. */
  readonly facts?: Readonly<Record<string, number | string>>;
  /** A ceiling: reached only if what was found cost nothing afterwards. */
  readonly saving: AdviceSaving;
  readonly certainty: Certainty;
}

export interface AdviceSaving extends Worth {
  /** Sent less, per request of the mix. */
  readonly bytesOutPerRequest?: number;
  readonly egressUsdPerMillionRequests?: number;
  /** Allocated less, per request of the mix. */
  readonly allocatedBytesPerRequest?: number;
  /** Of one core, more than now. */
  readonly requestsPerSecondPerCore?: number;
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
