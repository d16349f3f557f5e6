/** The Report’s word on its own measurement: how good it is, and what settings of the runtime change. */
import type { Interval, Ratio } from './interval.ts';

/** A setting of V8 or Node.js that was tried beside the application as it is; ratios are setting over default. */
export interface ReportKnob {
  /** As it is written: `--no-maglev`, `UV_THREADPOOL_SIZE=8`. */
  readonly setting: string;
  /** `nodeOption` may stand in NODE_OPTIONS; `v8Flag` only on the command line of node. */
  readonly kind: 'v8Flag' | 'nodeOption' | 'environment';
  /** CPU per request. */
  readonly cpuRatio: Ratio;
  /** Of the instance with the setting itself, ms; absent in older Reports. */
  readonly cpuMsPerRequest?: Ratio;
  /** Requests answered per second, all connections busy. */
  readonly throughputRatio: Ratio;
  readonly rssRatio: number;
  /** Requests that failed; absent for none. */
  readonly errors?: number;
  /** By CPU per request: the interval excludes 1, and the difference exceeds that of the default against itself. */
  readonly verdict: 'better' | 'worse' | 'inconclusive';
}

/** CPU per request with a sampler over CPU per request without, in neighbouring slices, V8 inlining in both. No figure of cost rests on it. */
export interface SamplerCost {
  readonly pairs: number;
  readonly cpu: Ratio;
  readonly cpuAndAllocation: Ratio;
}

/**
 * CPU time of a fixed piece of work that the tool itself does between slices: how fast this machine was at the time, other users of its
 * processor and memory included. Two are comparable on one kind of processor, and on one version of Node.js to run the tool.
 */
export interface Pace {
  readonly us: number;
  readonly interval: Interval;
}

export interface Quality {
  readonly engine: string;
  readonly samples: number;
  readonly slices: number;
  /** Coefficient of variation of CPU per request over the slices without a profiler. */
  readonly noise?: number;
  /** While amounts were measured; absent in older runs, and of scripts. */
  readonly pace?: Pace;
  /** How many times as long the fixed piece of work took while the CPU was sampled. */
  readonly paceWhileSampling?: number;
  /**
   * CPU per request while sampling, or the time of its busy samples where that is less, over CPU per request without, minus 1; at the same
   * pace of the machine where that is known. Includes what keeping functions apart costs.
   */
  readonly overheadShare?: number;
  /** 95 %, by how well the two costs and the two paces are known; absent where the paces are not. */
  readonly overheadInterval?: Interval;
  /** Absent where there was no time for it, for a script, and in older runs. */
  readonly samplerCost?: SamplerCost;
  readonly generatorLagMs: number;
  /** CPU that nothing tells of, over all CPU: what is not attributed, and that of threads whose purpose is not known. */
  readonly ledgerGapShare?: number;
  /** (Sum of the isolated requests' CPU, weighted as in the mix) / (CPU of the mix) − 1. */
  readonly mixDifferenceShare?: number;
  /** CPU per request of two instances of the application as it is, one over the other; where settings were tried. */
  readonly againstItself?: Ratio;
  /**
   * Half-width of the 95 % interval of the share of own CPU that is known least well among the five hottest functions; includes what the
   * sampler did not see because other programs kept it waiting.
   */
  readonly shareHalfWidth?: number;
  /** Half-width of the 95 % interval of CPU per request, over CPU per request. */
  readonly cpuHalfWidthShare?: number;
  /** Time of the budget that was left because these were tight before it was over. */
  readonly savedSeconds?: number;
  readonly warnings: readonly string[];
}
