/**
 * What symbolication needs of the original sources beside the source maps: the texts that the maps do not carry, to know functions by
 * the names that their author gave them, and whether those that they carry are still what is on disk.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AnyMap } from '@jridgewell/trace-mapping';
import type { RecordedScript, RecordedSource } from '../model/recorded-samples.ts';
import { fileUrl, pathOfUrl } from '../model/source-path.ts';

/** Of all texts together: a Recording is stored and replayed whole. */
const mostBytes = 32 * 1024 * 1024;

/** Sources of dependencies are left out: nobody edits them, and the packages that have maps often ship no sources. */
export async function recordSources(
  scripts: readonly RecordedScript[],
  workspaceRoot: string,
): Promise<readonly RecordedSource[]> {
  const carried = new Map<string, Set<string | null>>();
  for (const [path, text] of scripts.flatMap(sourcesOf)) carried.set(path, (carried.get(path) ?? new Set()).add(text));
  const found: RecordedSource[] = [];
  let bytes = 0;
  for (const [path, texts] of carried) {
    const onDisk = await textOf(resolve(workspaceRoot, path));
    if (onDisk === undefined || bytes > mostBytes) continue;
    const text = texts.has(null) ? { text: onDisk } : {};
    const isEdited = [...texts].some((each) => each !== null && plain(each) !== plain(onDisk));
    bytes += text.text?.length ?? 0;
    if (text.text !== undefined || isEdited) found.push({ path, ...text, ...(isEdited ? { edited: true } : {}) });
  }
  return found;
}

/** Paths, each with the text that the map carries, null where it carries none. */
function sourcesOf({ url, sourceMap, sourceMapBase }: RecordedScript): readonly (readonly [string, string | null])[] {
  if (sourceMap === undefined) return [];
  try {
    const { resolvedSources, sourcesContent } = new AnyMap(sourceMap, fileUrl(sourceMapBase ?? url));
    return resolvedSources
      .map((source, index) => [pathOfUrl(source), sourcesContent?.[index] ?? null] as const)
      .filter(([path]) => path !== '' && !/(?:^|\/)node_modules\//.test(path));
  } catch {
    // Symbolication says why the map cannot be used.
    return [];
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // A source that was never on this machine, or a bundler's own.
    return undefined;
  }
}

/** Byte order marks and line ends are changed by tools on the way. */
function plain(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
