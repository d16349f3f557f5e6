/** The same code on other instance types; every price with its source and its date. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CostOption, PriceBasis, Report } from '../model/report.ts';
import { DataTable, type Column } from './data-table.tsx';
import { useWords, type Words } from './words.ts';

export function CostTable({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const columns = useMemo(() => optionColumns(words, report), [words, report]);
  return (
    <DataTable
      caption={words.t('costCaption')}
      columns={columns}
      rows={report.cost.options}
      sort={{ key: 'usd', descending: false }}
      searchText={nameOf}
      rowKey={nameOf}
    />
  );
}

function nameOf({ provider, region, sku }: PriceBasis): string {
  return `${provider} ${sku} ${region}`;
}

function optionColumns({ t, usd, unitUsd, usdPerHour, count }: Words, { cost }: Report): Column<CostOption>[] {
  const fleet = cost.options.some(({ instances }) => instances !== undefined);
  const basis = cost.basis === undefined ? '' : nameOf(cost.basis);
  const numeric = true;
  return [
    {
      key: 'sku',
      title: t('instanceType'),
      value: nameOf,
      cell: (option) => (
        <>
          <span class="name">{`${option.provider} ${option.sku}`}</span> {option.region}
          {nameOf(option) === basis && <span class="tag">{t('basis')}</span>}
        </>
      ),
    },
    {
      key: 'usd',
      title: t('usdSelf'),
      numeric,
      value: (option) => option.usdPerMillionRequests,
      cell: (option) => unitUsd(option.usdPerMillionRequests),
    },
    {
      key: 'range',
      title: t('range'),
      numeric,
      value: (option) => option.range.low,
      cell: ({ range }) => t('plusMinus', unitUsd(range.low), unitUsd(range.high)),
    },
    ...(fleet
      ? [
          {
            key: 'instances',
            title: t('instances'),
            numeric,
            value: (option: CostOption) => option.instances,
            cell: (option: CostOption) => count(option.instances),
          },
          {
            key: 'month',
            title: t('usdMonth'),
            hint: t('usdMonthHint'),
            numeric,
            value: (option: CostOption) => option.usdPerMonth,
            cell: (option: CostOption) => usd(option.usdPerMonth),
          },
        ]
      : []),
    {
      key: 'price',
      title: t('price'),
      numeric,
      value: (option) => option.usdPerHour,
      cell: (option) => usdPerHour(option.usdPerHour),
    },
    { key: 'asOf', title: t('asOf'), value: (option) => option.asOf, cell: (option) => option.asOf },
    {
      key: 'source',
      title: t('source'),
      value: (option) => option.source,
      cell: (option) => <span class="source">{option.source}</span>,
    },
  ];
}
