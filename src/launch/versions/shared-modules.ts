/**
 * The packages that are installed in the working tree, for a version whose lock file is the same. Each package is a link; what the project
 * itself has in its workspaces is linked to the version's own folder.
 */
import { lstat, mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { gitNames } from './git.ts';

/** Caches of build tools would be shared by both versions; these are what packages are found by. */
const neededHidden = new Set(['.bin', '.pnpm', '.prisma', '.store', '.modules.yaml', '.package-lock.json']);

/** Gives how many folders with packages there are. */
export async function shareModules(top: string, folder: string): Promise<number> {
  const described = await gitNames(folder, ['ls-files', '-z', '--', 'package.json', '**/package.json']);
  const root = await realpath(top);
  let shared = 0;
  for (const place of new Set(['.', ...described.map((name) => dirname(name))])) {
    const from = join(root, place, 'node_modules');
    const to = join(folder, place, 'node_modules');
    const found = await lstat(from).catch(() => undefined);
    if (found === undefined || (await lstat(to).catch(() => undefined)) !== undefined) continue;
    if (found.isSymbolicLink()) await symlink(await realpath(from), to);
    else await linkEach(from, to, { root, folder });
    shared++;
  }
  return shared;
}

interface Places {
  readonly root: string;
  readonly folder: string;
}

async function linkEach(from: string, to: string, places: Places): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const { name } = entry;
    if (name.startsWith('.') && !neededHidden.has(name)) continue;
    const source = join(from, name);
    if (name.startsWith('@') && entry.isDirectory()) await linkEach(source, join(to, name), places);
    else await symlink(await targetOf(source, entry.isSymbolicLink(), places), join(to, name));
  }
}

async function targetOf(source: string, isLink: boolean, { root, folder }: Places): Promise<string> {
  if (!isLink) return source;
  const target = resolve(dirname(source), await readlink(source));
  const inside = relative(root, target);
  const isWorkspace = !inside.startsWith('..') && !inside.split(sep).includes('node_modules');
  return isWorkspace ? join(folder, inside) : source;
}
