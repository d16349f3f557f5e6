/** What each part of the plan's form reads, and how it changes the plan. */
import type { CostInputs } from '../../model/report-cost.ts';
import type { Report } from '../../model/report.ts';

export interface PlanFormProps {
  /** As it is priced now. */
  readonly report: Report;
  readonly inputs: CostInputs;
  readonly onInputs: (inputs: CostInputs) => void;
}
