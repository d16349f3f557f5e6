/** The same code on other instance types; every price with its source and its date. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CostOption, PriceBasis } from '../../model/report-cost.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { useWords, type Words } from '../words.ts';
import { Money } from './money.tsx';
import { SourceLink } from './sources.tsx';

interface CostTableProps {
  readonly name: string;
  readonly caption: string;
  readonly options: readonly CostOption[];
  readonly basis: PriceBasis | undefined;
}

export function CostTable({ name, caption, options, basis }: CostTableProps): VNode {
  const words = useWords();
  const columns = useMemo(() => optionColumns(words, basis), [words, basis]);
  return (
    <DataTable
      name={name}
      caption={caption}
      columns={columns}
      rows={options}
      sort={{ key: 'usd', descending: false }}
      searchText={nameOf}
      rowKey={nameOf}
      firstRows={12}
    />
  );
}

function nameOf({ provider, region, sku }: PriceBasis): string {
  return `${provider} ${sku} ${region}`;
}

function optionColumns(words: Words, basis: PriceBasis | undefined): readonly Column<CostOption>[] {
  const { t, usd, unitUsd, usdPerHour, count } = words;
  const figure = figureColumn<CostOption>;
  const isBasis = (option: CostOption) => basis !== undefined && nameOf(option) === nameOf(basis);
  return [
    {
      key: 'sku',
      title: t('instanceType'),
      value: nameOf,
      cell: (option) => <InstanceName option={option} basis={isBasis(option)} />,
    },
    figure('usd', t('usdSelf'), (option) => option.usdPerMillionRequests, unitUsd),
    {
      ...figure('range', t('range'), (option) => option.range.low, unitUsd),
      cell: ({ range }) => t('plusMinus', unitUsd(range.low), unitUsd(range.high)),
    },
    figure('instances', t('instances'), (option) => option.instances, count),
    {
      ...figure('month', t('usdMonth'), (option) => option.usdPerMonth, usd),
      hint: t('usdMonthHint'),
      cell: (option) => <Money usd={option.usdPerMonth} />,
    },
    {
      ...figure('hourly', t('hourly'), (option) => option.autoscaledUsdPerMonth, usd),
      cell: (option) => <Money usd={option.autoscaledUsdPerMonth} />,
    },
    figure('price', t('price'), (option) => option.usdPerHour, usdPerHour),
    { key: 'asOf', title: t('asOf'), value: ({ asOf }) => asOf, cell: (option) => <PriceSource option={option} /> },
  ];
}

function InstanceName({ option, basis }: { readonly option: CostOption; readonly basis: boolean }): VNode {
  const { t } = useWords();
  return (
    <>
      <span class="name">{option.sku}</span>
      {basis && <span class="tag">{t('basis')}</span>}
      <br />
      <span class="source">{`${option.provider} ${option.region}`}</span>
    </>
  );
}

function PriceSource({ option }: { readonly option: CostOption }): VNode {
  return (
    <>
      {option.asOf}
      <br />
      <SourceLink source={option} />
    </>
  );
}
