/** What a finding says, in the reader's language where the rule is known here; as the Report has it where a later version found it. */
import { describeFinding } from '../../model/finding-words.ts';
import { ruleIds } from '../../model/finding.ts';
import type { ReportAdvice } from '../../model/report-findings.ts';

export function findingWords(
  { rule, facts, title, fix = '' }: ReportAdvice,
  language: 'en' | 'fr',
): { readonly title: string; readonly fix: string } {
  const known = ruleIds.find((id) => id === rule);
  return known === undefined || facts === undefined ? { title, fix } : describeFinding(known, facts, language);
}
