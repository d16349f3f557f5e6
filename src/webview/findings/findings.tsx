/** What to fix, the most worth first: each finding with its evidence, what it would save, how sure it is, and its rule explained. */
import type { VNode } from 'preact';
import { evidenceText } from '../../model/finding-words.ts';
import type { Interval } from '../../model/interval.ts';
import type { AdviceSaving, ReportAdvice, ReportFrame } from '../../model/report-findings.ts';
import type { Report } from '../../model/report.ts';
import { bytesRange, cpuRange, rangeWords, togetherWords } from '../../model/saving-words.ts';
import type { Unit } from '../../model/unit.ts';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';
import { findingWords } from './finding-text.ts';
import './findings.css';
import { RulePage } from './rule-page.tsx';

export function Findings({
  report: { advice, ignoredFindings, findingsTogether, app },
}: {
  readonly report: Report;
}): VNode {
  const { t, count, language } = useWords();
  return (
    <>
      {advice.length === 0 ? <p>{t('none')}</p> : <p class="detail">{t('findingsHint')}</p>}
      {findingsTogether !== undefined && advice.length > 1 && <p>{togetherWords(findingsTogether, app, language)}</p>}
      <ol class="findings">
        {advice.map((finding, index) => (
          <Finding key={index} finding={finding} app={app} />
        ))}
      </ol>
      {ignoredFindings !== undefined && <p>{t('ignored', count(ignoredFindings))}</p>}
    </>
  );
}

function Finding({ finding, app }: { readonly finding: ReportAdvice; readonly app: Unit }): VNode {
  const words = useWords();
  const { t, language } = words;
  const { rule, file, line, function: inside, route, saving, certainty, stack, places = [] } = finding;
  const { title, fix } = findingWords(finding, language);
  const evidence = evidenceText(finding, language, app);
  const worth = worthOf(saving, words);
  return (
    <li>
      <h3>
        {title}{' '}
        <span class={`tag ${certainty}`} title={t(`${certainty}Hint`)}>
          {t(certainty)}
        </span>
      </h3>
      {places.length > 1 ? (
        <ul class="places">
          {places.map((place, index) => (
            <li key={index}>
              <Place file={place.file} line={place.line} />
              {place.route !== undefined && <span class="source"> {place.route}</span>}
            </li>
          ))}
        </ul>
      ) : (
        <p>
          <Place file={file} line={line} />
          {inside !== undefined && <span class="name"> {inside}</span>}
          {route !== undefined && <span class="source"> {route}</span>}
        </p>
      )}
      {fix !== '' && <p>{fix}</p>}
      {worth.length > 0 && (
        <dl class="worth" aria-label={t('savesUpTo')}>
          {worth.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {/* What was seen by a later version, or written by an earlier one, is told in English only. */}
      <p class="detail" lang={evidence === finding.evidence ? 'en' : language}>
        {evidence}
      </p>
      {stack !== undefined && <Way stack={stack} />}
      <RulePage rule={rule} />
    </li>
  );
}

/** By way of whom most of its cost comes, each a place to open. */
function Way({ stack }: { readonly stack: readonly ReportFrame[] }): VNode {
  const { t } = useWords();
  return (
    <details class="way">
      <summary>
        {t('wayThere')} {stack.map(({ name }) => name).join(' → ')}
      </summary>
      <ol>
        {stack.map(({ name, file, line }, index) => (
          <li key={index}>
            <span class="name">{name}</span> <Place file={file} line={line} />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What there is to win, where there is any; a saving of nothing is no line. */
function worthOf(saving: AdviceSaving, words: Words): readonly (readonly [name: string, value: string])[] {
  const { t, ms, bytes, usd, unitUsd, count, rate, share, language } = words;
  const upTo = (show: (value: number) => string) => (high: number) => rangeWords({ low: 0, high }, show, language);
  const range = (interval: Interval, show: (value: number) => string) => () => rangeWords(interval, show, language);
  const { usdPerMillionRequests: cpuUsd, egressUsdPerMillionRequests: bytesUsd, instances } = saving;
  const dollars = cpuUsd === undefined && bytesUsd === undefined ? undefined : (cpuUsd ?? 0) + (bytesUsd ?? 0);
  const lines: readonly (readonly [string, number | undefined, (value: number) => string])[] = [
    [t('savesCpu'), saving.cpuMsPerRequest, range(cpuRange(saving), ms)],
    [t('savesShare'), saving.cpuShareInterval?.high, range(saving.cpuShareInterval ?? { low: 0, high: 0 }, share)],
    [t('savesBytesOut'), saving.bytesOutPerRequest, range(bytesRange(saving, saving.bytesOutPerRequest ?? 0), bytes)],
    [t('savesAllocation'), saving.allocatedBytesPerRequest, upTo(bytes)],
    [t('savesUpstream'), saving.upstreamBytesPerRequest, upTo(bytes)],
    [t('savesWait'), saving.waitMsPerRequest, upTo(ms)],
    [t('savesKept'), saving.keptBytesPerRequest, upTo(bytes)],
    [t('savesUnit'), dollars, upTo(unitUsd)],
    [t('savesScale'), saving.usdPerMonth, upTo(usd)],
    [t('savesInstances'), instances, upTo(count)],
    [t('savesRate'), saving.requestsPerSecondPerCore, upTo(rate)],
  ];
  return lines.flatMap(([name, value, text]) =>
    value === undefined || !(value > 0) ? [] : [[name, text(value)] as const],
  );
}
