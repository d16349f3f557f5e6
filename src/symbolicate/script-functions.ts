/** The functions of a script as it lies on disk, and which of them a frame of a profile is. */
import type { RecordedFrame, RecordedScript } from '../model/recorded-samples.ts';
import { lineTable, type LineTable } from './line-table.ts';
import { functionsOf, type SourceFunction } from './source-functions.ts';

/** With 1-based lines, `last` included. */
export interface ScriptFunction extends SourceFunction {
  readonly first: number;
  readonly last: number;
}

export interface ScriptFunctions {
  readonly lines: LineTable;
  /** The smallest first. */
  readonly functions: readonly ScriptFunction[];
  /** The script's own code, around all functions. */
  readonly whole: ScriptFunction;
  /** Something that can take time stands there: no comment, no bracket alone, not only the head of a function. */
  readonly holdsCode: (line: number) => boolean;
  /** What stands at a place, a few words of it. */
  readonly textAt: (position: { readonly line: number; readonly column: number }) => string;
}

export function scriptFunctions({ text, url }: RecordedScript): ScriptFunctions {
  const lines = lineTable(text);
  const placed = (fn: SourceFunction): ScriptFunction => ({
    ...fn,
    first: lines.position(fn.start).line,
    last: lines.position(Math.max(fn.start, fn.end - 1)).line,
  });
  const functions = functionsOf(text, url)
    .map(placed)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const rows = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const opensBody = ({ bodyStart }: SourceFunction): boolean => {
    const { line, column } = lines.position(bodyStart);
    return /^\{\s*$/.test(rows[line - 1]?.slice(column - 1) ?? '');
  };
  const beginsLine = ({ start, first }: ScriptFunction): boolean =>
    /^\s*(?:export\s+)?(?:default\s+)?$/.test(rows[first - 1]?.slice(0, lines.position(start).column - 1) ?? '');
  const heads = new Set(functions.filter((fn) => opensBody(fn) && beginsLine(fn)).map(({ first }) => first));
  return {
    lines,
    functions,
    whole: placed({ start: 0, bodyStart: 0, end: text.length + 1, isAsync: false }),
    textAt: (position) => text.slice(lines.offset(position), lines.offset(position) + fewWords),
    holdsCode: (line) => !heads.has(line) && codeBegins.test(rows[line - 1] ?? ''),
  };
}

const fewWords = 60;

const codeBegins = /^\s*(?!\/\/|\/?\*).*[\p{ID_Continue}$'"`]/u;

/** V8 places a function at its parameters. Undefined where none of that name has them there: what ran was another text. */
export function functionOfFrame(
  { name, line, column }: RecordedFrame,
  { lines, functions, whole }: ScriptFunctions,
): ScriptFunction | undefined {
  if (line === undefined || column === undefined) return undefined;
  if (name === '' && line === 1 && column === 1) return whole;
  const at = lines.offset({ line, column });
  const bears = ({ name: own }: SourceFunction): boolean => own === undefined || name === '' || own === lastWord(name);
  const [here] = functions.filter((fn) => fn.start <= at && at <= fn.bodyStart).toSorted((a, b) => b.start - a.start);
  // A line that is shorter than the column is not the line that ran.
  if (here !== undefined && bears(here) && lines.position(at).line === line) return here;
  if (column !== 1) return undefined;
  // Tools that know no columns write the first, and some the line of a sample in place of the function's.
  const wanted = name === '' ? undefined : lastWord(name);
  const named = functions.filter((fn) => fn.name === wanted && fn.first <= line && line <= fn.last);
  const onLine = named.filter((fn) => fn.first === line);
  return onLine.length > 1 ? undefined : (onLine[0] ?? named[0]);
}

/** V8's names can be paths (`Basket.add`) and can say what kind of function it is (`get total`). */
function lastWord(name: string): string {
  return /#?[\p{ID_Continue}$]+$/u.exec(name)?.[0] ?? name;
}
