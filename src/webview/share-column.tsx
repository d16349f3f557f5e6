/** A column of shares: each as a number, and the same as a bar for the eye only. */
import type { Column } from './column.ts';
import type { Words } from './words.ts';

type Head = Pick<Column<unknown>, 'key' | 'title' | 'hint'>;

/** Bars are drawn against the largest share, or the many small ones would all look like none. */
export function shareColumn<T>(
  head: Head,
  rows: readonly T[],
  value: (row: T) => number | undefined,
  { share }: Words,
): Column<T> {
  const most = rows.reduce((largest, row) => Math.max(largest, value(row) ?? 0), 0);
  return {
    ...head,
    numeric: true,
    value,
    cell: (row) => (
      <span class="share">
        {share(value(row))}
        <span class="bar" aria-hidden="true">
          <span style={{ width: `${most > 0 ? (100 * (value(row) ?? 0)) / most : 0}%` }} />
        </span>
      </span>
    ),
  };
}
