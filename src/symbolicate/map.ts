/**
 * Source maps (ECMA-426). Its generated lines and original lines are 1-based in trace-mapping and its columns 0-based; the
 * model's columns are 1-based: the ±1 stands here only.
 */
import { AnyMap, decodedMappings, traceSegment, type TraceMap } from '@jridgewell/trace-mapping';
import { readSourceMap, withinLines } from '../model/source-map.ts';
import { fileUrl, packageFolder, pathOfUrl } from '../model/source-path.ts';

export interface OriginalPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** One statement of a map: what is at `generated` was at `original`, where it had this name. */
export interface Mapping {
  readonly generated: Position;
  readonly original: OriginalPosition;
  readonly name?: string;
}

export interface OpenMap {
  /** Paths of the original sources that can be told. */
  readonly files: readonly string[];
  /** Whether it names sources that cannot be told: they have no name, lie nowhere, or are a package's and lie outside it. */
  readonly namesOthers: boolean;
  /** Of the last mapping on the line that is not beyond the position. */
  original(position: Position): OriginalPosition | undefined;
  originalLine(line: number, within: Span | undefined): number | undefined;
  /** No more than `most` of the mappings in a part of the script, evenly chosen. */
  mappings(within: Span, most: number): readonly Mapping[];
  /** The source's text, where the map carries it. */
  textOf(file: string): string | undefined;
}

/** A generated line may be a statement that was written over a few lines; more than this, and it is many statements. */
const mostLinesOfOneStatement = 6;
/** Longer than any printer breaks lines at: the compiler put statements side by side. */
const longestLineOfOneStatement = 400;

/** The map of a script with so many lines, or in words why it cannot be used. */
export function openMap(json: string, { url, base, lines }: MappedText): OpenMap | string {
  const map = parse(json, fileUrl(base), lines);
  if (typeof map === 'string') return map;
  // Some tools write one for a script that they did not change, or could not map.
  if (!decodedMappings(map).some((row) => row.some(({ length }) => length > 1))) return 'it says nothing of any line';
  const files = filesOf(map, packageFolder(pathOfUrl(url)));
  const found = { map, files };
  const told = files.filter((file) => file !== undefined);
  return {
    files: [...new Set(told)],
    namesOthers: told.length < files.length,
    original: (position) => originalAt(found, position),
    originalLine: (line, within) => lineOf(found, line, within),
    mappings: (within, most) => mappingsIn(found, within, most),
    textOf: textFinder(found),
  };
}

interface MappedText {
  readonly url: string;
  /** Where the map lies. */
  readonly base: string;
  readonly lines: number;
}

interface TracedMap {
  readonly map: TraceMap;
  /** By the index of the source; undefined where it is no place to show. */
  readonly files: readonly (string | undefined)[];
}

/** What a package's map names outside the package, the package's author had there, and this machine has not, or has another. */
function filesOf({ sources, resolvedSources }: TraceMap, owner: string | undefined): TracedMap['files'] {
  return resolvedSources.map((url, index) => {
    const name = sources[index] ?? '';
    const path = pathOfUrl(url);
    if (name === '' || path === '' || path.endsWith('/')) return undefined;
    const isOwners = owner === undefined || path.startsWith(`${owner}/`) || /(?:^|\/)node_modules\//.test(path);
    return isOwners ? path : undefined;
  });
}

function textFinder({ map: { sourcesContent }, files }: TracedMap): (file: string) => string | undefined {
  const texts = new Map(files.map((file, index) => [file, sourcesContent?.[index] ?? undefined]));
  return (file) => texts.get(file);
}

function parse(json: string, base: string, lines: number): TraceMap | string {
  const map = readSourceMap(json);
  if (typeof map === 'string') return map;
  return new AnyMap(withinLines(map, lines), base);
}

