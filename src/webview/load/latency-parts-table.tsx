/** Where the mean time of a request goes, route by route. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { routeName } from '../../model/format.ts';
import type { ReportRoute } from '../../model/report-load.ts';
import type { LatencyParts } from '../../model/report-totals.ts';
import type { Report } from '../../model/report.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { useWords, type Words } from '../words.ts';

export function LatencyPartsTable({ report: { routes } }: { readonly report: Report }): VNode | null {
  const words = useWords();
  const columns = useMemo(() => partColumns(words), [words]);
  const rows = useMemo(() => routes.filter(({ latencyPartsMs }) => latencyPartsMs !== undefined), [routes]);
  if (rows.length === 0) return null;
  return (
    <DataTable
      name="latencyParts"
      caption={words.t('partsCaption')}
      columns={columns}
      rows={rows}
      sort={{ key: 'mean', descending: true }}
      searchText={routeName}
      rowKey={routeName}
    />
  );
}

const parts: readonly (keyof LatencyParts)[] = ['mean', 'cpu', 'gc', 'blocked', 'queue', 'waiting', 'alone'];

function partColumns({ t, ms }: Words): readonly Column<ReportRoute>[] {
  return [
    {
      key: 'route',
      title: t('route'),
      value: routeName,
      cell: (route) => <span class="name">{routeName(route)}</span>,
    },
    ...parts.map((part) => ({
      ...figureColumn<ReportRoute>(part, t(`part_${part}`), ({ latencyPartsMs }) => latencyPartsMs?.[part], ms),
      hint: t(`part_${part}Hint`),
    })),
  ];
}
