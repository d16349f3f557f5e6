/** A script with a source map: places and names are those of the source, as far as the map can be believed. */
import type { RecordedScript } from '../model/recorded-samples.ts';
import { pathOfUrl } from '../model/source-path.ts';
import type { FunctionSpan, SpanOf } from './compiled-functions.ts';
import { mapFits, type TextAt } from './fit.ts';
import type { LineTable } from './line-table.ts';
import type { OpenMap, OriginalPosition, Position, Span } from './map.ts';
import type { MapWarnings } from './map-warnings.ts';
import { originalFunction } from './original-function.ts';
import { compiledPlace, type FunctionPlace, type GeneratedFunction, type Script } from './script-place.ts';
import type { Source, Sources } from './source.ts';

/** Enough words to tell by, in a function that was changed here and there. */
const mappingsCompared = 60;

/** Each is looked up among all functions of the script. */
const mappingsOfBody = 20;
/** The rest may be of what a compiler put between. */
const mostOfBody = 0.9;

export interface MappedScript {
  readonly script: RecordedScript;
  readonly lines: LineTable;
  readonly spanOf: SpanOf;
  readonly map: OpenMap;
  readonly sources: Sources;
  readonly warnings: MapWarnings;
}

export function mappedScript(parts: MappedScript): Script {
  const { script, spanOf, map, sources, warnings } = parts;
  const fits = new Map<number, boolean>();
  const isTrue = (span: FunctionSpan | undefined, original: OriginalPosition): boolean => {
    if (span === undefined) return true;
    const key = parts.lines.offset(span.start);
    const known = fits.get(key) ?? fit(span, parts);
    fits.set(key, known);
    if (!known) warnings.misfit(script.url, original.file);
    return known;
  };
  let source: string | undefined | null = null;
  const ownSource = (): string | undefined => (source = source === null ? sourceOfWhole(parts) : source);
  return {
    functionAt: (generated) => {
      if (isWholeScript(generated)) return { file: ownSource() ?? pathOfUrl(script.url), line: 1, column: 1 };
      const original = originalOf(generated, parts);
      if (original === undefined) {
        if (map.namesOthers) warnings.unplaced(script.url);
        return compiledPlace(pathOfUrl(script.url), generated, spanOf);
      }
      const span = spanOf(generated);
      if (!isTrue(span, original)) return compiledPlace(pathOfUrl(script.url), generated, spanOf);
      if (parts.sources.isEdited(original.file)) warnings.edited(script.url, original.file);
      if (parts.sources.isAbsent(original.file)) warnings.absent(original.file);
      return placed(generated, original, span, parts);
    },
    placeAt: (position) => {
      const original = map.original(position);
      if (original !== undefined && isTrue(spanOf(position), original)) return original;
      return { file: pathOfUrl(script.url), ...position };
    },
    originalLine: (line, frame) => {
      if (isWholeScript(frame) && ownSource() === undefined) return line;
      const { line: startLine, column } = frame;
      const start = startLine === undefined || column === undefined ? undefined : { line: startLine, column };
      const span = start === undefined ? undefined : spanOf(start);
      const original = start === undefined ? undefined : originalOf(start, parts);
      // Where the function is shown at its place in the compiled file, its lines are too.
      if (start !== undefined && !isWholeScript(frame) && (original === undefined || !isTrue(span, original)))
        return line;
      const found = map.originalLine(line, span);
      if (found === undefined) warnings.unclear(script.url);
      return found;
    },
    texts: () =>
      map.files.flatMap((file) => {
        const text = sources.open(file, map.textOf(file))?.text;
        return text === undefined ? [] : [[file, text] as const];
      }),
  };
}

function placed(
  generated: GeneratedFunction,
  original: OriginalPosition,
  span: FunctionSpan | undefined,
  { script, lines, map, sources }: MappedScript,
): FunctionPlace {
  const source = sources.open(original.file, map.textOf(original.file));
  const found =
    source === undefined
      ? { name: nameInMap(generated, { text: script.text, lines, map }), endLine: undefined }
      : originalFunction(generated.name, source, source.lines.offset(original));
  const endLine = found?.endLine ?? (span === undefined ? undefined : map.original(span.last)?.line);
  return {
    ...original,
    ...(endLine === undefined || endLine < original.line ? {} : { endLine }),
    ...(found?.name === undefined ? {} : { name: found.name }),
  };
}

/** A module's own code: for V8 a function without a name that begins where the script does. */
function isWholeScript({ name, line, column }: Partial<GeneratedFunction>): boolean {
  return name === '' && line === 1 && column === 1;
}

