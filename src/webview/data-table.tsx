/** A table that sorts by any column and is searched by words; a real table, so that a screen reader can walk it. */
import type { VNode } from 'preact';
import { useContext, useMemo, useRef, useState } from 'preact/hooks';
import { knownColumns, type Column } from './column.ts';
import { usePrinting } from './frame/use-printing.ts';
import { useViewText } from './frame/use-view.ts';
import { nextOrder, orderOfText, searchRows, sortRows, textOfOrder, type SortOrder } from './rows.ts';
import { SearchField } from './search-field.tsx';
import { csvOf } from './share/csv.ts';
import { fileNameOf } from './share/file-name.ts';
import { TableRows } from './table-rows.tsx';
import { PageContext, useWords } from './words.ts';

export interface DataTableProps<T> {
  /** What the reader does with it is kept under this name, so no two tables of the page share one. */
  readonly name: string;
  readonly caption: string;
  /** The first one heads its row. */
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly sort: SortOrder;
  readonly searchText: (row: T) => string;
  readonly rowKey: (row: T) => string;
  /** How many rows show at once; ten thousand are no help to anybody, and all of them are one click away. */
  readonly firstRows?: number;
}

/** More than that are drawn only where they are in sight: a browser takes a second for a few thousand rows. */
const mostRows = 200;

export function DataTable<T>(props: DataTableProps<T>): VNode {
  const { name, caption, rows, sort, searchText, rowKey, firstRows = 50 } = props;
  const { t, count } = useWords();
  const [order, setOrder] = useOrder(name, sort);
  const [query, setQuery] = useViewText(`${name}.search`);
  const [all, setAll] = useState(false);
  const printing = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const { save } = useContext(PageContext);
  const columns = useMemo(() => knownColumns(props.columns, rows), [props.columns, rows]);
  const found = useMemo(() => {
    const column = columns.find(({ key }) => key === order.key);
    const sorted = column === undefined ? rows : sortRows(rows, column.value, order.descending);
    return searchRows(sorted, searchText, query);
  }, [rows, columns, order.key, order.descending, query, searchText]);
  if (rows.length === 0) return <p>{t('none')}</p>;
  const shown = all && !printing ? found : found.slice(0, firstRows);
  const long = shown.length > mostRows;
  return (
    <>
      {rows.length > 8 && <Search query={query} onQuery={setQuery} found={found.length} of={rows.length} />}
      <div ref={scroller} class={long ? 'scroll long' : 'scroll'} role="region" aria-label={caption} tabIndex={0}>
        <table {...(long ? { 'aria-rowcount': shown.length + 1 } : {})}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <SortHeader
                  key={column.key}
                  column={column}
                  order={order}
                  onSort={() => {
                    setOrder(nextOrder(order, column.key, column.numeric === true));
                  }}
                />
              ))}
            </tr>
          </thead>
          <TableRows columns={columns} rows={shown} rowKey={rowKey} {...(long ? { scroller } : {})} />
        </table>
      </div>
      {found.length === 0 && <p>{t('nothingFound')}</p>}
      <p class="table-tools">
        {shown.length < found.length && (
          <button
            type="button"
            onClick={() => {
              setAll(true);
            }}
          >
            {t('showAll', count(found.length))}
          </button>
        )}
        <button
          type="button"
          class="link"
          onClick={() => {
            save(fileNameOf(name, 'csv'), csvOf(columns, found));
          }}
        >
          {t('saveCsv')}
        </button>
      </p>
    </>
  );
}

function useOrder(name: string, initial: SortOrder): readonly [SortOrder, (order: SortOrder) => void] {
  const [text, setText] = useViewText(`${name}.sort`, textOfOrder(initial));
  const choose = (order: SortOrder): void => {
    setText(textOfOrder(order));
  };
  return [orderOfText(text), choose];
}

interface SearchProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly found: number;
  readonly of: number;
}

function Search({ query, onQuery, found, of }: SearchProps): VNode {
  const { t, count } = useWords();
  return (
    <p class="search">
      <SearchField query={query} onQuery={onQuery} /> <span role="status">{t('found', count(found), count(of))}</span>
    </p>
  );
}

interface SortHeaderProps<T> {
  readonly column: Column<T>;
  readonly order: SortOrder;
  readonly onSort: () => void;
}

function SortHeader<T>({ column, order, onSort }: SortHeaderProps<T>): VNode {
  const sorted = order.key === column.key;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={column.numeric === true ? 'number' : ''} aria-sort={sorted ? direction : 'none'}>
      <button type="button" class="sort" title={column.hint} onClick={onSort}>
        {column.title}
        {sorted && (
          <span aria-hidden="true" class="arrow">
            {order.descending ? '▾' : '▴'}
          </span>
        )}
      </button>
    </th>
  );
}
