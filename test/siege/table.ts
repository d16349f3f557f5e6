/** What a campaign found: one row a kind, one column a promise, and the seeds of what failed. */
import { columns, type Column } from './judge.ts';

export interface Fault {
  readonly columns: readonly Column[];
  /** What it was, in a line. */
  readonly what: string;
  /** The command that does it again. */
  readonly again: string;
}

export interface Row {
  readonly name: string;
  readonly tried: number;
  readonly faults: readonly Fault[];
}

const mostShown = 40;

/** Gives whether every column is 0. */
export function printTable(rows: readonly Row[]): boolean {
  const head = ['', 'tried', ...columns];
  const lines = [head, ...rows.map(cellsOf), cellsOf(sumOf(rows))];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  for (const line of lines)
    console.log(
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    );
  const faults = rows.flatMap((row) => row.faults);
  for (const { columns: in_, what, again } of faults.slice(0, mostShown))
    console.log(`\n${in_.join(', ')}: ${what}\n  again: ${again}`);
  if (faults.length > mostShown) console.log(`\n… and ${faults.length - mostShown} more`);
  return faults.length === 0 && rows.every(({ tried }) => tried > 0);
}

function cellsOf({ name, tried, faults }: Row): readonly string[] {
  const count = (column: Column): number => faults.filter((fault) => fault.columns.includes(column)).length;
  return [name, String(tried), ...columns.map((column) => String(count(column)))];
}

function sumOf(rows: readonly Row[]): Row {
  const tried = rows.reduce((sum, row) => sum + row.tried, 0);
  return { name: 'all', tried, faults: rows.flatMap(({ faults }) => faults) };
}
