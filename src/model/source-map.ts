/**
 * A source map's text (ECMA-426) as a value that can be relied on: every field has its type, every number in its mappings leads to a
 * place that can be, and it is no larger than the memory that decoding it may take. One wrong number would else turn up anywhere
 * later, and end a measurement. Fields that nobody reads are left behind, so that only maps come into a Recording.
 */
import { isTooMuchJson, tooMuchJson } from './parsed-size.ts';
import { checkMappings } from './source-map-mappings.ts';

export interface PlainMap {
  readonly version: 3;
  readonly sourceRoot?: string;
  readonly sources: readonly (string | null)[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly names: readonly string[];
  readonly mappings: string;
}

export interface SectionedMap {
  readonly version: 3;
  readonly sections: readonly MapSection[];
}

export interface MapSection {
  readonly offset: { readonly line: number; readonly column: number };
  readonly map: PlainMap;
}

export type SourceMap = PlainMap | SectionedMap;

type Fields = Readonly<Record<string, unknown>>;

/** Five million segments, which take 400 MB when they are decoded; VS Code's own bundle has two. */
const mostMappings = 24 * 1024 * 1024;
/** Each becomes a file with a path; VS Code's own bundle has five thousand. */
const mostSources = 100_000;

const whole: Room = { mappings: mostMappings, sources: mostSources };

/** The map, or in words why it cannot be used: of what stands in it the words repeat nothing. */
export function readSourceMap(text: string): SourceMap | string {
  if (isTooMuchJson(text)) return tooMuchJson;
  // Some servers put `)]}'` before the map (ECMA-426, "JSON over HTTP").
  const value = parsed(text.replace(/^\)\]\}'[^\n]*\n/, ''));
  if (!isFields(value)) return value === undefined ? 'it is not JSON' : 'it is no object';
  if (value['sections'] === undefined) return plainMap(value, whole);
  return sectionedMap(value['sections']);
}

/** The maps that it is made of. */
export function partsOf(map: SourceMap): readonly PlainMap[] {
  return 'sections' in map ? map.sections.map((section) => section.map) : [map];
}

/** The same map with other texts: `textOf` gives the one that may stay for a source, null for none. */
export function withTexts(
  map: SourceMap,
  textOf: (source: string | null, part: PlainMap, text: string | null) => string | null,
): SourceMap {
  const change = (part: PlainMap): PlainMap => {
    const { sourcesContent, sources } = part;
    if (sourcesContent === undefined) return part;
    return { ...part, sourcesContent: sources.map((source, i) => textOf(source, part, sourcesContent[i] ?? null)) };
  };
  return eachPart(map, change);
}

/** The same map with other names of sources, which are whole: no root stands before them; null for one that is no file. */
export function withSources(map: SourceMap, nameOf: (source: string, part: PlainMap) => string | null): SourceMap {
  return eachPart(map, (part) => ({
    version: part.version,
    sources: part.sources.map((source) => (source === null ? null : nameOf(source, part))),
    ...(part.sourcesContent === undefined ? {} : { sourcesContent: part.sourcesContent }),
    names: part.names,
    mappings: part.mappings,
  }));
}

function eachPart(map: SourceMap, change: (part: PlainMap) => PlainMap): SourceMap {
  if (!('sections' in map)) return change(map);
  return { ...map, sections: map.sections.map((section) => ({ ...section, map: change(section.map) })) };
}

/** For a script of so many lines: what a map says of lines behind the last one is of no use, and may take any amount of memory. */
export function withinLines(map: SourceMap, lines: number): SourceMap {
  if (!('sections' in map)) return { ...map, mappings: firstLines(map.mappings, lines) };
  const within = map.sections.filter(({ offset }) => offset.line < lines);
  return {
    ...map,
    sections: within.map(({ offset, map: part }) => ({
      offset,
      map: { ...part, mappings: firstLines(part.mappings, lines - offset.line) },
    })),
  };
}

function firstLines(mappings: string, lines: number): string {
  let end = -1;
  for (let line = 0; line < lines; line++) {
    end = mappings.indexOf(';', end + 1);
    if (end < 0) return mappings;
  }
  return mappings.slice(0, end);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Its words would repeat a piece of the text, which may be any file's.
    return undefined;
  }
}

/** What all sections of a map may have together. */
interface Room {
  readonly mappings: number;
  readonly sources: number;
}

function plainMap(value: Fields, room: Room): PlainMap | string {
  const { sources, sourcesContent, names = [], mappings, sourceRoot } = value;
  if (!Array.isArray(sources) || !sources.every((each) => each === null || typeof each === 'string'))
    return 'its "sources" are no list of names';
  if (sources.length > room.sources) return `it has more than ${mostSources} sources`;
  if (!Array.isArray(names) || !names.every((each) => typeof each === 'string'))
    return 'its "names" are no list of names';
  if (typeof mappings !== 'string') return 'its "mappings" are no text';
  if (mappings.length > room.mappings)
    return `its "mappings" are longer than ${Math.round(mostMappings / 2 ** 20)} MiB`;
  const problem = checkMappings(mappings, sources.length);
  if (problem !== undefined) return problem;
  return {
    version: 3,
    ...(typeof sourceRoot === 'string' ? { sourceRoot } : {}),
    sources: sources as readonly (string | null)[],
    ...(Array.isArray(sourcesContent) ? { sourcesContent: textsOf(sourcesContent, sources.length) } : {}),
    names: names,
    mappings,
  };
}

/** One for each source: what is no text is none. */
function textsOf(contents: readonly unknown[], count: number): readonly (string | null)[] {
  return Array.from({ length: count }, (_, i) => {
    const text = contents[i];
    return typeof text === 'string' ? text : null;
  });
}

function sectionedMap(sections: unknown): SectionedMap | string {
  if (!Array.isArray(sections)) return 'its "sections" are no list';
  const read: MapSection[] = [];
  let room = whole;
  for (const section of sections as readonly unknown[]) {
    const { offset, map } = isFields(section) ? section : {};
    if (!isFields(offset) || !isCount(offset['line']) || !isCount(offset['column']))
      return 'one of its sections does not say where it begins';
    const { line, column } = offset as { readonly line: number; readonly column: number };
    const before = read.at(-1)?.offset;
    if (before !== undefined && (line < before.line || (line === before.line && column < before.column)))
      return 'its sections are not in order';
    // A section may hold no sections of its own.
    const part = isFields(map) ? plainMap(map, room) : 'one of its sections holds no map';
    if (typeof part === 'string') return part;
    room = { mappings: room.mappings - part.mappings.length, sources: room.sources - part.sources.length };
    read.push({ offset: { line, column }, map: part });
  }
  return { version: 3, sections: read };
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
