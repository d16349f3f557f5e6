/**
 * What the agent inside the measured application and the tool say to each other: one JSON object per line over a local
 * socket. Frames and positions are V8's own here (call frames 0-based, position ticks 1-based); `capture/decode` is
 * where they become the model's.
 */
import type { Counters, MemoryLeft } from './thread-counters.ts';
import type { V8AllocationProfile, V8CallFrame, V8CpuProfile } from './v8-profile.ts';

export const AGENT_SOCKET_ENV = 'LEANSCOPE_SOCKET';

export const AGENT_SECRET_ENV = 'LEANSCOPE_SECRET';

/** What an agent records from the first moment to the exit of its thread: a `SliceKind`. Set for scripts only. */
export const RECORD_ENV = 'LEANSCOPE_RECORD';

/** The folder in which each thread leaves its `ThreadEvidence` when it ends: at an exit it is too late for a socket. */
export const EVIDENCE_ENV = 'LEANSCOPE_EVIDENCE';

/** An empty file beside it, by which a script's thread says that it has begun: process, thread, and the operating system's id of it. */
export const THREAD_NOTE = /^(\d+)-(\d+)\.tid(\d+)$/;

/** V8 flags, with spaces between them, that the agent sets before the application's code runs: NODE_OPTIONS admits few. */
export const V8_FLAGS_ENV = 'LEANSCOPE_V8_FLAGS';

/** "yes" asks workers that sleep in `Atomics.wait` in an interrupt. Off by itself: a worker that begins or ends at that moment can crash Node.js. */
export const ASK_WORKERS_ENV = 'LEANSCOPE_ASK_SLEEPING_WORKERS';

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
  /** `http2` over TLS, `h2c` without (RFC 9113, 3.3). */
  readonly protocol: 'http' | 'https' | 'http2' | 'h2c' | 'tcp';
}

export interface AgentReply {
  readonly kind: 'reply';
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
  /** In the folder for evidence: the whole reply, where it is long and the thread has no line of its own to send it over. */
  readonly file?: string;
}

/** What a worker says when it is asked in an interrupt: `taken`, that the request came over its own line before. */
export type AnswerAtOnce = AgentReply | { readonly kind: 'taken' };

/** The main thread's agent tells of the workers of its process: those that never turn their event loop do not say hello. */
export interface AgentWorker {
  readonly kind: 'worker' | 'workerEnded';
  readonly threadId: number;
}

export type FromAgent = AgentHello | AgentListening | AgentReply | AgentWorker;

export interface ToAgent {
  readonly id: number;
  readonly method: keyof AgentMethods;
  readonly params?: unknown;
}

/** Requests the tool makes of an agent: parameters and result of each. */
export interface AgentMethods {
  /** With `unit`, messages on that diagnostics channel are counted from the first such request on. */
  counters: { params: { readonly unit: string } | undefined; result: Counters };
  /** Of the main thread: has a worker of its process answer in an interrupt. */
  askWorker: { params: { readonly thread: number; readonly request: ToAgent }; result: AnswerAtOnce };
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
  /** Of the main thread: has V8 trace what its helper threads do; false where it cannot. */
  startTracing: { params: undefined; result: boolean };
  stopTracing: { params: undefined; result: { readonly collectorUs: number; readonly compilerUs: number } };
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

/** What a thread of a script leaves behind at its exit. */
export interface ThreadEvidence {
  readonly pid: number;
  readonly threadId: number;
  readonly nodeVersion: string;
  /** Monotonic clock, µs. */
  readonly startedAtUs: number;
  /** CPU time that the thread had used when it was ready to be sampled, µs; absent where the system does not tell, and of servers. */
  readonly startupCpuUs?: number;
  /** Absent of servers, which tell it over their line. */
  readonly identity?: ThreadIdentity;
  /** All since the process started. */
  readonly counters: Counters;
  readonly cpu?: V8CpuProfile;
  readonly allocation?: V8AllocationProfile;
  /** Whether the thread has ever opened a connection; of scripts. */
  readonly usesOutgoing?: boolean;
  readonly outgoing?: readonly OutgoingRow[];
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
