/** One script as V8 ran it: from its generated positions to the original ones. */
import type { RecordedFrame, RecordedScript } from '../model/recording.ts';
import type { ThreadOfApp } from '../model/target.ts';
import { openMap, type OpenMap, type OriginalPosition } from './map.ts';
import { pathOfUrl } from './place.ts';
import { lineTable, type LineTable } from './line-table.ts';

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Script {
  /** Undefined where a source map has no answer: a helper that a compiler added, say. */
  original(position: Position): OriginalPosition | undefined;
  /** Original line of the end of the function that begins at `position`. */
  endLine(position: Position): number | undefined;
  /** Original line of a generated line inside a function; undefined where the generated line stands for several. */
  originalLine(line: number, frame: RecordedFrame): number | undefined;
}

export interface Scripts {
  get(thread: ThreadOfApp, scriptId: string): Script | undefined;
  warnings(): readonly string[];
}

function keyOf({ process, thread }: ThreadOfApp, scriptId: string): string {
  return `${process}:${thread}:${scriptId}`;
}

export function openScripts(recorded: readonly RecordedScript[]): Scripts {
  const open = new Map<string, Script>();
  const warnings = new Set<string>();
  const unclearLines = new Set<string>();
  const sources = new Map(recorded.map((script) => [keyOf(script, script.scriptId), script]));
  return {
    get: (thread, scriptId) => {
      const key = keyOf(thread, scriptId);
      const source = sources.get(key);
      if (source === undefined) return undefined;
      const known = open.get(key) ?? openScript(source, { warnings, unclearLines });
      open.set(key, known);
      return known;
    },
    warnings: () => [...warnings, ...unclearWarning([...unclearLines].map(pathOfUrl))],
  };
}

function unclearWarning([first, ...more]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  const files = more.length === 0 ? first : `${first} and ${more.length} more`;
  return [
    `Compiled lines that stand for several source lines were met in ${files}: part of the cost there is told by function, not by line.`,
  ];
}

function openScript(
  script: RecordedScript,
  { warnings, unclearLines }: { readonly warnings: Set<string>; readonly unclearLines: Set<string> },
): Script {
  const path = pathOfUrl(script.url);
  const map = mapOf(script, warnings);
  const lines = lineTable(script.text);
  const rangeOf = innermostRange(script, lines);
  const original = (position: Position): OriginalPosition | undefined =>
    map === undefined ? { file: path, ...position } : map.original(position);
  return {
    original,
    endLine: (position) => {
      const range = rangeOf(position);
      return range === undefined ? undefined : original(lines.position(Math.max(range.start, range.end - 1)))?.line;
    },
    originalLine: (line, frame) => {
      if (map === undefined) return line;
      const range =
        frame.line === undefined || frame.column === undefined
          ? undefined
          : rangeOf({ line: frame.line, column: frame.column });
      const within =
        range === undefined ? undefined : { start: lines.position(range.start), end: lines.position(range.end) };
      const found = map.originalLine(line, within);
      if (found === undefined) unclearLines.add(script.url);
      return found;
    },
  };
}

function mapOf(
  { url, sourceMap, sourceMapBase, sourceMapProblem }: RecordedScript,
  warnings: Set<string>,
): OpenMap | undefined {
  if (sourceMapProblem !== undefined)
    warnings.add(`${pathOfUrl(url)}: ${sourceMapProblem}; its places are those of the compiled file.`);
  if (sourceMap === undefined) return undefined;
  const opened = openMap(sourceMap, sourceMapBase ?? url);
  if (typeof opened !== 'string') return opened;
  warnings.add(
    `${pathOfUrl(url)}: its source map cannot be used (${opened}); its places are those of the compiled file.`,
  );
  return undefined;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * V8 places a call frame at the parameters of its function, which lie inside the function's own range and, for functions
 * with names, inside no smaller one.
 */
function innermostRange({ functions }: RecordedScript, lines: LineTable): (position: Position) => Range | undefined {
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
    return found;
  };
}
