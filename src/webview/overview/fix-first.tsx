/** The finding that is worth most, in a sentence; nothing where there is none. */
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Report } from '../../model/report.ts';
import { bytesRange, cpuRange, rangeWords } from '../../model/saving-words.ts';
import { findingWords } from '../findings/finding-text.ts';
import { Place } from '../place.tsx';
import { PageContext } from '../words.ts';

export function FixFirst({ report: { advice } }: { readonly report: Report }): VNode | null {
  const { words, view } = useContext(PageContext);
  const { t, ms, bytes, language } = words;
  const first = advice[0];
  if (first === undefined) return null;
  const { cpuMsPerRequest, bytesOutPerRequest } = first.saving;
  return (
    <p>
      {t('fixFirst', findingWords(first, language).title)} <Place file={first.file} line={first.line} />{' '}
      {cpuMsPerRequest > 0
        ? t('fixFirstSaves', rangeWords(cpuRange(first.saving), ms, language))
        : bytesOutPerRequest !== undefined &&
          t('fixFirstSends', rangeWords(bytesRange(first.saving, bytesOutPerRequest), bytes, language))}{' '}
      <button
        type="button"
        class="link"
        onClick={() => {
          view.set('tab', 'findings', true);
        }}
      >
        {t('allFindings', words.count(advice.length))}
      </button>
    </p>
  );
}
