/** What a finding says that it costs: CPU, ms per request, without its garbage. What a fix saves of it is another figure. */
import type { ReportAdvice } from '../src/model/report-findings.ts';

export function costOf(finding: ReportAdvice | undefined): number {
  const cost = finding?.observed?.find(({ id }) => id === 'cpu')?.values['ms'];
  return typeof cost === 'number' ? cost : 0;
}
