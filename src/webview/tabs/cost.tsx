/** What it costs to run, and what it would cost otherwise. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { Planner } from '../cost/planner.tsx';

export function CostTab({ report }: { readonly report: Report }): VNode {
  return <Planner report={report} />;
}
