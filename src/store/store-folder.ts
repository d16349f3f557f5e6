/**
 * `.leanscope/` and what may be in it. It is a folder of the workspace and no link: a project that was cloned must not be able to have
 * something written elsewhere, or read from there.
 */
import { lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../model/failure.ts';
import { makeFolder } from './make-folder.ts';
import { isAtWork, ownerMark } from './owner.ts';
import { isSystemError, systemWords } from './system-words.ts';

export const folderOf = (root: string): string => join(root, '.leanscope');
export const runsOf = (root: string): string => join(folderOf(root), 'runs');

/** Makes the folders where they are missing. @throws FailureError badFile */
export async function makeStore(root: string): Promise<void> {
  try {
    await refuseLinks(root);
    await makeFolder(runsOf(root));
    await refuseLinks(root);
    await ignoreInGit(root);
  } catch (error) {
    throw unstorable(runsOf(root), error);
  }
}

/** Whether a run could be stored, tried by writing; nothing of it stays. @throws FailureError badFile */
export async function tryStore(root: string): Promise<void> {
  await makeStore(root);
  const trial = join(folderOf(root), `trial-${ownerMark()}`);
  try {
    await mkdir(trial);
    await writeFile(join(trial, 'trial'), Buffer.alloc(4096), { flag: 'wx' });
  } catch (error) {
    throw unstorable(runsOf(root), error);
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}

/** @throws FailureError badFile, for a link or a file where a folder of the store should be */
export async function refuseLinks(root: string): Promise<void> {
  for (const folder of [folderOf(root), runsOf(root)]) {
    const found = await lstatIfThere(folder);
    if (found === undefined || found.isDirectory()) continue;
    throw found.isSymbolicLink() ? refusedLink(folder) : refusedFile(folder);
  }
  const ignore = join(folderOf(root), '.gitignore');
  if ((await lstatIfThere(ignore))?.isSymbolicLink() === true) throw refusedLink(ignore);
}

/** Only where there is none: what a project writes there itself stays. */
async function ignoreInGit(root: string): Promise<void> {
  try {
    const handle = await open(join(folderOf(root), '.gitignore'), 'wx');
    await handle.writeFile('*\n');
    await handle.close();
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
  }
}

/** A folder for a run that is being written. The name says by whom. */
export function unfinishedFolder(root: string, id: string): string {
  return join(folderOf(root), `unfinished-${ownerMark()}-${id}`);
}

/**
 * What a killed process left: a run whose Recording is there takes its place among the others, and the rest goes. Others that are at work
 * now are left alone.
 */
export async function adoptUnfinished(root: string): Promise<void> {
  const names = await readdir(folderOf(root)).catch(() => []);
  for (const name of names) {
    const [, kind, mark, id] =
      /^(unfinished|trial|removed)-(\d+-[0-9a-z]+)(?:-(\d{8}-\d{6}-[0-9a-f]{4}|[0-9a-f]{8}))?$/.exec(name) ?? [];
    const folder = join(folderOf(root), name);
    if (mark === undefined || isAtWork(mark) || (await lstatIfThere(folder))?.isDirectory() !== true) continue;
    const recording = await lstatIfThere(join(folder, 'recording.json.gz'));
    if (kind === 'unfinished' && id !== undefined && recording?.isFile() === true)
      await rename(folder, join(runsOf(root), id)).catch(() => undefined);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

export async function lstatIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** What the system says becomes a failure that names the folder; a bug stays one. */
export function unstorable(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const problem = `it cannot be written (${systemWords(error)}).`;
  return new FailureError({ kind: 'badFile', file: path, problem, fix: 'Mend that, or keep nothing with --no-store.' });
}

export function refusedLink(path: string): FailureError {
  return new FailureError({
    kind: 'badFile',
    file: path,
    problem: 'it is a link, and stored runs are neither written nor read through links.',
    fix: 'Remove the link, or keep nothing with --no-store.',
  });
}

function refusedFile(path: string): FailureError {
  return new FailureError({
    kind: 'badFile',
    file: path,
    problem: 'it is a file, and stored runs need a folder of that name.',
    fix: 'Move the file away, or keep nothing with --no-store.',
  });
}
