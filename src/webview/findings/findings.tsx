/** What to fix, each finding with its evidence and what it would save. */
import type { VNode } from 'preact';
import { describeFinding } from '../../model/finding-words.ts';
import { ruleIds } from '../../model/finding.ts';
import type { ReportAdvice } from '../../model/report-findings.ts';
import type { Report } from '../../model/report.ts';
import { Place } from '../place.tsx';
import { useWords } from '../words.ts';

export function Findings({ report: { advice } }: { readonly report: Report }): VNode {
  const { t, ms, language } = useWords();
  if (advice.length === 0) return <p>{t('none')}</p>;
  return (
    <ol class="findings">
      {advice.map((finding) => {
        const { rule, file, line, evidence, saving, certainty } = finding;
        const { title, fix } = wordsOf(finding, language);
        return (
          <li key={`${rule} ${file ?? ''} ${line ?? ''} ${title}`}>
            <strong>{title}</strong> <span class="tag">{t(certainty)}</span>
            <br />
            <Place file={file} line={line} /> {t('saves', ms(saving.cpuMsPerRequest))}
            <br />
            {fix}
            <br />
            <span class="detail">{evidence}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** In the reader's language where the rule is known here; as the Report has it where a later version found it. */
function wordsOf({ rule, facts, title, fix = '' }: ReportAdvice, language: string): { title: string; fix: string } {
  const known = ruleIds.find((id) => id === rule);
  return known === undefined || facts === undefined ? { title, fix } : describeFinding(known, facts, language);
}
