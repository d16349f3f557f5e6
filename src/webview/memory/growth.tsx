/** What load leaves in memory, and whom to suspect. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Growth, GrowthSite } from '../../model/report-memory.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { useWords, type Words } from '../words.ts';

export function GrowthVerdict({ growth }: { readonly growth: Growth }): VNode {
  const words = useWords();
  const { t, bytes, count } = words;
  const { verdict, interval, sites } = growth;
  const columns = useMemo(() => siteColumns(words), [words]);
  return (
    <section aria-labelledby="growth">
      <h3 id="growth">{t('growth')}</h3>
      <p>
        {t(`growth_${verdict}`, bytes(growth.bytesPerRequest), bytes(interval.low), bytes(interval.high))}{' '}
        {t(
          'growthParts',
          bytes(growth.heapBytesPerRequest),
          bytes(growth.externalBytesPerRequest),
          count(growth.requests),
        )}
      </p>
      {sites.length > 0 && (
        <>
          <h4>{t('suspects')}</h4>
          <DataTable
            name="suspects"
            caption={t('suspectsCaption')}
            columns={columns}
            rows={sites}
            sort={{ key: 'stays', descending: true }}
            searchText={siteText}
            rowKey={siteText}
          />
        </>
      )}
    </section>
  );
}

const siteText = ({ function: id, name, file, stack }: GrowthSite): string =>
  `${id} ${name} ${file} ${stack.join(' ')}`;

function siteColumns({ t, bytes }: Words): readonly Column<GrowthSite>[] {
  return [
    {
      key: 'name',
      title: t('functionName'),
      value: ({ name }) => name,
      cell: ({ name, file, line, buffers }) => (
        <>
          <span class="name">{name}</span>
          {buffers && (
            <span class="tag" title={t('buffers')}>
              Buffers
            </span>
          )}
          <br />
          <Place file={file} line={line} />
        </>
      ),
    },
    figureColumn('stays', t('stays'), ({ heapBytesPerRequest }) => heapBytesPerRequest, bytes),
    {
      ...figureColumn<GrowthSite>('range', t('staysRange'), ({ interval }) => interval.low, bytes),
      cell: ({ interval }) => t('plusMinus', bytes(interval.low), bytes(interval.high)),
    },
    {
      key: 'stack',
      title: t('calledFrom'),
      value: ({ stack }) => stack.join(),
      cell: ({ stack }) => <span class="source">{stack.slice(0, -1).reverse().join(' ← ')}</span>,
    },
  ];
}
