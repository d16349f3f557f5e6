/** Sorting and searching of table rows, without any table. */

export interface SortOrder {
  readonly key: string;
  readonly descending: boolean;
}

export type SortValue = number | string | undefined;

/** Stable; rows without a value come last in either direction, for an unknown is neither the least nor the most. */
export function sortRows<T>(rows: readonly T[], value: (row: T) => SortValue, descending: boolean): readonly T[] {
  return [...rows].sort((a, b) => {
    const left = value(a);
    const right = value(b);
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    const order = typeof left === 'number' && typeof right === 'number' ? left - right : compareText(left, right);
    return descending ? -order : order;
  });
}

function compareText(a: string | number, b: string | number): number {
  return String(a).localeCompare(String(b));
}

/** Every word of the query must be found, in any order and case. */
export function searchRows<T>(rows: readonly T[], text: (row: T) => string, query: string): readonly T[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const hay = text(row).toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** The same column again turns the order around; another one starts with its most: the largest number, the first word. */
export function nextOrder(current: SortOrder, key: string, numeric: boolean): SortOrder {
  return current.key === key ? { key, descending: !current.descending } : { key, descending: numeric };
}

/** As it stands in an address: `self` from the smallest, `-self` from the largest. */
export function textOfOrder({ key, descending }: SortOrder): string {
  return descending ? `-${key}` : key;
}

export function orderOfText(text: string): SortOrder {
  return text.startsWith('-') ? { key: text.slice(1), descending: true } : { key: text, descending: false };
}
