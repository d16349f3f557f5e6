/** What a reader must know to believe the figures: warnings, assumptions, how it was measured. */
import type { VNode } from 'preact';
import { noteIn } from '../../model/note-words.ts';
import type { Report } from '../../model/report.ts';
import { useWords } from '../words.ts';

export function Notes({ report }: { readonly report: Report }): VNode {
  const { t } = useWords();
  return (
    <>
      <List id="warnings" title={t('warnings')} items={report.quality.warnings} />
      <List id="assumptions" title={t('assumptions')} items={report.cost.assumptions} />
      <h3>{t('quality')}</h3>
      <Quality report={report} />
    </>
  );
}

interface ListProps {
  readonly id: string;
  readonly title: string;
  readonly items: readonly string[];
}

function List({ id, title, items }: ListProps): VNode | null {
  if (items.length === 0) return null;
  return (
    <>
      <h3 id={id}>{title}</h3>
      <ul>
        {items.map((item) => (
          <Sentences key={item} text={item} />
        ))}
      </ul>
    </>
  );
}

/** In the reader's language where that is known, else marked as English. */
export function Sentences({ text }: { readonly text: string }): VNode {
  const note = noteIn(useWords().language, text);
  return <li lang={note.language}>{note.text}</li>;
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
