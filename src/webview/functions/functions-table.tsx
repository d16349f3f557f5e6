/** What each function costs. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ReportFunction } from '../../model/report-code.ts';
import type { Report } from '../../model/report.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { shareColumn } from '../share-column.tsx';
import { useWords, type Words } from '../words.ts';

interface FunctionsTableProps {
  readonly report: Report;
  readonly sortedBy?: 'alloc';
}

export function FunctionsTable({ report: { functions }, sortedBy }: FunctionsTableProps): VNode {
  const words = useWords();
  const columns = useMemo(() => functionColumns(words, functions), [words, functions]);
  return (
    <DataTable
      name={sortedBy === undefined ? 'functions' : 'functionsByAllocation'}
      caption={words.t('functionsCaption')}
      columns={columns}
      rows={functions}
      sort={{ key: sortedBy ?? (ownKnown(functions) ? 'own' : 'self'), descending: true }}
      searchText={functionText}
      rowKey={functionKey}
    />
  );
}

/** Then the app's functions come first, by what a change in them can win. */
const ownKnown = (rows: readonly ReportFunction[]): boolean => rows.some((fn) => fn.ownCpuMsPerRequest !== undefined);
const functionKey = ({ id }: ReportFunction): string => id;

function functionText({ name, file, origin, package: ofPackage = '' }: ReportFunction): string {
  return `${name} ${file} ${origin} ${ofPackage}`;
}

function functionColumns(words: Words, rows: readonly ReportFunction[]): readonly Column<ReportFunction>[] {
  const { t, ms, bytes, usd, unitUsd } = words;
  const figure = figureColumn<ReportFunction>;
  const shareHint = { key: 'share', title: t('share'), hint: t('selfCpuHint') };
  return [
    {
      key: 'name',
      title: t('functionName'),
      value: ({ name }) => name,
      plain: ({ name, file, line }) => (file === '' ? name : `${name} ${file}:${line ?? ''}`),
      cell: (fn) => <FunctionName fn={fn} />,
    },
    {
      ...figure('self', t('selfCpu'), (fn) => fn.selfCpuMsPerRequest, ms),
      hint: t('selfCpuHint'),
      cell: selfCell(words),
    },
    shareColumn(shareHint, rows, (fn) => fn.selfShare, words),
    { ...figure('own', t('ownCpu'), (fn) => fn.ownCpuMsPerRequest, ms), hint: t('ownCpuHint') },
    { ...figure('total', t('totalCpu'), (fn) => fn.totalCpuMsPerRequest, ms), hint: t('totalCpuHint') },
    { ...figure('gc', t('gc'), (fn) => fn.gcCpuMsPerRequest, ms), hint: t('gcHint') },
    { ...figure('alloc', t('alloc'), (fn) => fn.allocatedBytesPerRequest, bytes), hint: t('allocHint') },
    { ...figure('usd', t('usdSelf'), (fn) => fn.usdPerMillionRequests, unitUsd), hint: t('usdSelfHint') },
    { ...figure('upTo', t('usdTotal'), (fn) => fn.totalUsdPerMillionRequests, unitUsd), hint: t('usdTotalHint') },
    { ...figure('month', t('usdMonth'), (fn) => fn.usdPerMonth, usd), hint: t('usdMonthHint') },
  ];
}

function selfCell({ t, ms }: Words): (fn: ReportFunction) => VNode {
  return ({ selfCpuMsPerRequest, interval }) =>
    interval === undefined ? (
      <>{ms(selfCpuMsPerRequest)}</>
    ) : (
      <span title={t('between', ms(interval.low), ms(interval.high))}>{ms(selfCpuMsPerRequest)}</span>
    );
}

function FunctionName({ fn }: { readonly fn: ReportFunction }): VNode {
  const { t } = useWords();
  return (
    <>
      <span class="name">{fn.name}</span>
      {fn.confidence === 'low' && (
        <span class="tag" title={t('unsureHint')}>
          {t('unsure')}
        </span>
      )}
      {fn.origin !== 'app' && <span class="tag">{fn.package ?? fn.origin}</span>}
      <br />
      <Place file={fn.file} line={fn.line} />
    </>
  );
}