/**
 * Where a script's own code is shown. That of a bundle is of no single source, and a map that leads astray anywhere in the script may
 * do so at any of its statements, which stand between its functions.
 */
function sourceOfWhole(parts: MappedScript): string | undefined {
  const { script, lines, map, warnings } = parts;
  const [only, ...others] = map.files;
  if (only === undefined || others.length > 0 || map.namesOthers) return undefined;
  const end = lines.position(lines.length);
  const spans = script.functions.map((each) => ({ start: lines.position(each.start), end: lines.position(each.end) }));
  if ([{ start: { line: 1, column: 1 }, end }, ...spans].every((span) => fit(span, parts))) return only;
  warnings.misfit(script.url, only);
  return undefined;
}

function originalOf(position: Position, parts: MappedScript): OriginalPosition | undefined {
  const { map, spanOf } = parts;
  const found = map.original(position) ?? originalOfParameters(position, parts);
  const last = spanOf(position)?.last;
  const end = last === undefined ? undefined : map.original(last);
  // What ends before it begins does not begin there: a function that a compiler moved has what stood before it as its beginning.
  const isMoved = found !== undefined && end?.file === found.file && end.line < found.line;
  return found === undefined || isMoved ? (originalOfBody(position, parts) ?? found) : found;
}

/** A compiler that made a function of a private method says where its statements are from, and not where it is declared. */
function originalOfBody(
  position: Position,
  { lines, spanOf, map, sources }: MappedScript,
): OriginalPosition | undefined {
  const span = spanOf(position);
  if (span === undefined) return undefined;
  const own = map.mappings({ start: position, end: span.end }, mappingsOfBody).filter(({ generated }) => {
    const around = spanOf(generated);
    return around !== undefined && lines.offset(around.start) === lines.offset(span.start);
  });
  const [first] = own;
  if (first === undefined) return undefined;
  const { file } = first.original;
  const source = sources.open(file, map.textOf(file));
  const found = source?.functionAt(source.lines.offset(first.original));
  if (source === undefined || found === undefined) return undefined;
  const inside = own.filter(({ original }) => {
    const at = source.lines.offset(original);
    return original.file === file && found.start <= at && at <= found.end;
  });
  if (inside.length < own.length * mostOfBody) return undefined;
  return { file, ...source.lines.position(found.start) };
}

/** Compilers may leave the bracket before the first parameter without a mapping. */
function originalOfParameters(
  position: Position,
  { script: { text }, lines, map }: MappedScript,
): OriginalPosition | undefined {
  const at = lines.offset(position);
  const brackets = /^[\s({[]*/.exec(text.slice(at, at + longestWord))?.[0].length ?? 0;
  return brackets === 0 ? undefined : map.original(lines.position(at + brackets));
}

function fit(span: Span, { script, lines, map, sources }: MappedScript): boolean {
  const textIn =
    ({ text, lines: table }: Pick<Source, 'text' | 'lines'>): TextAt =>
    (line, column) =>
      textAt(text, table, { line, column });
  return mapFits(map.mappings(span, mappingsCompared), textIn({ text: script.text, lines }), ({ original }) => {
    const source = sources.open(original.file, map.textOf(original.file));
    return source === undefined ? undefined : textIn(source);
  });
}

/** As much as the longest word takes. */
const longestWord = 80;

function textAt(text: string, lines: LineTable, position: Position): string | undefined {
  const offset = lines.offset(position);
  const isThere = offset < text.length && lines.position(offset).line === position.line;
  return isThere && !/^[\p{ID_Continue}$]{2}/u.test(text.slice(offset - 1, offset + 1))
    ? text.slice(offset, offset + longestWord)
    : undefined;
}

/** Without the source's text there is still the name that the map has for the word by which the function was declared. */
function nameInMap(
  { name, ...position }: GeneratedFunction,
  { text, lines, map }: { readonly text: string; readonly lines: LineTable; readonly map: OpenMap },
): string | undefined {
  const at = lines.offset(position);
  const before = text.slice(Math.max(0, at - longestWord), at);
  // `name(`, or `name = (` and `name: (` of functions that are named by where they stand.
  const declared = /([\p{ID_Continue}$#]+)\s*(?:[=:]\s*(?:async\s*)?(?:function\s*)?)?$/u.exec(before);
  if (declared?.[1] !== name) return undefined;
  const start = lines.position(at - declared[0].length);
  const end = { ...start, column: start.column + 1 };
  return map.mappings({ start, end }, 1)[0]?.name;
}
