/** Fixing the code beside changing what it runs on, in the same columns: what the next bill does, and what it is worth at scale. */
import type { ComponentChildren, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { AdviceSaving } from '../../model/report-findings.ts';
import type { Worth } from '../../model/report-plan.ts';
import type { Report } from '../../model/report.ts';
import { usdPerMonthAt } from '../../price/money.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { findingWords } from '../findings/finding-text.ts';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';
import { Money } from './money.tsx';

interface Option {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly shown: ComponentChildren;
  readonly cpuMs?: number | undefined;
  readonly instances?: number | undefined;
  readonly billUsd?: number | undefined;
  readonly scaleUsd?: number | undefined;
  readonly unitUsd?: number | undefined;
  readonly paybackMonths?: number | undefined;
  readonly loopSpeedup?: number | undefined;
}

export function FixOrHardware({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const { t } = words;
  const rows = useMemo(
    () => [...fixes(report, words), ...whatIfs(report, words), ...hardware(report, words)],
    [report, words],
  );
  const columns = useMemo(() => optionColumns(words), [words]);
  const problems = (report.cost.whatIf ?? []).flatMap(({ problem }) => problem ?? []);
  return (
    <section aria-labelledby="fix-or-hardware">
      <h3 id="fix-or-hardware">{t('fixOrHardware')}</h3>
      <p class="detail">{t('fixOrHardwareHint')}</p>
      {problems.map((problem) => (
        <p key={problem} class="problem" role="alert">
          {problem}
        </p>
      ))}
      <DataTable
        name="fixOrHardware"
        caption={t('fixOrHardwareCaption')}
        columns={columns}
        rows={rows}
        sort={{ key: report.cost.fleet === undefined ? 'unit' : 'scale', descending: true }}
        searchText={optionText}
        rowKey={optionKey}
        firstRows={20}
      />
    </section>
  );
}

const optionText = ({ kind, name }: Option): string => `${kind} ${name}`;
const optionKey = ({ key }: Option): string => key;

/** Worth of CPU and of bytes: a finding may save either or both. */
function fixes({ advice, cost }: Report, { t, language }: Words): readonly Option[] {
  const average = cost.fleet?.averageRequestsPerSecond;
  const bytesUsd = ({ egressUsdPerMillionRequests: usd }: AdviceSaving): number | undefined =>
    usd === undefined || average === undefined ? undefined : usdPerMonthAt(average, usd);
  return advice.map((finding, index): Option => {
    const { saving, file, line } = finding;
    const { title } = findingWords(finding, language);
    return {
      ...worthOf(saving),
      key: `fix ${index}`,
      kind: t('kind_fix'),
      name: title,
      shown: (
        <>
          {title}
          <br />
          <Place file={file} line={line} />
        </>
      ),
      unitUsd: sum(saving.usdPerMillionRequests, saving.egressUsdPerMillionRequests),
      scaleUsd: sum(saving.usdPerMonth, bytesUsd(saving)),
      billUsd: sum(saving.steppedUsdPerMonth, bytesUsd(saving)),
    };
  });
}

function whatIfs({ cost: { whatIf = [] } }: Report, { t, rate }: Words): readonly Option[] {
  return whatIf.flatMap((each, index): Option | readonly Option[] => {
    if (each.problem !== undefined) return [];
    const name = t('whatIfName', each.function, rate(each.speedup));
    return { ...worthOf(each), key: `whatIf ${index}`, kind: t('kind_whatIf'), name, shown: name };
  });
}

function hardware({ cost: { hardware: changes = [] } }: Report, { t }: Words): readonly Option[] {
  return changes.map(({ kind, name, instances, savesUsdPerMonth, loopSpeedup }): Option => ({
    key: `${kind} ${name}`,
    kind: t(`kind_${kind}`),
    name,
    shown: <span class="name">{name}</span>,
    instances,
    billUsd: savesUsdPerMonth,
    loopSpeedup,
  }));
}

function worthOf(worth: Worth): Omit<Option, 'key' | 'kind' | 'name' | 'shown'> {
  return {
    cpuMs: worth.cpuMsPerRequest > 0 ? worth.cpuMsPerRequest : undefined,
    instances: worth.instancesAfter,
    billUsd: worth.steppedUsdPerMonth,
    scaleUsd: worth.usdPerMonth,
    unitUsd: worth.usdPerMillionRequests,
    paybackMonths: worth.paybackMonths,
  };
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}

function optionColumns({ t, ms, usd, unitUsd, count, rate }: Words): readonly Column<Option>[] {
  const figure = figureColumn<Option>;
  const money = (key: string, title: string, value: (option: Option) => number | undefined): Column<Option> => ({
    ...figure(key, title, value, usd),
    cell: (option) => <Money usd={value(option)} />,
  });
  return [
    { key: 'name', title: t('change'), value: ({ name }) => name, cell: ({ shown }) => shown },
    { key: 'kind', title: t('changeKind'), value: ({ kind }) => kind, cell: ({ kind }) => kind },
    figure('cpu', t('savesCpu'), ({ cpuMs }) => cpuMs, ms),
    figure('instances', t('instancesThen'), ({ instances }) => instances, count),
    { ...money('bill', t('savesBill'), ({ billUsd }) => billUsd), hint: t('savesBillHint') },
    { ...money('scale', t('savesScale'), ({ scaleUsd }) => scaleUsd), hint: t('savesScaleHint') },
    { ...figure('unit', t('savesUnit'), (option) => option.unitUsd, unitUsd), hint: t('savesUnitHint') },
    { ...figure('payback', t('payback'), ({ paybackMonths }) => paybackMonths, rate), hint: t('paybackHint') },
    { ...figure('loop', t('loopSpeedup'), ({ loopSpeedup }) => loopSpeedup, rate), hint: t('loopSpeedupHint') },
  ];
}
