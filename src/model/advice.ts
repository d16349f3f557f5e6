/** Priced with findings beside it: made by `advise/`; the last noun before the Report. */
import type { Priced } from './priced.ts';
import type { ReportAdvice, ReportBudget } from './report.ts';

export interface Advice extends Priced {
  readonly advice: readonly ReportAdvice[];
  readonly checkedBudgets: readonly ReportBudget[];
}
