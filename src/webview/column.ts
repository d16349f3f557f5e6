/** A column of a table: how its cells sort and what they show. */
import type { ComponentChildren } from 'preact';
import type { SortValue } from './rows.ts';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  /** Numbers stand to the right and sort from the largest. */
  readonly numeric?: boolean;
  readonly value: (row: T) => SortValue;
  /** In a file, where it is not what the column sorts by. */
  readonly plain?: (row: T) => string;
  readonly cell: (row: T) => ComponentChildren;
}

/** A column of numbers, some of them perhaps unknown. */
export function figureColumn<T>(
  key: string,
  title: string,
  value: (row: T) => number | undefined,
  text: (value: number | undefined) => string,
): Column<T> {
  return { key, title, numeric: true, value, cell: (row) => text(value(row)) };
}

/** A column in which nothing is known, such as dollars a month without traffic, says nothing and goes. */
export function knownColumns<T>(columns: readonly Column<T>[], rows: readonly T[]): readonly Column<T>[] {
  return columns.filter(({ value }) => rows.some((row) => value(row) !== undefined));
}
