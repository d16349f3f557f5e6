/** What each source line costs. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ReportLine } from '../../model/report-code.ts';
import type { Report } from '../../model/report.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { Place } from '../place.tsx';
import { shareColumn } from '../share-column.tsx';
import { useWords, type Words } from '../words.ts';

export function LinesTable({ report }: { readonly report: Report }): VNode {
  const words = useWords();
  const columns = useMemo(() => lineColumns(words, report), [words, report]);
  return (
    <DataTable
      name="lines"
      caption={words.t('linesCaption')}
      columns={columns}
      rows={report.lines}
      sort={{ key: 'self', descending: true }}
      searchText={placeText}
      rowKey={placeText}
    />
  );
}

/** Padded, so that line 9 sorts before line 10. */
const sortedPlace = ({ file, line }: ReportLine): string => `${file}:${String(line).padStart(7, '0')}`;
const placeText = ({ file, line }: ReportLine): string => `${file}:${line}`;

function lineColumns(words: Words, { lines, totals }: Report): readonly Column<ReportLine>[] {
  const { t, ms, bytes } = words;
  const total = totals.cpuMsPerRequest;
  const shareOf = (line: ReportLine) => (total > 0 ? line.selfCpuMsPerRequest / total : undefined);
  return [
    {
      key: 'place',
      title: t('line'),
      value: sortedPlace,
      plain: placeText,
      cell: (line) => <Place file={line.file} line={line.line} />,
    },
    { ...figureColumn('self', t('selfCpu'), (line) => line.selfCpuMsPerRequest, ms) },
    shareColumn({ key: 'share', title: t('share') }, lines, shareOf, words),
    { ...figureColumn('alloc', t('alloc'), (line) => line.allocatedBytesPerRequest, bytes) },
  ];
}
