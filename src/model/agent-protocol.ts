/**
 * What the agent inside the measured application and the tool say to each other: one JSON object per line over a local
 * socket. Frames and positions are V8's own here (call frames 0-based, position ticks 1-based); `capture/decode` is
 * where they become the model's.
 */

export const AGENT_SOCKET_ENV = 'LEANSCOPE_SOCKET';
export const AGENT_SECRET_ENV = 'LEANSCOPE_SECRET';
/** What an agent records from the first moment to the exit of its thread: a `SliceKind`. Set for scripts only. */
export const RECORD_ENV = 'LEANSCOPE_RECORD';
/** The folder in which each thread leaves its `ThreadEvidence` when it ends: at an exit it is too late for a socket. */
export const EVIDENCE_ENV = 'LEANSCOPE_EVIDENCE';
/** V8 flags, with spaces between them, that the agent sets before the application's code runs: NODE_OPTIONS admits few. */
export const V8_FLAGS_ENV = 'LEANSCOPE_V8_FLAGS';
/** Set where several instances run at once: each listens on ports that are free, whichever it asks for. */
export const FREE_PORTS_ENV = 'LEANSCOPE_FREE_PORTS';
/** Marks every process that descends from a run, so that none of them outlives it. */
export const RUN_ID_ENV = 'LEANSCOPE_RUN';

/**
 * Not a divisor of common request times: at 500 µs and above, samples fell into step with periodic requests of 3 ms and
 * misjudged same-kernel functions by up to ten points; at 200 to 330 µs they did not.
 */
export const CPU_INTERVAL_US = 257;
/** Right within 2 % on known allocations at this interval. */
export const ALLOCATION_INTERVAL_BYTES = 64 * 1024;

export interface AgentHello {
  readonly kind: 'hello';
  readonly secret: string;
  readonly pid: number;
  readonly parentPid: number;
  /** 0 is the main thread. */
  readonly threadId: number;
  readonly nodeVersion: string;
  readonly v8Version: string;
  readonly argv: readonly string[];
}

export interface AgentListening {
  readonly kind: 'listening';
  readonly port: number;
  /** What the application asked for, where it was given another. */
  readonly askedPort?: number;
  readonly address: string;
  readonly protocol: 'http' | 'https' | 'http2' | 'tcp';
}

