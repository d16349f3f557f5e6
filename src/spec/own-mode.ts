/** Does the application itself ask for the mode? Then production may be another database or another service for it. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readTextWithin } from '../files/read-file.ts';

const code = /\.(?:[cm]?[jt]sx?|json)$/;
/** Packages have their modes for speed, and what is built is built from what is looked at. */
const passedOver = new Set(['node_modules', 'coverage', 'test', 'tests', '__tests__', 'public', 'static']);
/** Of more, it cannot be told in time. */
const most = { files: 3000, bytes: 1024 * 1024 };

/** The first file of the application that names the mode, from `cwd`; "its own code" where there is too much to look at. */
export async function asksForMode(cwd: string): Promise<string | undefined> {
  const folders = [cwd];
  let looked = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !passedOver.has(entry.name)) folders.push(path);
      if (!entry.isFile() || !code.test(entry.name) || entry.name.startsWith('package')) continue;
      if (++looked > most.files) return 'its own code';
      const text = await readTextWithin(path, { mostBytes: most.bytes }).catch(() => '');
      if (text.includes('NODE_ENV')) return relative(cwd, path);
    }
  }
  return undefined;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