function originalAt({ map, files }: TracedMap, { line, column }: Position): OriginalPosition | undefined {
  // A profile of another tool's may say anything.
  if (!(line >= 1 && column >= 1)) return undefined;
  const segment = traceSegment(map, line - 1, column - 1);
  const [, source = -1, originalLine = 0, originalColumn = 0] = segment ?? [];
  const file = files[source];
  return file === undefined ? undefined : { file, line: originalLine + 1, column: originalColumn + 1 };
}

/**
 * The line where the statement on a generated line begins in the source; undefined where the line holds many statements, as
 * minifiers write them: V8 gives ticks no column, and a guess would heat the wrong line.
 */
function lineOf({ map, files }: TracedMap, line: number, within: Span | undefined): number | undefined {
  const segments = decodedMappings(map)[line - 1] ?? [];
  const inside = segmentsOnLine(map, line, within);
  const lines = inside.flatMap((segment) => (files[segment[1] ?? -1] === undefined ? [] : [(segment[2] ?? 0) + 1]));
  const [first] = lines;
  if (first === undefined) return undefined;
  if (lines.every((each) => each === first)) return first;
  const wholeFunction = within?.start.line === line && within.end.line === line;
  const long = (segments.at(-1)?.[0] ?? 0) > longestLineOfOneStatement;
  // Not as arguments of Math.max: a line may have more mappings than a call may have arguments.
  const ordered = lines.toSorted((a, b) => a - b);
  const spread = (ordered.at(-1) ?? first) - (ordered[0] ?? first);
  return wholeFunction || long || spread >= mostLinesOfOneStatement ? undefined : first;
}

type Segment = ReturnType<typeof decodedMappings>[number][number];

function segmentsOnLine(map: TraceMap, line: number, within: Span | undefined): readonly Segment[] {
  const from = within?.start.line === line ? within.start.column - 1 : 0;
  const to = within?.end.line === line ? within.end.column - 1 : Infinity;
  return (decodedMappings(map)[line - 1] ?? []).filter((segment) => segment[0] >= from && segment[0] < to);
}

function mappingsIn(traced: TracedMap, within: Span, most: number): readonly Mapping[] {
  const rows = decodedMappings(traced.map);
  const bounds = (line: number): readonly [from: number, to: number] => {
    const segments = rows[line - 1] ?? [];
    const from = line === within.start.line ? firstFrom(segments, within.start.column - 1) : 0;
    const to = line === within.end.line ? firstFrom(segments, within.end.column - 1) : segments.length;
    return [from, to];
  };
  let count = 0;
  for (let line = within.start.line; line <= within.end.line; line++) {
    const [from, to] = bounds(line);
    count += Math.max(0, to - from);
  }
  const step = Math.max(1, count / most);
  const found: Mapping[] = [];
  let [before, next] = [0, 0];
  for (let line = within.start.line; line <= within.end.line; line++) {
    const [from, to] = bounds(line);
    for (; next < before + to - from; next += step) {
      const segment = rows[line - 1]?.[from + Math.floor(next) - before];
      if (segment !== undefined) found.push(...toMapping(traced, line, segment));
    }
    before += Math.max(0, to - from);
  }
  return found;
}

/** Index of the first segment that begins at a column (0-based) or behind it; a line's segments are in order. */
function firstFrom(segments: readonly Segment[], column: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.[0] ?? 0) >= column) high = middle;
    else low = middle + 1;
  }
  return low;
}

function toMapping({ map: { names }, files }: TracedMap, line: number, segment: Segment): readonly Mapping[] {
  const [column, source, originalLine, originalColumn, name] = segment;
  const file = files[source ?? -1];
  if (file === undefined || originalLine === undefined || originalColumn === undefined) return [];
  const named = name === undefined ? undefined : names[name];
  return [
    {
      generated: { line, column: column + 1 },
      original: { file, line: originalLine + 1, column: originalColumn + 1 },
      ...(named === undefined ? {} : { name: named }),
    },
  ];
}
