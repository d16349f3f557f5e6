/**
 * In: a Recording and its Report. Out: a run on disk, under `.leanscope/runs/`. A run is written beside its place and moved
 * there when it is whole, so that a run that can be seen can be read.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { gunzipWithin } from '../files/gunzip-within.ts';
import { readFileWithin } from '../files/read-file.ts';
import { FailureError } from '../model/failure.ts';
import type { Recording } from '../model/recording.ts';
import type { Report } from '../model/report.ts';
import { summaryOf } from '../model/run-summary.ts';
import type { SourceExcerpt } from '../model/source-excerpt.ts';

export interface StoredRun {
  readonly id: string;
  readonly reportFile: string;
}

const folderOf = (root: string): string => join(root, '.leanscope');
const runsOf = (root: string): string => join(folderOf(root), 'runs');

/** @throws FailureError badFile, where the folder cannot be written to */
export async function storeRun(
  root: string,
  recording: Recording,
  report: Report,
  excerpts: readonly SourceExcerpt[] = [],
): Promise<StoredRun> {
  try {
    return await writeRun(root, recording, report, excerpts);
  } catch (error) {
    // Only what the file system says is expected.
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw unwritable(runsOf(root), error, 'Make the folder writable, or keep nothing with --no-store.');
  }
}

async function writeRun(
  root: string,
  recording: Recording,
  report: Report,
  excerpts: readonly SourceExcerpt[],
): Promise<StoredRun> {
  const id = `${recording.startedAt.replace(/[-:]/g, '').replace('T', '-').slice(0, 15)}-${randomBytes(2).toString('hex')}`;
  await mkdir(runsOf(root), { recursive: true });
  await writeFile(join(folderOf(root), '.gitignore'), '*\n');
  const unfinished = join(folderOf(root), `unfinished-${id}`);
  await mkdir(unfinished);
  try {
    await writeFile(join(unfinished, 'report.json'), JSON.stringify(report));
    // For the editor, which hands on the page without reading the whole Recording.
    if (excerpts.length > 0) await writeFile(join(unfinished, 'excerpts.json'), JSON.stringify(excerpts));
    await writeFile(join(unfinished, 'summary.json'), JSON.stringify(summaryOf(report)));
    await writeFile(join(unfinished, 'recording.json.gz'), await promisify(gzip)(JSON.stringify(recording)));
    await rename(unfinished, join(runsOf(root), id));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return { id, reportFile: join(runsOf(root), id, 'report.json') };
}

/** Packed and unpacked; a run of the shop has 645 kB and 8 MB. What is more takes over a gigabyte of memory to read. */
const mostRecordingBytes = 256 * 1024 * 1024;

/** Newest first. */
export async function listRuns(root: string): Promise<readonly string[]> {
  const names = await readdir(runsOf(root)).catch(() => []);
  return names
    .filter((name) => /^\d{8}-\d{6}-[0-9a-f]{4}$/.test(name))
    .sort()
    .reverse();
}

/**
 * `run` is an id, a unique beginning of one, "last", or "previous": the one before the last.
 * @throws FailureError unknownRun, badFile
 */
export async function readRecording(root: string, run: string): Promise<Recording> {
  const file = join(runsOf(root), await findRun(root, run), 'recording.json.gz');
  try {
    const { bytes } = await readFileWithin(file, { mostBytes: mostRecordingBytes });
    return JSON.parse((await gunzipWithin(bytes, mostRecordingBytes)).toString('utf8')) as Recording;
  } catch (error) {
    throw unreadable(file, error);
  }
}

export async function readReport(root: string, run: string): Promise<Report> {
  const file = join(runsOf(root), await findRun(root, run), 'report.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function findRun(root: string, run: string): Promise<string> {
  const runs = await listRuns(root);
  const recent = ['last', 'previous'].indexOf(run);
  const found = recent === -1 ? runs.filter((id) => id.startsWith(run)) : runs.slice(recent, recent + 1);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new FailureError({ kind: 'unknownRun', run, cwd: root });
  return only;
}

function unreadable(file: string, error: unknown): FailureError {
  const reason = error instanceof Error ? error.message : String(error);
  return new FailureError({
    kind: 'badFile',
    file,
    problem: `it cannot be read (${reason}).`,
    fix: 'Delete that run and measure again.',
  });
}

/** Writes a file whole or not at all. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const unfinished = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}`);
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw unwritable(file, error, 'Name a file in a folder that exists and is yours.');
  }
}

function unwritable(file: string, error: unknown, fix: string): FailureError {
  const reason = error instanceof Error ? error.message : String(error);
  return new FailureError({ kind: 'badFile', file, problem: `it cannot be written (${reason}).`, fix });
}
