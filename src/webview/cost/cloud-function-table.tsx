/** The same code one request at a time, billed by duration and memory. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CloudFunctionOption } from '../../model/report-cost.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { useWords, type Words } from '../words.ts';
import { Money } from './money.tsx';
import { SourceLink } from './sources.tsx';

export function CloudFunctionTable({ options }: { readonly options: readonly CloudFunctionOption[] }): VNode {
  const words = useWords();
  const columns = useMemo(() => optionColumns(words), [words]);
  return (
    <DataTable
      name="cloudFunctions"
      caption={words.t('cloudFunctionsCaption')}
      columns={columns}
      rows={options}
      sort={{ key: 'usd', descending: false }}
      searchText={nameOf}
      rowKey={nameOf}
    />
  );
}

function nameOf({ provider, region, sku }: CloudFunctionOption): string {
  return `${provider} ${sku}, ${region}`;
}

function optionColumns({ t, ms, unitUsd, usd, bytes }: Words): readonly Column<CloudFunctionOption>[] {
  const figure = figureColumn<CloudFunctionOption>;
  return [
    { key: 'sku', title: t('service'), value: nameOf, cell: nameOf },
    figure('usd', t('usdSelf'), (option) => option.usdPerMillionRequests, unitUsd),
    figure('billed', t('billed'), ({ durationMs }) => durationMs, ms),
    figure('memory', t('memorySize'), ({ memoryMB }) => (memoryMB === undefined ? undefined : memoryMB * 1e6), bytes),
    {
      ...figure('perMs', t('waitUsd'), (option) => option.waitUsdPerMillionRequestsPerMs, unitUsd),
      hint: t('waitUsdHint'),
    },
    {
      ...figure('month', t('usdMonth'), ({ usdPerMonth }) => usdPerMonth, usd),
      cell: ({ usdPerMonth }) => <Money usd={usdPerMonth} />,
    },
    {
      key: 'asOf',
      title: t('asOf'),
      value: ({ asOf }) => asOf,
      cell: (option) => (
        <>
          {option.asOf}
          <br />
          <SourceLink source={option} />
        </>
      ),
    },
  ];
}
