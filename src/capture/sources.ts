/**
 * What symbolication needs of the original sources beside the source maps: the texts that the maps do not carry, to know functions by
 * the names that their author gave them, and whether those that they carry are still what is on disk. Of files outside the workspace
 * no text is kept, wherever it comes from: a map may name any file, and a Recording and its page are handed on.
 */
import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sourceFolder, type SourceFolder } from '../files/workspace-source.ts';
import type { RecordedScript, RecordedSource } from '../model/recorded-samples.ts';
import { partsOf, readSourceMap, withTexts, type PlainMap } from '../model/source-map.ts';
import { inPackages, packageFolder, pathOfUrl } from '../model/source-path.ts';
import { followMaps } from './chain-maps.ts';
import { pathsIn, placeSources, type MapPlace } from './map-places.ts';
import { unusable } from './read-map.ts';
import { plain, textFinder } from './same-text.ts';

/** Of all texts together: a Recording is stored and replayed whole. */
const mostBytes = 32 * 1024 * 1024;
/** A map can name any number of files that are not there. */
const mostFiles = 20_000;

export interface RecordedTexts {
  /** As given; their maps carry only texts that may be kept. */
  readonly scripts: readonly RecordedScript[];
  readonly sources: readonly RecordedSource[];
}

/** Sources of dependencies are not read from disk: nobody edits them, and the packages that have maps often ship no sources. */
export async function recordSources(given: readonly RecordedScript[], workspaceRoot: string): Promise<RecordedTexts> {
  const workspace = sourceFolder(workspaceRoot);
  const texts = textFinder(workspaceRoot);
  const scripts: RecordedScript[] = [];
  const carried = new Map<string, Set<string | null>>();
  for (const script of given) {
    const kept = await withoutForeignTexts(script, workspace, { workspaceRoot, texts });
    scripts.push(kept.script);
    for (const [path, text] of kept.texts) carried.set(path, (carried.get(path) ?? new Set()).add(text));
  }
  return { scripts, sources: await readSources(carried, workspace, workspaceRoot) };
}

type CarriedText = readonly [path: string, text: string | null];

async function withoutForeignTexts(
  script: RecordedScript,
  workspace: SourceFolder,
  place: Pick<MapPlace, 'workspaceRoot' | 'texts'>,
): Promise<{ readonly script: RecordedScript; readonly texts: readonly CarriedText[] }> {
  const { workspaceRoot } = place;
  const { sourceMap, ...rest } = script;
  const read = sourceMap === undefined ? undefined : readSourceMap(sourceMap);
  if (read === undefined) return { script, texts: [] };
  // What cannot be used is not kept either: it may be any file's text.
  if (typeof read === 'string') return { script: { ...rest, sourceMapProblem: unusable(read) }, texts: [] };
  const path = pathOfUrl(script.url);
  const base = script.sourceMapBase ?? script.url;
  const followed = packageFolder(path) === undefined ? await followMaps(read, { base, workspace }) : read;
  const map = await placeSources(followed, { script: path, base: pathOfUrl(base), ...place });
  const pathIn = pathFinder(script);
  const own = await packageOf(script, workspaceRoot);
  const kept = new Map<string, boolean>();
  for (const path of new Set(partsOf(map).flatMap((part) => part.sources.map((source) => pathIn(part, source))))) {
    const place = resolve(workspaceRoot, path);
    kept.set(path, (await workspace.mayKeep(place)) || (own !== undefined && (await own.mayKeep(place))));
  }
  const texts: CarriedText[] = [];
  const clean = withTexts(map, (source, part, text) => {
    const path = pathIn(part, source);
    return kept.get(path) === true ? text : null;
  });
  for (const part of partsOf(clean))
    part.sources.forEach((source, i) => {
      const path = pathIn(part, source);
      if (kept.get(path) === true && !inPackages(path)) texts.push([path, part.sourcesContent?.[i] ?? null]);
    });
  return { script: { ...script, sourceMap: JSON.stringify(clean) }, texts };
}

type PathIn = (part: PlainMap, source: string | null) => string;

/** As symbolication names the sources of a map. */
function pathFinder({ url, sourceMapBase }: RecordedScript): PathIn {
  const known = new Map<PlainMap, ReadonlyMap<string | null, string>>();
  const pathsOf = (part: PlainMap): ReadonlyMap<string | null, string> => {
    const paths = pathsIn(part, sourceMapBase ?? url);
    return new Map(part.sources.map((source, i) => [source, source === null ? '' : (paths[i] ?? '')]));
  };
  return (part, source) => {
    // Texts are taken away from a part before its paths are asked for again.
    const paths = known.get(part) ?? pathsOf(part);
    known.set(part, paths);
    return paths.get(source) ?? '';
  };
}

/** Of a script that is not the workspace's own: what its map says of the package's own sources may be kept too. */
async function packageOf({ url }: RecordedScript, workspaceRoot: string): Promise<SourceFolder | undefined> {
  const path = pathOfUrl(url);
  const installed = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (installed !== undefined) return sourceFolder(installed);
  if (await sourceFolder(workspaceRoot).mayKeep(path)) return undefined;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const isPackage = await access(join(folder, 'package.json')).then(
      () => true,
      () => false,
    );
    if (isPackage) return sourceFolder(folder);
  }
  return undefined;
}

async function readSources(
  carried: ReadonlyMap<string, ReadonlySet<string | null>>,
  workspace: SourceFolder,
  workspaceRoot: string,
): Promise<readonly RecordedSource[]> {
  const found: RecordedSource[] = [];
  let bytes = 0;
  for (const [path, texts] of [...carried].slice(0, mostFiles)) {
    const place = resolve(workspaceRoot, path);
    const onDisk = await workspace.read(place);
    if (onDisk === undefined && !texts.has(null) && (await workspace.mayKeep(place)))
      found.push({ path, absent: true });
    if (onDisk === undefined || bytes > mostBytes) continue;
    const text = texts.has(null) ? { text: onDisk } : {};
    const isEdited = [...texts].some((each) => each !== null && plain(each) !== plain(onDisk));
    bytes += text.text?.length ?? 0;
    if (text.text !== undefined || isEdited) found.push({ path, ...text, ...(isEdited ? { edited: true } : {}) });
  }
  return found;
}
