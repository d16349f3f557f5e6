/** Differences of one kind of cost, row by row: before, after, how much more or less, and whether that may be believed. */
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Change } from '../../model/comparison.ts';
import { figureColumn, type Column } from '../column.ts';
import { DataTable } from '../data-table.tsx';
import { useWords, type Words } from '../words.ts';

export interface ChangeRow {
  readonly name: string;
  readonly change: Change;
  readonly text: (value: number | undefined) => string;
}

interface ChangesTableProps {
  readonly name: string;
  readonly caption: string;
  readonly head: string;
  readonly rows: readonly ChangeRow[];
}

export function ChangesTable({ name, caption, head, rows }: ChangesTableProps): VNode {
  const words = useWords();
  const columns = useMemo(() => changeColumns(words, head), [words, head]);
  return (
    <DataTable
      {...{ name, caption, columns, rows }}
      sort={{ key: '', descending: true }}
      searchText={nameOf}
      rowKey={nameOf}
    />
  );
}

const nameOf = ({ name }: ChangeRow): string => name;

function changeColumns({ t, share }: Words, head: string): readonly Column<ChangeRow>[] {
  const figure = (key: string, title: string, value: (change: Change) => number | undefined): Column<ChangeRow> => ({
    ...figureColumn<ChangeRow>(key, title, (row) => value(row.change), String),
    cell: (row) => row.text(value(row.change)),
  });
  return [
    { key: 'name', title: head, value: nameOf, cell: ({ name }) => <span class="name">{name}</span> },
    figure('base', t('compareBase'), ({ base }) => base),
    figure('head', t('compareHead'), (change) => change.head),
    {
      ...figure('difference', t('compareDifference'), ({ difference }) => difference),
      cell: ({ change: { difference }, text }) => signed(difference, text),
    },
    {
      ...figure('ratio', t('compareRatio'), ({ ratio }) => ratio?.value),
      cell: ({ change: { ratio } }) => (ratio === undefined ? '' : signed(ratio.value - 1, share)),
    },
    {
      ...{ key: 'verdict', title: t('compareVerdict'), value: ({ change }) => change.verdict },
      cell: ({ change: { verdict } }) =>
        verdict !== undefined && <span class={`verdict-${verdict}`}>{t(`verdict_${verdict}`)}</span>,
    },
  ];
}

export function signed(value: number | undefined, text: (value: number) => string): string {
  if (value === undefined) return '';
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${text(Math.abs(value))}`;
}
