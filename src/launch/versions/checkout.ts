/**
 * Another version of the code in a folder of its own. The folder is a repository that borrows the objects of the user's and is entered
 * nowhere in it: nothing is left there, however the tool ends.
 */
import { copyFile, cp, mkdir, readlink, rm, stat, lstat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FailureError } from '../../model/failure.ts';
import { askGit, gitNames, gitOutput } from './git.ts';
import type { Repository, Revision } from './revision.ts';
import { isWithin } from './within.ts';

/** What changes the bytes of files as they are written. */
const writtenBy = ['core.autocrlf', 'core.eol', 'core.symlinks', 'core.longpaths'];

/** @throws FailureError badCall, where a part of it is not here */
export async function checkOut(repository: Repository, { name, commit }: Revision, folder: string): Promise<void> {
  const format = `--object-format=${repository.objectFormat}`;
  await mustDo(dirname(folder), name, ['init', '--quiet', '--template=', format, folder]);
  const git = join(folder, '.git');
  await mkdir(join(git, 'objects', 'info'), { recursive: true });
  await writeFile(join(git, 'objects', 'info', 'alternates'), `${repository.objects}\n`);
  if (repository.shallowFile !== undefined) await copyFile(repository.shallowFile, join(git, 'shallow'));
  const settings = await Promise.all(
    writtenBy.map(async (key) => {
      const value = (await gitOutput(repository.top, ['config', '--get', key]))?.trim();
      return value === undefined || value === '' ? [] : ['-c', `${key}=${value}`];
    }),
  );
  const options = [...settings.flat(), '-c', 'core.hooksPath=/dev/null', '-c', 'advice.detachedHead=false'];
  await mustDo(folder, name, [...options, 'checkout', '--quiet', '--detach', commit]);
  await bringSubmodules(repository, { name, commit }, folder);
}

/** Changes that are not committed, and new files that git does not ignore. Gives how many. */
export async function bringChanges({ top }: Repository, folder: string): Promise<number> {
  const changed = await gitNames(top, ['diff', '--no-ext-diff', '--no-renames', '--name-only', '-z', 'HEAD']);
  const added = await gitNames(top, ['ls-files', '--others', '--exclude-standard', '-z']);
  const names = [...new Set([...changed, ...added])].filter((name) => !name.split('/').includes('.leanscope'));
  for (const name of names)
    if (await isWithin(folder, join(folder, name))) await bring(join(top, name), join(folder, name));
  return names.length;
}

async function bring(from: string, to: string): Promise<void> {
  const found = await lstat(from).catch(() => undefined);
  await rm(to, { force: true, recursive: found?.isDirectory() !== true });
  if (found === undefined) return;
  await mkdir(dirname(to), { recursive: true });
  if (found.isSymbolicLink()) await symlink(await readlink(from), to);
  else if (found.isFile()) await copyFile(from, to);
}

/** Their commits are in repositories of their own: what is checked out in the working tree is taken where it is the right one. */
async function bringSubmodules(
  { top }: Repository,
  { name, commit }: Pick<Revision, 'name' | 'commit'>,
  folder: string,
): Promise<void> {
  const tree = await gitNames(folder, ['ls-tree', '-r', '-z', commit]);
  for (const entry of tree.filter((each) => each.startsWith('160000 '))) {
    const [about = '', path = ''] = entry.split('\t');
    const wanted = about.split(' ')[2] ?? '';
    const from = join(top, path);
    const here = (await stat(join(from, '.git')).catch(() => undefined)) !== undefined;
    const has = here ? (await gitOutput(from, ['rev-parse', 'HEAD']))?.trim() : undefined;
    if (has !== wanted)
      throw new FailureError({
        kind: 'badCall',
        problem: `${name} needs the submodule ${path} at ${wanted.slice(0, 10)}, and ${has === undefined ? 'it is not checked out here' : `${has.slice(0, 10)} is checked out here`}.`,
        fix: `Check it out (git submodule update --init ${path}), or compare revisions that have the same submodule.`,
      });
    await cp(from, join(folder, path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => file !== join(from, '.git'),
    });
  }
}

async function mustDo(cwd: string, name: string, args: readonly string[]): Promise<void> {
  const { code, error } = await askGit(cwd, args);
  if (code === 0) return;
  throw new FailureError({
    kind: 'cannotPrepare',
    version: name,
    step: 'checkOut',
    command: ['git', 'checkout'],
    log: error,
  });
}
