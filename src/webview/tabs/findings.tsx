/** What to fix. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { Findings } from '../findings/findings.tsx';

export function FindingsTab({ report }: { readonly report: Report }): VNode {
  return <Findings report={report} />;
}
