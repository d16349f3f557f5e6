/** What a request of each route costs. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { routeName } from '../../model/format.ts';
import type { ReportRoute } from '../../model/report-load.ts';
import type { Report } from '../../model/report.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';

interface RoutesTableProps {
  readonly report: Report;
  /** As a table’s: several tabs show this one. */
  readonly name: string;
}

export function RoutesTable({ report, name }: RoutesTableProps): VNode {
  const words = useWords();
  const columns = useMemo(() => routeColumns(words), [words]);
  return (
    <DataTable
      name={name}
      caption={words.t('routesCaption')}
      columns={columns}
      rows={report.routes}
      sort={{ key: 'cpu', descending: true }}
      searchText={routeText}
      rowKey={routeText}
    />
  );
}

const routeText = (route: ReportRoute): string => `${routeName(route)} ${route.file ?? ''}`;

function routeColumns({ t, ms, bytes, unitUsd, share, rate, count }: Words): readonly Column<ReportRoute>[] {
  const figure = figureColumn<ReportRoute>;
  return [
    {
      key: 'route',
      title: t('route'),
      value: ({ path }) => path,
      plain: routeName,
      cell: (route) => <RouteName route={route} />,
    },
    figure('cpu', t('cpuPerRequest'), (route) => route.cpuMsPerRequest, ms),
    figure('alloc', t('alloc'), (route) => route.allocatedBytesPerRequest, bytes),
    figure('out', t('bytesOut'), (route) => route.bytesOutPerRequest, bytes),
    figure('p50', t('p50'), (route) => route.latencyMs.p50, ms),
    figure('p99', t('p99'), (route) => route.latencyMs.p99, ms),
    figure('perCore', t('perCore'), (route) => route.requestsPerSecondPerCore, rate),
    figure('usd', t('usdSelf'), (route) => route.usdPerMillionRequests, unitUsd),
    figure('mix', t('mix'), (route) => route.share, share),
    figure('errors', t('errorCount'), (route) => route.errors, count),
  ];
}

function RouteName({ route }: { readonly route: ReportRoute }): VNode {
  const { file, line } = route;
  return (
    <>
      <span class="name">{routeName(route)}</span>
      <br />
      <Place file={file} line={line} />
    </>
  );
}
