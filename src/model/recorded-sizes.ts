/** What requests cost when they ask for more: each alone, at several sizes. */
import type { CpuSamples } from './recorded-samples.ts';
import type { Slice } from './recorded-slice.ts';

export interface RecordedSizes {
  readonly requests: readonly SizedRequest[];
  /** Apart from the other slices: what large requests need is no measure of usual ones. */
  readonly slices: readonly SizeSlice[];
  /** Taken in the slices of kind `cpuSampling`; empty where the application ended before. */
  readonly stacks: readonly CpuSamples[];
}

export interface SizedRequest {
  /** Index into the Recording's `requests`. */
  readonly requestIndex: number;
  readonly parameter: string;
  /** Ascending, each twice the one before it. */
  readonly sizes: readonly number[];
}

/** Kind `asIs` (how much) or `cpuSampling` (who), with a `requestIndex`. */
export interface SizeSlice extends Slice {
  readonly size: number;
}