export interface AgentReply {
  readonly kind: 'reply';
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

export type FromAgent = AgentHello | AgentListening | AgentReply;

export interface ToAgent {
  readonly id: number;
  readonly method: keyof AgentMethods;
  readonly params?: unknown;
}

/** Requests the tool makes of an agent: parameters and result of each. */
export interface AgentMethods {
  /** With `unit`, messages on that diagnostics channel are counted from the first such request on. */
  counters: { params: { readonly unit: string } | undefined; result: Counters };
  identity: { params: undefined; result: ThreadIdentity };
  routes: { params: undefined; result: readonly AgentRoute[] };
  /** Starts CPU sampling. With `separateFunctions`, V8 is told to inline nothing from now on and its optimised code is thrown away. */
  startCpuSampling: {
    params: { readonly intervalUs: number; readonly separateFunctions: boolean; readonly engine: CpuEngine };
    result: { readonly startedAtUs: number };
  };
  stopCpuSampling: { params: undefined; result: V8CpuProfile };
  /** With `liveOnly`, only what has not been collected is in the profiles. */
  startAllocationSampling: {
    params: { readonly intervalBytes: number; readonly liveOnly?: boolean };
    result: null;
  };
  /** The profile so far; sampling goes on. */
  readAllocationSampling: { params: undefined; result: V8AllocationProfile };
  stopAllocationSampling: { params: undefined; result: V8AllocationProfile };
  /** Has V8 collect all that can be collected, and tells what is left. */
  collectGarbage: { params: undefined; result: MemoryLeft };
  loadEngine: {
    params: { readonly engine: CpuEngine; readonly from: readonly string[] };
    result: { readonly error?: string };
  };
  /** By their ids, or by their file URLs. */
  scripts: {
    params: { readonly scriptIds: readonly string[]; readonly urls?: readonly string[] };
    result: readonly AgentScript[];
  };
  /** Whether the thread has ever opened a connection. */
  usesOutgoing: { params: undefined; result: boolean };
  startOutgoing: { params: undefined; result: null };
  /** What went out since `startOutgoing`. */
  stopOutgoing: { params: undefined; result: readonly OutgoingRow[] };
  /** From now on V8 counts calls, which takes its fastest compilers away from the application until `stopCounting`. */
  startCounting: { params: undefined; result: null };
  /** Calls of the application's own functions since the last reading. */
  takeCalls: { params: undefined; result: readonly AgentCalls[] };
  stopCounting: { params: undefined; result: null };
  /** Closes the inspector's port of the process, which had to be opened to let the agent in. */
  closeInspector: { params: undefined; result: null };
  /** For an agent that came into a running application: takes away all that it brought. */
  detach: { params: undefined; result: null };
}

/** Of one function; offsets in its script, UTF-16 code units. */
export interface AgentCalls {
  readonly scriptId: string;
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

export interface MemoryLeft {
  readonly heapUsedBytes: number;
  readonly externalBytes: number;
  /** Part of `externalBytes`. */
  readonly arrayBuffersBytes: number;
}

export type CpuEngine = 'inspector' | 'v8-profiler-next';

/** What a thread is in its application, as it says itself. */
export interface ThreadIdentity {
  readonly role: 'process' | 'clusterPrimary' | 'clusterWorker' | 'workerThread';
  readonly parentPid: number;
  /** The file it was started with, absolute; absent for code from an argument or from stdin. */
  readonly entry?: string;
  /** What the application calls it: `process.title`, or the name of a worker thread; absent where it was given none. */
  readonly name?: string;
  /** NODE_ENV, `unset` where there is none; the only variables of the environment that are ever told are these two. */
  readonly nodeEnv?: string;
  /** UV_THREADPOOL_SIZE, where it is set. */
  readonly threadPoolSize?: number;
}

/** What was asked of one upstream, in one way. */
export interface OutgoingRow {
  /** `tcp`, `tls`, `local` (a local socket): a protocol that is not HTTP, a database's say. */
  readonly protocol: 'http' | 'https' | 'tcp' | 'tls' | 'local';
  /** With its port where that is not the protocol's own; the path of a local socket. */
  readonly host: string;
  readonly method?: string;
  /** Its pattern: no query, and `:id` for whatever may be a name or a key. */
  readonly path?: string;
  /** Requests; for protocols other than HTTP, round trips: writes with nothing read between them are one. */
  readonly calls: number;
  /** HTTP only. */
  readonly errors: number;
  /** On the connection, headers included; of TLS, as Node.js counts them. */
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Opened for it. */
  readonly connections: number;
  /** From the asking to the end of the answer, over all calls; HTTP only. */
  readonly durationUs: number;
  readonly callSites: readonly { readonly site: CallSite; readonly count: number }[];
}

/** A place in a script as V8 ran it; line and column are 1-based. */
export interface CallSite {
  readonly name: string;
  /** The script's URL; a path is written as a file URL. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
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
 * any code runs, or libuv's pool (fs, dns, crypto, zlib), which it starts on first use.
 */
export type OtherThread = 'engine' | 'threadPool';

export interface TaskCpu {
  readonly tid: number;
  readonly cpuUs: number;
  readonly group: OtherThread;
}

export type GcKind = 'minor' | 'major' | 'incremental' | 'weakCallbacks';

export interface V8CallFrame {
  readonly functionName: string;
  /** Text from the inspector, a number from v8-profiler-next. */
  readonly scriptId: string | number;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
  /** v8-profiler-next's position ticks; its lines and columns are all 1-based. */
  readonly lineTicks?: readonly { readonly line: number; readonly hitCount: number }[];
  /** v8-profiler-next's; empty where V8 has none. */
  readonly bailoutReason?: string;
}

export interface V8CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: V8CallFrame;
    readonly children?: readonly number[];
    readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[];
    /** The inspector's name for V8's bail-out reason. */
    readonly deoptReason?: string;
  }[];
  readonly startTime: number;
  readonly endTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface V8AllocationNode {
  readonly callFrame: V8CallFrame;
  readonly selfSize: number;
  readonly children: readonly V8AllocationNode[];
}

export interface V8AllocationProfile {
  readonly head: V8AllocationNode;
}

/** What a thread of a script leaves behind at its exit. */
export interface ThreadEvidence {
  readonly pid: number;
  readonly threadId: number;
  readonly nodeVersion: string;
  /** Monotonic clock, µs. */
  readonly startedAtUs: number;
  /** All since the process started. */
  readonly counters: Counters;
  readonly cpu?: V8CpuProfile;
  readonly allocation?: V8AllocationProfile;
  readonly scripts: readonly AgentScript[];
}

export interface AgentRoute {
  readonly method: string;
  /** The pattern as the framework has it, for example `/products/:id`. */
  readonly path: string;
  readonly framework: string;
  /** Where the handler stands, as V8 says; absent for handlers that are not JavaScript functions. */
  readonly handler?: V8CallFrame;
}

export interface AgentScript {
  readonly scriptId: string;
  readonly url: string;
  readonly text: string;
  readonly sourceMapUrl?: string;
  /** Start and end offset (UTF-16 code units) and name of every function V8 knows in the script. */
  readonly functions: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}
