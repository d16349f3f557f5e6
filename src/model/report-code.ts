/** The Report’s code: functions, lines and the call tree. */
import type { Interval } from './interval.ts';
import type { Origin } from './profile.ts';

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
  /** 95 % interval of `ownCpuMsPerRequest`. */
  readonly ownInterval?: Interval;
  readonly ownAllocatedBytesPerRequest?: number;
  readonly ownGcCpuMsPerRequest?: number;
  /** Of own CPU and the garbage collection that own allocation causes; additive over the app's functions. */
  readonly ownUsdPerMillionRequests?: number;
  /** The part of garbage collection its allocations cause; not contained in self or total. */
  readonly gcCpuMsPerRequest?: number;
  /** The same on V8's helper threads, beside it; absent where it is not known. */
  readonly helperGcCpuMsPerRequest?: number;
  readonly ownHelperGcCpuMsPerRequest?: number;
  readonly allocatedBytesPerRequest?: number;
  /** 95 % interval of `selfCpuMsPerRequest`. */
  readonly interval?: Interval;
  /** Self CPU and the GC it causes; additive over functions. */
  readonly usdPerMillionRequests?: number;
  /** Total CPU, called functions included: "up to"; not additive. */
  readonly totalUsdPerMillionRequests?: number;
  readonly usdPerMonth?: number;
  /** For one request, counted in a pass of its own; routes that call it most first. Absent where it was not counted. */
  readonly calls?: readonly CallsOfRoute[];
  readonly confidence: 'high' | 'low';
  /** Why V8 gave up optimising it, in V8's own words. */
  readonly bailoutReason?: string;
  /** Of its text as it was measured, see `fingerprint.ts`: an editor finds it again by this. Absent where the text is not known. */
  readonly fingerprint?: string;
}

export interface CallsOfRoute {
  readonly method: string;
  readonly path: string;
  readonly callsPerRequest: number;
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

/** The call tree in columns: `function` indexes `functions`, −1 stands for the root and other frames that are no function. */
export interface ReportStacks {
  readonly parent: readonly number[];
  readonly function: readonly number[];
  readonly label: readonly string[];
  readonly selfCpuMsPerRequest: readonly number[];
  /** Absent where allocation was not measured. */
  readonly selfAllocatedBytesPerRequest?: readonly number[];
  /** Each thread's part of the tree; absent where no more than one was at work. */
  readonly threads?: readonly ThreadStacks[];
  /** What threads were doing from one moment to the next; absent where nothing was sampled, and in runs stored before it was kept. */
  readonly byTime?: StacksByTime;
}

/** Columns of equal length, of the nodes that the thread has a part of; the parts of all threads sum to the tree. */
export interface ThreadStacks {
  readonly process: number;
  readonly thread: number;
  readonly node: readonly number[];
  readonly selfCpuMsPerRequest: readonly number[];
  /** Absent where allocation was not measured. */
  readonly selfAllocatedBytesPerRequest?: readonly number[];
}

export interface StacksByTime {
  /** Of so many samples one was kept, and stands for the time of all of them: 1 where none had to be left out. */
  readonly oneIn: number;
  readonly threads: readonly ThreadTimes[];
}

/** Samples of one thread in the order of time; neighbours with the same stack are one span. */
export interface ThreadTimes {
  readonly process: number;
  readonly thread: number;
  /** When it was sampled, ms on the clock of `memory.timeline`, and in how many spans; between stretches something else was measured. */
  readonly stretches: readonly { readonly startMs: number; readonly spans: number }[];
  /** By span: its node of the tree, 0 where the thread had nothing to do. */
  readonly node: readonly number[];
  /** By span: how long, ms on the clock on the wall. */
  readonly ms: readonly number[];
}
