/** Tables of a scenario: which row a user has. */
import type { DataRows } from '../model/scenario.ts';

/** User `number` has the row of that number of each table, round and round; columns are called `table.column`. */
export function rowsOf(
  data: Readonly<Record<string, DataRows>>,
): (number: number) => readonly (readonly [string, string])[] {
  const tables = Object.entries(data);
  return (number) =>
    tables.flatMap(([table, rows]) =>
      Object.entries(rows[number % rows.length] ?? {}).map(([column, value]) => [`${table}.${column}`, value] as const),
    );
}
