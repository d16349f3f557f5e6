/** What a reader must know to believe the figures: warnings, assumptions, how it was measured; and the findings. */
import type { VNode } from 'preact';
import { describeFinding } from '../model/finding-words.ts';
import { ruleIds } from '../model/finding.ts';
import type { ReportAdvice } from '../model/report-findings.ts';
import type { Report } from '../model/report.ts';
import { Place } from './place.tsx';
import { useWords } from './words.ts';

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

export function Notes({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  return (
    <>
      <List title={t('warnings')} items={report.quality.warnings} />
      <List title={t('assumptions')} items={report.cost.assumptions} />
      <h3>{t('quality')}</h3>
      <Quality report={report} />
    </>
  );
}

function List({ title, items }: { readonly title: string; readonly items: readonly string[] }): VNode | null {
  if (items.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

function Quality({ report: { quality } }: { readonly report: Report }): VNode {
  const { t, ms, count, share } = useWords();
  const rows: readonly (readonly [string, string])[] = [
    [t('qualityEngine'), quality.engine],
    [t('qualitySamples'), count(quality.samples)],
    [t('qualitySlices'), count(quality.slices)],
    [t('qualityNoise'), share(quality.noise)],
    [t('qualityOverhead'), share(quality.overheadShare)],
    [t('qualityLag'), ms(quality.generatorLagMs)],
    [t('qualityGap'), share(quality.ledgerGapShare)],
    [t('qualityMix'), share(quality.mixDifferenceShare)],
  ];
  return (
    <dl class="quality">
      {rows
        .filter(([, value]) => value !== '')
        .map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
