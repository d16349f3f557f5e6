/** All files of a workspace, those in the nearest folders first, so that a huge tree does not hide them. No link is followed. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const mostEntries = 100_000;
const mostFolders = 20_000;
const passedOver = new Set(['node_modules', '.git', '.hg', '.svn', '.leanscope', '.cache', 'coverage']);

export async function* filesBelow(root: string): AsyncGenerator<{ readonly folder: string; readonly name: string }> {
  const open = [resolve(root)];
  let entries = 0;
  for (let at = 0; at < open.length && at < mostFolders && entries < mostEntries; at++) {
    const folder = open[at] ?? root;
    const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
    entries += inside.length;
    for (const entry of inside) {
      if (entry.isDirectory() && !passedOver.has(entry.name)) open.push(join(folder, entry.name));
      if (entry.isFile()) yield { folder, name: entry.name };
    }
  }
}
