/**
 * Two runs held against each other: made by `compare/`, read by views. "Head" is the newer or changed one, "base" what it is
 * held against. Unknown stays absent, never 0. Intervals are 95 %.
 */
import type { Interval, Ratio } from './interval.ts';
import type { Origin } from './profile.ts';

export interface Comparison {
  readonly comparisonVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly base: ComparedRun;
  readonly head: ComparedRun;
  readonly caveats: readonly Caveat[];
  /** A difference of CPU per request smaller than this share is what two runs of the same code may show. */
  readonly leastCpuShare: number;
  /** Of CPU per request of the mix, and of every route: worse where one of them is, better where one is and none is worse. */
  readonly verdict: ChangeVerdict;
  readonly totals: readonly ComparedTotal[];
  /** In the order of head's load, then what only base has. */
  readonly routes: readonly ComparedRoute[];
  /** By the size of the difference of CPU, greatest first. */
  readonly functions: readonly ComparedFunction[];
}

export interface ComparedRun {
  /** As the user named it. */
  readonly name: string;
  readonly startedAt: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  readonly nodeVersion: string;
  readonly cpuModel: string;
}

/**
 * `same`: no difference beyond what two runs of the same code may show. `unclear`: the interval is too wide to tell, or the two
 * cannot be held against each other.
 */
export type ChangeVerdict = 'better' | 'worse' | 'same' | 'unclear';

/** What stands between the two besides the code. */
export type Caveat =
  | { readonly kind: 'processor' | 'nodeVersion' | 'command'; readonly base: string; readonly head: string }
  /** Requests, or their shares, differ: the totals are not of the same work. */
  | { readonly kind: 'mix' }
  /** Measured on a busy machine, or cut short: which of the two. */
  | { readonly kind: 'partial' | 'noise'; readonly run: 'base' | 'head' }
  /**
   * A fixed piece of work took so many times as long while head was measured: a difference counts where it is there with and without
   * that. CPU per request, head over base, with it taken off.
   */
  | { readonly kind: 'pace'; readonly ratio: number; readonly cpuRatio: number };

export interface Change {
  readonly base?: number;
  readonly head?: number;
  /** Head over base; absent where one is unknown or base is 0, its interval where one has none. */
  readonly ratio?: Pick<Ratio, 'value'> & Partial<Interval>;
  /** Head minus base; a function that one run did not see counts as nothing there. */
  readonly difference?: number;
  readonly differenceInterval?: Interval;
  /** Absent where the figure is not judged. */
  readonly verdict?: ChangeVerdict;
}

export const comparedTotals = [
  'cpuMsPerRequest',
  'gcMsPerRequest',
  'allocatedBytesPerRequest',
  'bytesOutPerRequest',
  'rssPeakBytes',
  'heapUsedPeakBytes',
  'latencyP50Ms',
  'latencyP99Ms',
  'requestsPerSecondPerCore',
  'usdPerMillionRequests',
  'errorShare',
] as const;

export interface ComparedTotal extends Change {
  readonly metric: (typeof comparedTotals)[number];
}

export interface ComparedRoute {
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  readonly cpuMsPerRequest: Change;
  readonly allocatedBytesPerRequest: Change;
  readonly bytesOutPerRequest: Change;
}

export interface ComparedFunction {
  readonly name: string;
  readonly file: string;
  /** Where it stands in head, or in base where head has none. */
  readonly line?: number;
  readonly origin: Origin;
  readonly package?: string;
  /** Ids in the two Reports; one is absent where only the other run saw it. */
  readonly baseId?: string;
  readonly headId?: string;
  /** Own CPU (self and the library code it calls) of the app's functions, self CPU of others; ms per request. */
  readonly cpuMsPerRequest: Change;
  readonly allocatedBytesPerRequest: Change;
}
