/** How cost grows with what is asked for: a route driven alone at several sizes of one parameter. */
import type { Interval } from './interval.ts';

/** CPU per request ∝ size ^ exponent, over the sizes that were measured; parts that do not depend on the size pull the exponent towards 0. */
export interface GrowthWithSize {
  readonly method: string;
  /** The route's pattern. */
  readonly path: string;
  readonly operation?: string;
  /** `limit` of the query, `:n` of the path, `$.items` of the body. */
  readonly parameter: string;
  /** Ascending by size. */
  readonly points: readonly SizePoint[];
  readonly exponent: number;
  /** 95 %. */
  readonly interval: Interval;
  /** Functions of the application with the library code they call, the costliest at the largest size first. */
  readonly functions: readonly FunctionGrowth[];
}

export interface SizePoint {
  readonly size: number;
  readonly cpuMsPerRequest: number;
  readonly bytesOutPerRequest: number;
}

export interface FunctionGrowth {
  /** As in the Report's `functions`, where it ran in the mix too. */
  readonly functionId: string;
  readonly name: string;
  readonly file: string;
  readonly line?: number;
  /** Of the CPU of a request of the largest size. */
  readonly ownShare: number;
  readonly exponent: number;
  readonly interval: Interval;
}
