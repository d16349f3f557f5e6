/**
 * A map may lead to a text that was compiled itself: TypeScript's output that a bundler put together, a framework's that an adapter
 * bundled again. Here each such step is followed to the source that its author wrote.
 */
import { AnyMap, TraceMap, decodedMappings, encodedMappings, traceSegment } from '@jridgewell/trace-mapping';
import type { SourceFolder } from '../files/workspace-source.ts';
import type { PlainMap, SourceMap } from '../model/source-map.ts';
import { fileUrl, inPackages, pathOfUrl } from '../model/source-path.ts';
import { mapUrlIn } from './map-comment.ts';
import { readMap } from './read-map.ts';

/** Compilers do not follow each other more often, and maps can lead in a circle. */
const mostSteps = 4;
/** Of one map. */
const mostFollowed = 5_000;

/** What is read lies in the workspace, and is a source by its name. The same map where there is nothing to follow. */
export async function followMaps(
  map: SourceMap,
  { base, workspace }: { readonly base: string; readonly workspace: SourceFolder },
  steps = mostSteps,
): Promise<SourceMap> {
  if (steps === 0) return map;
  const outer = new AnyMap(map, fileUrl(base));
  const inner = new Map<number, TraceMap>();
  for (const [index, url] of outer.resolvedSources.slice(0, mostFollowed).entries()) {
    const path = pathOfUrl(url);
    if (!/\.[cm]?jsx?$/i.test(path) || inPackages(path)) continue;
    const text = outer.sourcesContent?.[index] ?? (await workspace.read(path));
    const mapUrl = text === undefined ? undefined : mapUrlIn(text);
    if (mapUrl === undefined || !(await workspace.mayKeep(path))) continue;
    const { sourceMap, sourceMapBase = path } = await readMap(mapUrl, path);
    if (sourceMap === undefined) continue;
    const place = { base: sourceMapBase, workspace };
    const followed = await followMaps(JSON.parse(sourceMap) as SourceMap, place, steps - 1);
    const opened = new AnyMap(followed, fileUrl(sourceMapBase));
    // A map of a text to itself leads no further.
    if (!opened.resolvedSources.every((each) => pathOfUrl(each) === path)) inner.set(index, opened);
  }
  return inner.size === 0 ? map : joined(outer, inner);
}

type Segment = ReturnType<typeof decodedMappings>[number][number];

/** Where the inner map has no answer the step before it is the place. */
function joined(outer: TraceMap, inner: ReadonlyMap<number, TraceMap>): PlainMap {
  const sources = table<string | null>();
  const texts: (string | null)[] = [];
  const names = table<string>();
  const sourceOf = (map: TraceMap, index: number): number => {
    const name = map.sources[index] ?? '';
    const at = sources.indexOf(name === '' ? null : (map.resolvedSources[index] ?? null));
    texts[at] ??= map.sourcesContent?.[index] ?? null;
    return at;
  };
  const isOfLines = decodedMappings(outer).every((row) => row.every(([, , , column = 0]) => column === 0));
  const rows = decodedMappings(outer).map((row) =>
    row.map((segment): Segment => {
      const [column, source, line, sourceColumn, name] = segment;
      if (source === undefined || line === undefined || sourceColumn === undefined) return segment;
      const map = inner.get(source);
      const led = map === undefined ? null : segmentAt(map, line, sourceColumn);
      const [at, to] = map === undefined || led === null || led.length === 1 ? [outer, segment] : [map, led];
      const word = to[4] === undefined ? outer.names[name ?? -1] : at.names[to[4]];
      const place = [column, sourceOf(at, to[1] ?? 0), to[2] ?? 0, isOfLines ? 0 : (to[3] ?? 0)] as const;
      return word === undefined ? [...place] : [...place, names.indexOf(word)];
    }),
  );
  const mappings = encodedMappings(
    new TraceMap({ version: 3, sources: [...sources.all], names: [...names.all], mappings: rows }),
  );
  return { version: 3, sources: sources.all, sourcesContent: texts, names: names.all, mappings };
}

/** Some bundlers map a line from its first column on, before which an indented text has no mapping. */
function segmentAt(map: TraceMap, line: number, column: number): Readonly<Segment> | null {
  return traceSegment(map, line, column) ?? decodedMappings(map)[line]?.[0] ?? null;
}

function table<T>(): { readonly all: readonly T[]; indexOf(value: T): number } {
  const all: T[] = [];
  const known = new Map<T, number>();
  return {
    all,
    indexOf: (value) => {
      const at = known.get(value) ?? all.push(value) - 1;
      known.set(value, at);
      return at;
    },
  };
}
