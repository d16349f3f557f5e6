/** Costs with money beside them: made by `price/`, read by `advise/`. */
import type { Costs } from './costs.ts';
import type { ReportFunction, ReportLine } from './report-code.ts';
import type { Cost } from './report-cost.ts';
import type { ReportRoute } from './report-load.ts';
import type { Worth } from './report-plan.ts';
import type { Totals } from './report-totals.ts';

export interface Priced extends Omit<Costs, 'functions' | 'routes' | 'lines' | 'totals'> {
  readonly totals: Totals;
  readonly functions: readonly ReportFunction[];
  readonly lines: readonly ReportLine[];
  readonly routes: readonly ReportRoute[];
  readonly cost: Cost;
  /** What a change would be worth, so that findings can say it. Never stored. */
  readonly worth: (change: Change) => Worth;
}

/** CPU that a change of the code would save, per request. */
export interface Change {
  readonly cpuMsPerRequest: number;
  /** The part of it on threads that run JavaScript; all of it where nothing is said. */
  readonly loopCpuMsPerRequest?: number;
}
