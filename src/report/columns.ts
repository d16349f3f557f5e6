/** Columns and wrapped lines of text forms. */
import type { Column } from './table.ts';

export function numbers<T>(title: string, rows: readonly T[], cell: (row: T) => string): Column {
  return { title, align: 'right', cells: rows.map(cell) };
}

export function words<T>(title: string, rows: readonly T[], cell: (row: T) => string): Column {
  return { title, align: 'left', cells: rows.map(cell) };
}

export function wrap(
  text: string,
  { width, first }: { readonly width: number; readonly first: string },
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let fresh = true;
  for (const word of text.split(' ')) {
    if (!fresh && line.length + 1 + word.length > width) {
      lines.push(line);
      line = ' '.repeat(first.length);
      fresh = true;
    }
    line += fresh ? word : ` ${word}`;
    fresh = false;
  }
  return [...lines, line];
}
