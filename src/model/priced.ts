/** Costs with money beside them: made by `price/`, read by `advise/`. */
import type { Costs } from './costs.ts';
import type { Cost, ReportFunction, ReportRoute, Totals } from './report.ts';

export interface Priced extends Omit<Costs, 'functions' | 'routes' | 'totals'> {
  readonly totals: Totals;
  readonly functions: readonly ReportFunction[];
  readonly routes: readonly ReportRoute[];
  readonly cost: Cost;
}
