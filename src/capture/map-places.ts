/**
 * In: the source map of a script of the application. Out: the same map with each source under the name of a file that is there: bundlers
 * write paths from a folder that they do not tell, and what was built on another machine has that one's folders. A source that lies
 * nowhere, and whose text the map does not carry, loses its name: no place in it could be opened.
 */
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { AnyMap } from '@jridgewell/trace-mapping';
import { partsOf, withSources, type PlainMap, type SourceMap } from '../model/source-map.ts';
import { fileUrl, inPackages, packageFolder, pathOfUrl } from '../model/source-path.ts';
import type { TextFinder } from './same-text.ts';

export interface MapPlace {
  /** Path of the script, and where its map lies. */
  readonly script: string;
  readonly base: string;
  readonly workspaceRoot: string;
  readonly texts: TextFinder;
}

/** More sources than people write; the rest stay as they are. */
const mostSources = 20_000;
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;
/** A name alone, as index.ts, would fit too many files. */
const leastTail = 2;

/** A package's map is left as it is: its sources are its author's. */
export async function placeSources(map: SourceMap, place: MapPlace): Promise<SourceMap> {
  if (packageFolder(place.script) !== undefined) return map;
  const find = finderFor(place);
  const found = new Map<PlainMap, ReadonlyMap<string | null, string | null | undefined>>();
  let room = mostSources;
  for (const part of partsOf(map)) {
    const urls = urlsIn(part, place.base);
    const asWritten = pathsIn({ ...part, sources: part.sources.map(withSlashes) }, place.base);
    // A root stands before every name, also before a whole path: the names are made whole, and it is left out.
    const names = new Map(part.sources.map((source, i) => [source, part.sourceRoot === undefined ? source : urls[i]]));
    for (const [i, source] of part.sources.entries()) {
      const path = isOfWindows(source) ? withSlashes(source) : (asWritten[i] ?? '');
      if (source === null || inPackages(path) || room-- <= 0) continue;
      // What a plugin made up, as Rollup's plugins mark it, is no file, though it has a text.
      if (source.includes('\0')) {
        names.set(source, null);
        continue;
      }
      const carried = part.sourcesContent?.[i];
      const file =
        (await find(path)) ?? (typeof carried === 'string' ? await place.texts.find(path, carried) : undefined);
      if (file === pathOfUrl(urls[i] ?? '')) continue;
      if (file !== undefined) names.set(source, fileUrl(resolve(place.workspaceRoot, file)));
      else if (typeof carried !== 'string' || !isNear(path, place.workspaceRoot)) names.set(source, null);
    }
    found.set(part, names);
  }
  return withSources(map, (source, part) => found.get(part)?.get(source) ?? null);
}

function isOfWindows(source: string | null): source is string {
  return source !== null && /^[a-z]:[\\/]/i.test(source);
}

/** A name with \\ is one of Windows: no other system has it in a file's name. */
function withSlashes<T extends string | null>(source: T): T {
  return (source?.replaceAll('\\', '/') ?? null) as T;
}

/** As symbolication names the sources of a map; by index. */
export function pathsIn(part: PlainMap, base: string): readonly string[] {
  return urlsIn(part, base).map(pathOfUrl);
}

function urlsIn(part: PlainMap, base: string): readonly string[] {
  return new AnyMap({ ...part, mappings: '' }, fileUrl(base)).resolvedSources;
}

function isNear(path: string, workspaceRoot: string): boolean {
  if (hasScheme.test(path)) return false;
  const name = relative(workspaceRoot, resolve(workspaceRoot, path));
  return !name.startsWith('..') && !isAbsolute(name);
}

/** The path itself where such a file is; else the file that most of its last folders lead to, from the script's folder upwards. */
function finderFor({ script, workspaceRoot }: MapPlace): (path: string) => Promise<string | undefined> {
  const folders = foldersAround(script, workspaceRoot);
  const isThere = existence();
  return async (path) => {
    if (isAbsolute(path) && (await isThere(path))) return path;
    const isRelative = !isAbsolute(path) && !hasScheme.test(path);
    const parts = path
      .replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, '')
      .split('/')
      .filter((part) => part !== '' && part !== '.' && part !== '..');
    const shortest = isRelative ? parts.length : leastTail;
    for (let length = parts.length; length >= Math.max(1, shortest); length--) {
      const tail = parts.slice(-length).join('/');
      for (const folder of folders) {
        const file = join(folder, tail);
        if (!(await isThere(file))) continue;
        // What is found at the workspace's root has its short name already.
        return isRelative && folder === workspaceRoot ? path : file.replaceAll('\\', '/');
      }
    }
    return undefined;
  };
}

/** From the script's own folder up to the workspace's; none for what lies outside. */
function foldersAround(script: string, workspaceRoot: string): readonly string[] {
  const place = resolve(workspaceRoot, script);
  if (!isNear(place, workspaceRoot)) return [];
  const folders: string[] = [];
  for (let folder = dirname(place); isNear(folder, workspaceRoot); folder = dirname(folder)) {
    folders.push(folder);
    if (folder === resolve(workspaceRoot)) break;
  }
  return folders;
}

/** Thousands of names share a few folders: where a folder is not there, nothing is asked of what would be in it. */
function existence(): (path: string) => Promise<boolean> {
  const folders = new Map<string, Promise<boolean>>();
  return async (path) => {
    // A host of the network.
    if (path.startsWith('//') || path.includes('\0')) return false;
    const folder = dirname(path);
    const known = folders.get(folder) ?? isKind(folder, (found) => found.isDirectory());
    folders.set(folder, known);
    return (await known) && isKind(path, (found) => found.isFile());
  };
}

type Stats = Awaited<ReturnType<typeof stat>>;

function isKind(path: string, test: (found: Stats) => boolean): Promise<boolean> {
  return stat(path).then(test, () => false);
}
