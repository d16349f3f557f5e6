/** The rows of a table: all of them, or of a long one those in sight. */
import type { RefObject, VNode } from 'preact';
import type { Column } from './column.ts';
import { useWindow } from './frame/use-window.ts';

/** CSS pixels; the style sheet has the same for rows of a long table. */
const rowHeight = 54;

interface TableRowsProps<T> {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** What the rows scroll in; absent where all of them are to be drawn. */
  readonly scroller?: RefObject<HTMLElement>;
}

export function TableRows<T>({ columns, rows, rowKey, scroller }: TableRowsProps<T>): VNode {
  if (scroller !== undefined) return <RowsInSight {...{ columns, rows, rowKey, scroller }} />;
  return (
    <tbody>
      {rows.map((row) => (
        <Row key={rowKey(row)} columns={columns} row={row} />
      ))}
    </tbody>
  );
}

function RowsInSight<T>({ columns, rows, rowKey, scroller }: Required<TableRowsProps<T>>): VNode {
  const { from, to } = useWindow(scroller, rowHeight, rows.length);
  return (
    <tbody>
      <Gap rows={from} />
      {rows.slice(from, to).map((row, index) => (
        <Row key={rowKey(row)} columns={columns} row={row} index={from + index + 2} />
      ))}
      <Gap rows={rows.length - to} />
    </tbody>
  );
}

/** As high as the rows that are not drawn. */
function Gap({ rows }: { readonly rows: number }): VNode {
  return <tr aria-hidden="true" class="gap" style={{ height: `${rows * rowHeight}px` }} />;
}

interface RowProps<T> {
  readonly columns: readonly Column<T>[];
  readonly row: T;
  /** 1-based, the head counted, where not all rows are in the page. */
  readonly index?: number;
}

function Row<T>({ columns, row, index }: RowProps<T>): VNode {
  return (
    <tr {...(index === undefined ? {} : { 'aria-rowindex': index })}>
      {columns.map(({ key, numeric, cell }, at) =>
        at === 0 ? (
          <th key={key} scope="row">
            {cell(row)}
          </th>
        ) : (
          <td key={key} class={numeric === true ? 'number' : ''}>
            {cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}
