/** What held the event loop, so that nothing else could be answered. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Blocking } from '../../model/report-totals.ts';
import type { Report } from '../../model/report.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';

export function BlockingTable({ report: { eventLoop } }: { readonly report: Report }): VNode | null {
  const words = useWords();
  const columns = useMemo(() => blockingColumns(words), [words]);
  if (eventLoop === undefined) return null;
  return (
    <section aria-labelledby="blocking">
      <h3 id="blocking">{words.t('blocking')}</h3>
      <DataTable
        name="blocking"
        caption={words.t('blockingCaption')}
        columns={columns}
        rows={eventLoop.blocking}
        sort={{ key: 'longest', descending: true }}
        searchText={blockingText}
        rowKey={blockingText}
      />
    </section>
  );
}

function blockingText({ name = '', file = '', line, route = '', durationMs }: Blocking): string {
  return `${name} ${file}:${line ?? ''} ${route} ${durationMs}`;
}

function blockingColumns({ t, ms, count, rate }: Words): readonly Column<Blocking>[] {
  const figure = figureColumn<Blocking>;
  return [
    {
      key: 'name',
      title: t('heldBy'),
      value: ({ name }) => name,
      cell: ({ name, file, line }) => (
        <>
          <span class="name">{name ?? t('notSeen')}</span>
          <br />
          <Place file={file} line={line} />
        </>
      ),
    },
    figure('longest', t('longest'), ({ durationMs }) => durationMs, ms),
    figure('times', t('times'), (each) => each.count, count),
    figure('perRequest', t('timesPerRequest'), ({ perRequest }) => perRequest, rate),
    { key: 'route', title: t('route'), value: ({ route }) => route, cell: ({ route }) => route ?? t('noRequest') },
  ];
}
