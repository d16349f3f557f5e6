/**
 * Files that a profile names where they are not: recorded on another machine, in a container, in a browser that got them from a
 * server. The file of the workspace with the longest common end of its path is meant, where functions are in it as the profile says.
 */
import { join } from 'node:path';
import { decodeText, readFileWithin } from '../../files/read-file.ts';
import { decodeText as decodeUrlText } from '../../model/encode-text.ts';
import type { RecordedFrame } from '../../model/recorded-samples.ts';
import { filesBelow } from '../files-below.ts';

/** By URL: the path of the file that is meant. */
export type FoundFiles = ReadonlyMap<string, string>;

const mostCandidates = 40;
const mostFrames = 50;
const limits = { mostBytes: 64 * 1024 * 1024 };
/** Of functions with names; of a file of another version fewer are where they were. */
const leastFit = 0.5;

export async function findFiles(
  wanted: ReadonlyMap<string, readonly RecordedFrame[]>,
  workspaceRoot: string,
): Promise<FoundFiles> {
  const ends = new Map([...wanted.keys()].map((url) => [url, partsOf(url)]));
  const names = new Set([...ends.values()].flatMap((parts) => parts.at(-1) ?? []));
  if (names.size === 0) return new Map();
  const files = await filesNamed(names, workspaceRoot);
  const found = new Map<string, string>();
  for (const [url, parts] of ends) {
    const path = await bestOf(parts, files.get(fold(parts.at(-1) ?? '')) ?? [], wanted.get(url) ?? []);
    if (path !== undefined) found.set(url, path);
  }
  return found;
}

/** Folders and name, without the host, the drive and what asks for a version. */
function partsOf(url: string): readonly string[] {
  const path = url
    .replace(/^[a-z][a-z0-9+.-]+:(?:\/\/[^/\\]*)?(?=[/\\])/i, '')
    .replace(/[?#].*$/, '')
    .replace(/^[a-z]:(?=[/\\])/i, '');
  return path
    .split(/[/\\]/)
    .map(decodeUrlText)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part) && !/\p{Cc}/u.test(part));
}

/** Windows does not tell capitals from others, and a path of it may have either. */
function fold(name: string): string {
  return name.toLowerCase();
}

async function filesNamed(names: ReadonlySet<string>, root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = new Set([...names].map(fold));
  const found = new Map<string, string[]>();
  for await (const { folder, name } of filesBelow(root)) {
    if (!wanted.has(fold(name))) continue;
    const known = found.get(fold(name));
    if (known === undefined) found.set(fold(name), [join(folder, name)]);
    else known.push(join(folder, name));
  }
  return found;
}

async function bestOf(
  parts: readonly string[],
  candidates: readonly string[],
  frames: readonly RecordedFrame[],
): Promise<string | undefined> {
  const ranked = candidates
    .map((path) => ({ path, common: commonEnd(parts, partsOf(path)) }))
    .sort((a, b) => b.common - a.common || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  let best: { readonly path: string; readonly common: number; readonly fit: number } | undefined;
  for (const { path, common } of ranked.slice(0, mostCandidates)) {
    if (best !== undefined && best.common > common) break;
    const fit = await fitOf(path, frames);
    if (fit >= leastFit && fit > (best?.fit ?? 0)) best = { path, common, fit };
  }
  return best?.path;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && fold(a.at(-1 - length) ?? '') === fold(b.at(-1 - length) ?? '\0')) length++;
  return length;
}

/** Part of the functions with names whose names stand where the profile has them, or a little before; 1 where none has a name. */
async function fitOf(path: string, frames: readonly RecordedFrame[]): Promise<number> {
  const text = await readFileWithin(path, limits).then(
    ({ bytes }) => decodeText(bytes),
    () => undefined,
  );
  if (text === undefined) return 0;
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
  const named = frames
    .map(({ name, line }) => ({ word: /#?([\p{ID_Continue}$]+)$/u.exec(name)?.[1], line }))
    .filter(({ word, line }) => word !== undefined && line !== undefined)
    .slice(0, mostFrames);
  const fitting = named.filter(({ word = '', line = 0 }) =>
    lines.slice(Math.max(0, line - 3), line).some((row) => holdsWord(row, word)),
  );
  return named.length === 0 ? 1 : fitting.length / named.length;
}

/** Whole, so that no short name stands in a longer one. */
function holdsWord(row: string, word: string): boolean {
  for (let at = row.indexOf(word); at >= 0; at = row.indexOf(word, at + 1)) {
    const beside = `${row[at - 1] ?? ' '}${row[at + word.length] ?? ' '}`;
    if (!/[\p{ID_Continue}$]/u.test(beside)) return true;
  }
  return false;
}
