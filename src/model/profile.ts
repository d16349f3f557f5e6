/** A Recording's stacks in the user's own source: made by `symbolicate/`, read by `attribute/`. */

import type { CpuProgress } from './recorded-samples.ts';
import type { RecordedOutgoing } from './recording.ts';

export type Origin = 'app' | 'dependency' | 'node' | 'native';

export interface ProfiledFunction {
  /** Stable within a run and, for unchanged code, between runs: file:line:column:name. */
  readonly id: string;
  readonly name: string;
  /** Relative to the workspace with `/` where it lies there; absolute or V8's own URL elsewhere; empty for V8's meta frames. */
  readonly file: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly origin: Origin;
  /** The npm package, for dependencies. */
  readonly package?: string;
  /** V8's meta frames: not functions of anybody, but rows of the ledger. */
  readonly meta?: 'idle' | 'gc' | 'program' | 'root';
}

/** A call tree over `functions`: parents come before children, −1 is above the root. */
export interface ProfiledTree {
  readonly function: readonly number[];
  readonly parent: readonly number[];
}

export interface ProfiledCpu {
  readonly process: number;
  readonly thread: number;
  readonly tree: ProfiledTree;
  readonly node: readonly number[];
  readonly timeUs: readonly number[];
  /** As recorded: it tells computing from waiting. */
  readonly cpuProgress?: CpuProgress;
  /** Functions that call `Atomics.wait` themselves, and the share of their own samples that were taken there, 0 to 1; absent for none. */
  readonly sleep?: readonly { readonly function: number; readonly share: number }[];
  /** Ticks per function and line of the original source; lines that could not be told are left out. */
  readonly lineTicks: readonly { readonly function: number; readonly line: number; readonly ticks: number }[];
}

export interface ProfiledAllocation {
  readonly process: number;
  readonly thread: number;
  readonly kind: 'allocationTotal' | 'allocationSampling';
  readonly requestIndex?: number;
  readonly tree: ProfiledTree;
  readonly selfBytes: readonly number[];
}

/** As `LiveSamples`. */
export interface ProfiledLive {
  readonly mark: number;
  readonly tree: ProfiledTree;
  readonly selfBytes: readonly number[];
}

export interface ProfiledRoute {
  readonly method: string;
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
}

export interface ProfiledCallSite {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly origin: Origin;
  readonly count: number;
}

export interface ProfiledOutgoing extends Omit<RecordedOutgoing, 'callSites'> {
  readonly callSites: readonly ProfiledCallSite[];
}

/** As `RecordedCalls`; `function` is an index. */
export interface ProfiledCalls {
  readonly process: number;
  readonly thread: number;
  readonly requestIndex: number;
  readonly completed: number;
  readonly functions: readonly { readonly function: number; readonly count: number }[];
}

export interface Profile {
  readonly functions: readonly ProfiledFunction[];
  readonly cpu: readonly ProfiledCpu[];
  /** Of requests at several sizes, apart from the others; without line ticks. */
  readonly sizeCpu?: readonly ProfiledCpu[];
  readonly allocations: readonly ProfiledAllocation[];
  readonly live: readonly ProfiledLive[];
  readonly routes: readonly ProfiledRoute[];
  readonly outgoing?: readonly ProfiledOutgoing[];
  readonly calls?: readonly ProfiledCalls[];
  /** By function: why V8 does not optimise it, in V8's words. */
  readonly bailouts: ReadonlyMap<number, string>;
  /** Text of the app's source files, by file name; where it is not known, without it. */
  readonly sources: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}
