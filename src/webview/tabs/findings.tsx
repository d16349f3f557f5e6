/** What to fix, and what was promised. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { Budgets } from '../findings/budgets.tsx';
import { Findings } from '../findings/findings.tsx';

export function FindingsTab({ report }: { readonly report: Report }): VNode {
  return (
    <>
      <Findings report={report} />
      <Budgets report={report} />
    </>
  );
}
