/** Priced with findings beside it: made by `advise/`; the last noun before the Report. */
import type { Priced } from './priced.ts';
import type { FindingsTogether, ReportAdvice, ReportBudget } from './report-findings.ts';

export interface Advice extends Priced {
  readonly advice: readonly ReportAdvice[];
  /** Absent where no finding saves CPU. */
  readonly findingsTogether?: FindingsTogether;
  /** Left out because a comment in the source says so. */
  readonly ignoredFindings: number;
  readonly checkedBudgets: readonly ReportBudget[];
}
