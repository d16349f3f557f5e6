/** What to fix, the most worth first: each finding with its evidence, what it would save, how sure it is, and its rule explained. */
import type { VNode } from 'preact';
import { evidenceText } from '../../model/finding-words.ts';
import type { AdviceSaving, ReportAdvice, ReportFrame } from '../../model/report-findings.ts';
import type { Report } from '../../model/report.ts';
import type { Unit } from '../../model/unit.ts';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';
import { findingWords } from './finding-text.ts';
import './findings.css';
import { RulePage } from './rule-page.tsx';

export function Findings({ report: { advice, ignoredFindings, app } }: { readonly report: Report }): VNode {
  const { t, count } = useWords();
  return (
    <>
      {advice.length === 0 ? <p>{t('none')}</p> : <p class="detail">{t('findingsHint')}</p>}
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
  const { rule, file, line, function: inside, route, saving, certainty, stack } = finding;
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
      <p>
        <Place file={file} line={line} />
        {inside !== undefined && <span class="name"> {inside}</span>}
        {route !== undefined && <span class="source"> {route}</span>}
      </p>
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
  const { t, ms, bytes, usd, unitUsd, count, rate } = words;
  const { usdPerMillionRequests: cpuUsd, egressUsdPerMillionRequests: bytesUsd, instances } = saving;
  const dollars = cpuUsd === undefined && bytesUsd === undefined ? undefined : (cpuUsd ?? 0) + (bytesUsd ?? 0);
  const lines: readonly (readonly [string, number | undefined, (value: number) => string])[] = [
    [t('savesCpu'), saving.cpuMsPerRequest, ms],
    [t('savesBytesOut'), saving.bytesOutPerRequest, bytes],
    [t('savesAllocation'), saving.allocatedBytesPerRequest, bytes],
    [t('savesUpstream'), saving.upstreamBytesPerRequest, bytes],
    [t('savesWait'), saving.waitMsPerRequest, ms],
    [t('savesKept'), saving.keptBytesPerRequest, bytes],
    [t('savesUnit'), dollars, unitUsd],
    [t('savesScale'), saving.usdPerMonth, usd],
    [t('savesInstances'), instances, count],
    [t('savesRate'), saving.requestsPerSecondPerCore, rate],
  ];
  return lines.flatMap(([name, value, text]) =>
    value === undefined || !(value > 0) ? [] : [[name, text(value)] as const],
  );
}
