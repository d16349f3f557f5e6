/** Text and tables in GitHub's Markdown, in which nothing from the measured application is markup. */
import { plain } from '../model/plain-text.ts';
import type { Column } from './table.ts';

/** Cells are Markdown already. */
export function markdownRows(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A table that other text forms show too; none without rows. */
export function markdownTable(columns: readonly Column[]): readonly string[] {
  const rows = columns[0]?.cells.map((_, row) => columns.map(({ cells }) => escaped(cells[row] ?? ''))) ?? [];
  if (rows.length === 0) return [];
  return markdownRows(
    columns.map(({ title }) => title),
    rows,
  );
}

/** Text stays text: no markup, no link, no mention that would notify somebody. */
export function escaped(text: string): string {
  return plain(text)
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '@\u200b');
}

/** As code, fenced by more backticks than the text has; a bar must be escaped even there, or it ends the table's cell. */
export function code(text: string): string {
  const safe = plain(text).replace(/\|/g, '\\|');
  if (safe === '') return '';
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${safe}${fence}` : `${fence} ${safe} ${fence}`;
}
