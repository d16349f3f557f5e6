/** A Recording’s samples, as V8 gave them, with the scripts and sources that they lie in. */

/** A place in a script as V8 ran it. */
export interface GeneratedPosition {
  readonly process: number;
  readonly thread: number;
  readonly scriptId: string;
  readonly line: number;
  readonly column: number;
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
  /** In line for a processor, ready to compute; absent in older recordings. */
  readonly queuedUs?: readonly number[];
}

/** Calls of the application's own functions while one request was driven alone. */
export interface RecordedCalls {
  readonly process: number;
  readonly thread: number;
  /** Index into `requests`. */
  readonly requestIndex: number;
  readonly completed: number;
  /** Offsets in the script, UTF-16 code units. */
  readonly functions: readonly {
    readonly scriptId: string;
    readonly start: number;
    readonly end: number;
    readonly count: number;
  }[];
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
  /** No such file is there; the maps carry its text. */
  readonly absent?: true;
}
