/** Where the functions of a script begin and end, as V8 ran it. */
import type { RecordedScript } from '../model/recorded-samples.ts';
import type { LineTable } from './line-table.ts';
import type { Position, Span } from './map.ts';

export interface FunctionSpan extends Span {
  /** Of its last character, a brace as a rule. */
  readonly last: Position;
}

export type SpanOf = (position: Position) => FunctionSpan | undefined;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * V8 places a call frame at the parameters of its function, which lie inside the function's own range and, for functions
 * with names, inside no smaller one.
 */
export function innermostSpan({ functions }: RecordedScript, lines: LineTable): SpanOf {
  // The whole script is a function without a name too, for V8, and as a range says nothing.
  const inner = functions.filter(
    ({ name, start, end }) => end > start && !(name === '' && start === 0 && end >= lines.length),
  );
  return (position) => {
    const offset = lines.offset(position);
    let found: Range | undefined;
    for (const range of inner) {
      if (range.start > offset || range.end <= offset) continue;
      if (found === undefined || range.end - range.start < found.end - found.start) found = range;
    }
    return found === undefined ? undefined : toSpan(found, lines);
  };
}

function toSpan({ start, end }: Range, lines: LineTable): FunctionSpan {
  return {
    start: lines.position(start),
    end: lines.position(end),
    last: lines.position(Math.max(start, end - 1)),
  };
}
