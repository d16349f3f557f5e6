/** What to fix, each finding with its evidence and what it would save. */
import type { VNode } from 'preact';
import type { Report } from '../../model/report.ts';
import { Place } from '../place.tsx';
import { useWords } from '../words.ts';
import { findingWords } from './finding-text.ts';

export function Findings({ report: { advice } }: { readonly report: Report }): VNode {
  const { t, ms, language } = useWords();
  if (advice.length === 0) return <p>{t('none')}</p>;
  return (
    <ol class="findings">
      {advice.map((finding) => {
        const { rule, file, line, evidence, saving, certainty } = finding;
        const { title, fix } = findingWords(finding, language);
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
