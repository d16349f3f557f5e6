/** In: the name of a stored run. Out: what is in it, whole and of the right form, or a failure that names the file. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { FailureError } from '../model/failure.ts';
import type { Recording } from '../model/recording.ts';
import { recordingShape } from '../model/recording-shape.ts';
import { isReport } from '../model/report-shape.ts';
import type { Report } from '../model/report.ts';
import { isRunSummary, summaryOf, type RunSummary } from '../model/run-summary.ts';
import { problemOf } from '../model/shape.ts';
import { lstatIfThere, refusedLink, runsOf } from './store-folder.ts';
import { findRun } from './store.ts';
import { flagOf } from './open-flags.ts';
import { isSystemError, systemWords } from './system-words.ts';

/** A run is a few megabytes; an hour of a large application some tens of them. */
const mostBytes = 256 * 1024 * 1024;

/** @param run see `findRun`. @throws FailureError unknownRun, badFile */
export async function readRecording(root: string, run: string): Promise<Recording> {
  const file = join(runsOf(root), await findRun(root, run), 'recording.json.gz');
  const value = parsed(file, await unpacked(file));
  const problem = problemOf(value, recordingShape);
  if (problem !== undefined) throw unreadable(file, `it is not whole, or of another version: ${problem}`);
  return value as Recording;
}

/** @throws FailureError unknownRun, badFile */
export async function readReport(root: string, run: string): Promise<Report> {
  const folder = join(runsOf(root), await findRun(root, run));
  const plain = join(folder, 'report.json');
  const compact = join(folder, 'report.json.gz');
  const isCompact = (await lstatIfThere(plain)) === undefined && (await lstatIfThere(compact)) !== undefined;
  const text = isCompact ? await unpacked(compact) : await bytesOf(plain);
  const value = parsed(isCompact ? compact : plain, text);
  if (!isReport(value)) throw unreadable(isCompact ? compact : plain, 'it is no Report, or not a whole one');
  return value;
}

/** Whether it was computed to its end. */
export async function hasReport(root: string, id: string): Promise<boolean> {
  const folder = join(runsOf(root), id);
  const files = await Promise.all(['report.json', 'report.json.gz'].map((file) => lstatIfThere(join(folder, file))));
  return files.some((found) => found !== undefined);
}

/** @throws FailureError badFile */
export async function readSummary(root: string, id: string): Promise<RunSummary> {
  const file = join(runsOf(root), id, 'summary.json');
  // Runs of earlier versions have none.
  if ((await lstatIfThere(file)) === undefined) return summaryOf(await readReport(root, id));
  const value = parsed(file, await bytesOf(file));
  if (!isRunSummary(value)) throw unreadable(file, 'it is no summary of a run, or not a whole one');
  return value;
}

async function unpacked(file: string): Promise<Buffer> {
  const packed = await bytesOf(file);
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw unreadable(file, tooLarge ? `it holds more than ${mostBytes / 2 ** 20} MiB` : 'it is damaged');
  }
}

/** Of a regular file, through no link; a pipe is not waited for. */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, constants.O_RDONLY | flagOf('O_NOFOLLOW') | flagOf('O_NONBLOCK'));
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw unreadable(file, 'it is no regular file');
      if (found.size > mostBytes) throw unreadable(file, `it is larger than ${mostBytes / 2 ** 20} MiB`);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ELOOP') throw refusedLink(file);
    throw unreadable(file, error.code === 'ENOENT' ? 'it is missing' : systemWords(error));
  }
}

function parsed(file: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw unreadable(file, 'it is no JSON, or not all of it');
  }
}

export function unreadable(file: string, reason: string): FailureError {
  return new FailureError({
    kind: 'badFile',
    file,
    problem: `it cannot be read (${reason}).`,
    fix: 'Delete that run ("leanscope runs delete") and measure again.',
  });
}
