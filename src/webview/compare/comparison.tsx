/** What differs between two runs, in words, in tables and as a flame graph. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { compare } from '../../compare/compare.ts';
import type { Caveat, ComparedTotal, Comparison as Compared } from '../../model/comparison.ts';
import { routeName } from '../../model/format.ts';
import type { Report } from '../../model/report.ts';
import { useWords, type Words } from '../words.ts';
import { ChangesByMetric } from './changes-by-metric.tsx';
import { ChangesTable, signed } from './changes-table.tsx';
import { DifferenceFlame } from './difference-flame.tsx';

interface ComparisonProps {
  readonly base: Report;
  readonly baseName: string;
  readonly head: Report;
}

export function Comparison({ base, baseName, head }: ComparisonProps): VNode {
  const words = useWords();
  const { t } = words;
  const compared = useMemo(
    () => compare({ name: baseName, report: base }, { name: head.app.command, report: head }),
    [base, baseName, head],
  );
  return (
    <>
      <p class="verdict">{verdictOf(compared, words)}</p>
      {compared.caveats.length > 0 && (
        <ul>
          {compared.caveats.map((caveat) => (
            <li key={caveat.kind}>{caveatOf(caveat, words)}</li>
          ))}
        </ul>
      )}
      <ChangesTable
        {...{ name: 'comparedTotals', caption: t('compareTotals'), head: t('compareFigure') }}
        rows={compared.totals.map((total) => ({
          name: t(`total_${total.metric}`),
          change: total,
          text: textOf(total, words),
        }))}
      />
      <h3>{t('routes')}</h3>
      <ChangesByMetric
        {...{ name: 'comparedRoutes', head: t('route'), metrics: ['cpu', 'alloc', 'out'] }}
        items={compared.routes.map((route) => ({
          name: routeName(route),
          cpu: route.cpuMsPerRequest,
          alloc: route.allocatedBytesPerRequest,
          out: route.bytesOutPerRequest,
        }))}
      />
      <h3>{t('tab_functions')}</h3>
      <ChangesByMetric
        {...{ name: 'comparedFunctions', head: t('functionName'), metrics: ['cpu', 'alloc'] }}
        items={compared.functions.map(({ name, file, line, cpuMsPerRequest, allocatedBytesPerRequest }) => ({
          name: file === '' ? name : `${name} ${file}${line === undefined ? '' : `:${line}`}`,
          ...{ cpu: cpuMsPerRequest, alloc: allocatedBytesPerRequest },
        }))}
      />
      <h3>{t('compareFlame')}</h3>
      <DifferenceFlame base={base} head={head} />
    </>
  );
}

function verdictOf({ verdict, totals, leastCpuShare }: Compared, { t, share }: Words): string {
  const ratio = totals.find(({ metric }) => metric === 'cpuMsPerRequest')?.ratio?.value;
  const change = signed(ratio === undefined ? undefined : ratio - 1, share);
  return t(`compare_${verdict}`, change, share(leastCpuShare));
}

function caveatOf(caveat: Caveat, { t, share }: Words): string {
  switch (caveat.kind) {
    case 'mix':
      return t('caveat_mix');
    case 'partial':
    case 'noise':
      return t(`caveat_${caveat.kind}`, t(caveat.run === 'base' ? 'compareBase' : 'compareHead'));
    case 'pace':
      return caveat.ratio > 1
        ? t('caveat_pace', share(caveat.ratio - 1), t('compareHead'), signed(caveat.cpuRatio - 1, share))
        : t('caveat_pace', share(1 / caveat.ratio - 1), t('compareBase'), signed(caveat.cpuRatio - 1, share));
    case 'processor':
    case 'nodeVersion':
    case 'command':
      return t(`caveat_${caveat.kind}`, caveat.base, caveat.head);
  }
}

function textOf({ metric }: ComparedTotal, { ms, bytes, rate, unitUsd, share }: Words): Words['ms'] {
  switch (metric) {
    case 'cpuMsPerRequest':
    case 'gcMsPerRequest':
    case 'latencyP50Ms':
    case 'latencyP99Ms':
      return ms;
    case 'allocatedBytesPerRequest':
    case 'bytesOutPerRequest':
    case 'rssPeakBytes':
    case 'heapUsedPeakBytes':
      return bytes;
    case 'requestsPerSecondPerCore':
      return rate;
    case 'usdPerMillionRequests':
      return unitUsd;
    case 'errorShare':
      return share;
  }
}
