/** What a request of each route allocates, and its part of all that the mix allocates. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { routeName } from '../../model/format.ts';
import type { ReportRoute } from '../../model/report-load.ts';
import type { Report } from '../../model/report.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { shareColumn } from '../share-column.tsx';
import { useWords, type Words } from '../words.ts';

export function RouteAllocation({ report: { routes } }: { readonly report: Report }): VNode {
  const words = useWords();
  const rows = useMemo(() => routes.filter((route) => route.allocatedBytesPerRequest !== undefined), [routes]);
  const columns = useMemo(() => routeColumns(rows, words), [rows, words]);
  return (
    <DataTable
      name="allocationByRoute"
      caption={words.t('allocationByRouteCaption')}
      columns={columns}
      rows={rows}
      sort={{ key: 'alloc', descending: true }}
      searchText={routeName}
      rowKey={routeName}
    />
  );
}

function routeColumns(rows: readonly ReportRoute[], words: Words): readonly Column<ReportRoute>[] {
  const { t, bytes, share } = words;
  const weighted = (route: ReportRoute): number => (route.allocatedBytesPerRequest ?? 0) * route.share;
  const all = rows.reduce((sum, route) => sum + weighted(route), 0);
  const head = { key: 'shareOfAll', title: t('shareOfAllocation') };
  return [
    {
      key: 'route',
      title: t('route'),
      value: routeName,
      cell: (route) => (
        <>
          <span class="name">{routeName(route)}</span>
          <br />
          <Place file={route.file} line={route.line} />
        </>
      ),
    },
    figureColumn('alloc', t('alloc'), (route) => route.allocatedBytesPerRequest, bytes),
    shareColumn(head, rows, (route) => (all > 0 ? weighted(route) / all : undefined), words),
    figureColumn('mix', t('mix'), (route) => route.share, share),
  ];
}
