/**
 * In: a Recording, then its Report. Out: a run on disk, under `.leanscope/runs/`. The Recording is written before anything is computed
 * from it, so that no later failure loses a measurement. A run is written beside its place and moved there when it is whole, or when it
 * is as whole as it will be: one that can be seen can be read.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { FailureError } from '../model/failure.ts';
import type { Recording } from '../model/recording.ts';
import type { Report } from '../model/report.ts';
import { summaryOf } from '../model/run-summary.ts';
import type { SourceExcerpt } from '../model/source-excerpt.ts';
import { adoptUnfinished, makeStore, refuseLinks, runsOf, unfinishedFolder, unstorable } from './store-folder.ts';
import { writeFresh } from './write-fresh.ts';

export interface StoredRun {
  readonly id: string;
  readonly reportFile: string;
}

/** A run of which only the Recording is written, and that nobody sees yet. */
export interface BegunRun {
  readonly root: string;
  readonly id: string;
}

/** @throws FailureError badFile, where the folder cannot be written to */
export async function storeRecording(root: string, recording: Recording): Promise<BegunRun> {
  const id = `${recording.startedAt.replace(/[-:]/g, '').replace('T', '-').slice(0, 15)}-${randomBytes(2).toString('hex')}`;
  const folder = unfinishedFolder(root, id);
  await makeStore(root);
  try {
    await mkdir(folder);
    const packed = await promisify(gzip)(textOf(runsOf(root), recording));
    // A process that is killed leaves a whole Recording, or none.
    await writeFresh(folder, 'recording.json.gz', packed);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw unstorable(runsOf(root), error);
  }
  return { root, id };
}

/** The Report beside it, and the run takes its place. Where that fails, the Recording takes it alone. @throws FailureError badFile */
export async function finishRun(
  run: BegunRun,
  report: Report,
  excerpts: readonly SourceExcerpt[] = [],
): Promise<StoredRun> {
  try {
    await writeReport(unfinishedFolder(run.root, run.id), report, excerpts);
  } catch (error) {
    await leaveRun(run);
    throw unstorable(runsOf(run.root), error);
  }
  return leaveRun(run);
}

/** Puts the run in its place as it is: nothing more could be computed from it, or written. */
export async function leaveRun({ root, id }: BegunRun): Promise<StoredRun> {
  const folder = join(runsOf(root), id);
  try {
    await refuseLinks(root);
    await rename(unfinishedFolder(root, id), folder);
  } catch (error) {
    throw unstorable(runsOf(root), error);
  }
  return { id, reportFile: join(folder, 'report.json') };
}

/** Of a run whose Report was never written: the process that measured it ended too early. */
export async function completeRun(
  root: string,
  id: string,
  report: Report,
  excerpts: readonly SourceExcerpt[],
): Promise<void> {
  const folder = join(runsOf(root), id);
  try {
    await refuseLinks(root);
    await writeReport(folder, report, excerpts);
  } catch (error) {
    throw unstorable(folder, error);
  }
}

/** @throws the system's errors. The Report comes last: a run that has one has all. */
async function writeReport(folder: string, report: Report, excerpts: readonly SourceExcerpt[]): Promise<void> {
  // For the editor, which hands on the page without reading the whole Recording.
  if (excerpts.length > 0) await writeFresh(folder, 'excerpts.json', JSON.stringify(excerpts));
  await writeFresh(folder, 'summary.json', JSON.stringify(summaryOf(report)));
  await writeFresh(folder, 'report.json', textOf(folder, report));
}

/** Newest first. */
export async function listRuns(root: string): Promise<readonly string[]> {
  await refuseLinks(root);
  await adoptUnfinished(root);
  const entries = await readdir(runsOf(root), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && /^\d{8}-\d{6}-[0-9a-f]{4}$/.test(entry.name))
    .map(({ name }) => name)
    .sort()
    .reverse();
}

/**
 * `run` is an id, a unique beginning of one, "last", or "previous": the one before the last.
 * @throws FailureError unknownRun
 */
export async function findRun(root: string, run: string): Promise<string> {
  const runs = await listRuns(root);
  const recent = ['last', 'previous'].indexOf(run);
  const found = recent === -1 ? runs.filter((id) => id.startsWith(run)) : runs.slice(recent, recent + 1);
  const [only] = found;
  if (run === '' || only === undefined || found.length > 1)
    throw new FailureError({ kind: 'unknownRun', run, cwd: root });
  return only;
}

function textOf(file: string, value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // V8 has no longer texts than half a gigabyte.
    if (!(error instanceof RangeError)) throw error;
    throw new FailureError({
      kind: 'badFile',
      file,
      problem: 'the measurement is too large to be stored.',
      fix: 'Measure for a shorter time (--budget-seconds), or keep nothing with --no-store.',
    });
  }
}
