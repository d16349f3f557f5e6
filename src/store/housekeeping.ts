/**
 * Keeps `.leanscope/runs` from growing for ever. The newest run and the baseline always stay. Older runs have their Report packed, which
 * is the larger half of a run and is computed again from the other in any case.
 */
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RunLimits } from '../model/spec.ts';
import { ownerMark } from './owner.ts';
import { folderOf, lstatIfThere, refuseLinks, runsOf, unstorable } from './store-folder.ts';
import { listRuns } from './store.ts';
import { writeFresh } from './write-fresh.ts';

export const defaultLimits = { most: 50, megabytes: 200 } as const satisfies Required<RunLimits>;

export interface Freed {
  readonly runs: number;
  readonly bytes: number;
}

/** Packs all but the newest, then removes the oldest beyond the limits. @throws FailureError badFile */
export async function tidyRuns(root: string, limits: RunLimits = {}): Promise<Freed> {
  const { most, megabytes } = { ...defaultLimits, ...limits };
  const [newest, ...older] = await listRuns(root);
  if (newest === undefined) return { runs: 0, bytes: 0 };
  for (const id of older) await compactRun(root, id);
  const baseline = await readBaseline(root);
  let bytes = await sizeOf(root, newest);
  let count = 1;
  const tooMuch: string[] = [];
  for (const id of older) {
    bytes += await sizeOf(root, id);
    count += 1;
    if ((count > most || bytes > megabytes * 1e6) && id !== baseline) tooMuch.push(id);
  }
  return deleteRuns(root, tooMuch);
}

/** @throws FailureError badFile */
export async function deleteRuns(root: string, ids: readonly string[]): Promise<Freed> {
  let bytes = 0;
  try {
    await refuseLinks(root);
    for (const id of ids) {
      bytes += await sizeOf(root, id);
      // Away in one step: nobody sees half a run, and what a killed process leaves is removed later.
      const removed = join(folderOf(root), `removed-${ownerMark()}-${randomBytes(4).toString('hex')}`);
      await rename(join(runsOf(root), id), removed);
      await rm(removed, { recursive: true, force: true });
    }
  } catch (error) {
    throw unstorable(runsOf(root), error);
  }
  return { runs: ids.length, bytes };
}

/** @returns how many bytes less the runs take. @throws FailureError badFile */
export async function compactRuns(root: string): Promise<Freed> {
  let [runs, bytes] = [0, 0];
  for (const id of await listRuns(root)) {
    const before = await sizeOf(root, id);
    if (!(await compactRun(root, id))) continue;
    runs += 1;
    bytes += before - (await sizeOf(root, id));
  }
  return { runs, bytes };
}

/** @returns whether there was anything to pack. @throws FailureError badFile */
async function compactRun(root: string, id: string): Promise<boolean> {
  const folder = join(runsOf(root), id);
  const report = join(folder, 'report.json');
  if ((await lstatIfThere(report))?.isFile() !== true) return false;
  try {
    const packed = await promisify(gzip)(await readFile(report), { level: 9 });
    await writeFresh(folder, 'report.json.gz', packed);
    await unlink(report);
  } catch (error) {
    throw unstorable(folder, error);
  }
  return true;
}

/** The run that later ones are held against, as the editor has it written down; undefined where nobody chose one. */
export async function readBaseline(root: string): Promise<string | undefined> {
  const file = join(folderOf(root), 'baseline');
  const found = await lstatIfThere(file);
  if (found?.isFile() !== true || found.size > 100) return undefined;
  return (await readFile(file, 'utf8')).trim();
}

/** Bytes of a run's files. */
export async function sizeOf(root: string, id: string): Promise<number> {
  const folder = join(runsOf(root), id);
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await lstatIfThere(join(folder, name)))?.size ?? 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}
