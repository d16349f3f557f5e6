/**
 * What is kept per user, beside no project: this machine's speed, a server's token, refreshed prices. JSON files in one folder:
 * `LEANSCOPE_HOME`, else the place for the data of applications on this system.
 */
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { FailureError } from '../model/failure.ts';
import { isTooDeep } from '../model/nesting.ts';
import { problemOf, type Shape } from '../model/shape.ts';
import { makeFolder } from './make-folder.ts';
import { lstatIfThere } from './store-folder.ts';
import { unwritable, writeOutput } from './output-file.ts';

/** Told what is wrong with a file that is kept: a sentence that names it and says what to do. */
export type OnProblem = (sentence: string) => void;

/** @returns undefined where nothing is kept, or what is kept cannot be used: then it is as if it had never been written */
export async function readUserFile<T>(name: string, shape: Shape<T>, onProblem: OnProblem): Promise<T | undefined> {
  const folder = userFolder();
  if (folder === undefined) return undefined;
  const file = join(folder, name);
  const refuse = (problem: string): void => {
    onProblem(`${file} is passed over: ${problem}. Remove the file to be rid of this sentence.`);
  };
  try {
    const text = await readIfThere(file);
    if (text === undefined) return undefined;
    const value: unknown = JSON.parse(text);
    // It may have more fields than the form asks for, and is written again with them.
    const problem = isTooDeep(value) ? 'it is nested too deep' : problemOf(value, shape);
    if (problem === undefined) return value as T;
    refuse(problem);
  } catch (error) {
    if (error instanceof SyntaxError) refuse('it is no JSON');
    else if (error instanceof UnreadableFile) refuse(error.message);
    else throw error;
  }
  return undefined;
}

const mostBytes = 16 * 1024 * 1024;

/** A pipe would be waited for, and a file of the kernel's may be too. */
async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readTextWithin(file, { mostBytes });
  } catch (error) {
    if (error instanceof UnreadableFile && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}

const keepFix = 'Name a folder that is yours in the environment variable LEANSCOPE_HOME.';

/** Settings are often kept elsewhere and linked to: what is there is written to only where it is JSON, as ours is. */
async function leadsToAnother(file: string): Promise<boolean> {
  if ((await lstatIfThere(file).catch(() => undefined))?.isSymbolicLink() !== true) return false;
  try {
    const text = await readIfThere(file);
    if (text !== undefined) JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

/** @throws FailureError badFile */
export async function writeUserFile(name: string, value: unknown): Promise<string> {
  const folder = userFolder();
  if (folder === undefined)
    throw new FailureError({
      kind: 'badFile',
      file: name,
      problem: 'there is no home folder to keep it in.',
      fix: keepFix,
    });
  const file = join(folder, name);
  if (await leadsToAnother(file))
    throw new FailureError({
      kind: 'badFile',
      file,
      problem: 'it is a link to a file that holds something else.',
      fix: 'Remove the link.',
    });
  try {
    await makeFolder(folder);
  } catch (error) {
    throw unwritable(file, error, keepFix);
  }
  await writeOutput({ flag: 'LEANSCOPE_HOME', name: file }, `${JSON.stringify(value)}\n`);
  return file;
}

export async function removeUserFile(name: string): Promise<void> {
  const folder = userFolder();
  if (folder === undefined) return;
  const file = join(folder, name);
  await rm(file, { force: true }).catch((error: unknown) => {
    throw unwritable(file, error, keepFix);
  });
}

/** Undefined where this user has no place for files. */
function userFolder(): string | undefined {
  const { LEANSCOPE_HOME, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (LEANSCOPE_HOME) return resolve(LEANSCOPE_HOME);
  if (process.platform === 'win32')
    return absolute(LOCALAPPDATA, 'Leanscope') ?? atHome('AppData', 'Local', 'Leanscope');
  if (process.platform === 'darwin') return atHome('Library', 'Application Support', 'Leanscope');
  return absolute(XDG_DATA_HOME, 'leanscope') ?? atHome('.local', 'share', 'leanscope');
}

/** The XDG Base Directory Specification has relative paths ignored. */
function absolute(folder: string | undefined, ...rest: readonly string[]): string | undefined {
  return folder !== undefined && isAbsolute(folder) ? join(folder, ...rest) : undefined;
}

function atHome(...rest: readonly string[]): string | undefined {
  try {
    return absolute(homedir(), ...rest);
  } catch {
    // HOME is not set, and the system knows no such user.
    return undefined;
  }
}
