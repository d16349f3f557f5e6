/**
 * A source that lies nowhere under the name that a map has for it, and whose text the map carries: compilers that are called with a text
 * alone know no folder. The file of the workspace with that name and that very text is meant.
 */
import { join } from 'node:path';
import { readTextWithin } from '../files/read-file.ts';
import { isSourceName } from '../model/source-name.ts';
import { filesBelow } from './files-below.ts';

export interface TextFinder {
  /** Path of the file; the nearest to the workspace's root of several. */
  find(path: string, text: string): Promise<string | undefined>;
}

/** No real one is longer. */
const limits = { mostBytes: 8 * 1024 * 1024, deadlineMs: 10_000 };
/** Of one name, as index.ts. */
const mostRead = 50;

export function textFinder(workspaceRoot: string): TextFinder {
  let byName: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return {
    find: async (path, text) => {
      byName ??= sourcesByName(workspaceRoot);
      const wanted = plain(text);
      for (const file of ((await byName).get(path.split('/').at(-1) ?? '') ?? []).slice(0, mostRead)) {
        const found = await readTextWithin(file, limits).catch(() => undefined);
        if (found !== undefined && plain(found) === wanted) return file.replaceAll('\\', '/');
      }
      return undefined;
    },
  };
}

async function sourcesByName(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for await (const { folder, name } of filesBelow(root)) {
    if (!isSourceName(name)) continue;
    const known = found.get(name);
    if (known === undefined) found.set(name, [join(folder, name)]);
    else known.push(join(folder, name));
  }
  return found;
}

/** Byte order marks and line ends are changed by tools on the way. */
export function plain(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
