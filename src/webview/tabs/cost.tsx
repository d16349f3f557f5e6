/** What it costs to run. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { CostTable } from '../cost/cost-table.tsx';

export function CostTab({ report }: { readonly report: Report }): VNode {
  return <CostTable report={report} />;
}
