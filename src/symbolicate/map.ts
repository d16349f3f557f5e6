/**
 * Source maps (ECMA-426). Its generated lines and original lines are 1-based in trace-mapping and its columns 0-based; the
 * model's columns are 1-based: the ±1 stands here only.
 */
import {
  AnyMap,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  decodedMappings,
  type TraceMap,
} from '@jridgewell/trace-mapping';
import { fileUrl, pathOfUrl } from './place.ts';

export interface OriginalPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface OpenMap {
  original(position: Position): OriginalPosition | undefined;
  originalLine(
    line: number,
    within: { readonly start: Position; readonly end: Position } | undefined,
  ): number | undefined;
}

/** A generated line may be a statement that was written over a few lines; more than this, and it is many statements. */
const mostLinesOfOneStatement = 6;
/** Longer than any printer breaks lines at: the compiler put statements side by side. */
const longestLineOfOneStatement = 400;

/** The map, or in words why it cannot be used. */
export function openMap(json: string, base: string): OpenMap | string {
  const map = parse(json, fileUrl(base));
  if (typeof map === 'string') return map;
  return {
    original: (position) => originalAt(map, position),
    originalLine: (line, within) => lineOf(map, line, within),
  };
}

function parse(json: string, base: string): TraceMap | string {
  try {
    // Some servers put `)]}'` before the map (ECMA-426, "JSON over HTTP").
    return new AnyMap(json.replace(/^\)\]\}'[^\n]*\n/, ''), base);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function originalAt(map: TraceMap, { line, column }: Position): OriginalPosition | undefined {
  const needle = { line, column: column - 1 };
  const before = originalPositionFor(map, { ...needle, bias: GREATEST_LOWER_BOUND });
  const found = before.source === null ? originalPositionFor(map, { ...needle, bias: LEAST_UPPER_BOUND }) : before;
  if (found.source === null) return undefined;
  return {
    file: pathOfUrl(found.source),
    line: found.line,
    column: found.column + 1,
  };
}

/**
 * The line where the statement on a generated line begins in the source; undefined where the line holds many statements, as
 * minifiers write them: V8 gives ticks no column, and a guess would heat the wrong line.
 */
function lineOf(
  map: TraceMap,
  line: number,
  within: { readonly start: Position; readonly end: Position } | undefined,
): number | undefined {
  const segments = decodedMappings(map)[line - 1] ?? [];
  const from = within?.start.line === line ? within.start.column - 1 : 0;
  const to = within?.end.line === line ? within.end.column - 1 : Infinity;
  const inside = segments.filter((segment) => segment[0] >= from && segment[0] < to);
  const lines = inside.flatMap((segment) => (segment.length > 1 ? [(segment[2] ?? 0) + 1] : []));
  const [first] = lines;
  if (first === undefined) return undefined;
  if (lines.every((each) => each === first)) return first;
  const wholeFunction = within?.start.line === line && within.end.line === line;
  const long = (segments.at(-1)?.[0] ?? 0) > longestLineOfOneStatement;
  const spread = Math.max(...lines) - Math.min(...lines);
  return wholeFunction || long || spread >= mostLinesOfOneStatement ? undefined : first;
}
