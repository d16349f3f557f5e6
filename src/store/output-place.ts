/**
 * In: the name of a file that somebody asked to have written. Out: what is there, with links followed. Only a regular file, or a name
 * that is free, may be replaced; devices, pipes and open descriptors are written to as they are. Nothing is written here.
 */
import { lstat, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import type { Stats } from 'node:fs';
import { isSystemError, systemWords } from './system-words.ts';

export type OutputPlace =
  /** An open descriptor: 1 for `-` and /dev/stdout, N for /dev/fd/N. */
  | { readonly kind: 'descriptor'; readonly fd: number }
  | { readonly kind: 'device' | 'pipe'; readonly path: string }
  /** `path` leads through no link. */
  | { readonly kind: 'file'; readonly path: string; readonly existing?: Stats };

/** Why nothing can be written there: a sentence without its full stop. */
export interface NoPlace {
  readonly kind: 'none';
  readonly problem: string;
}

/** As many as Linux follows. */
const mostLinks = 40;

export async function outputPlace(name: string): Promise<OutputPlace | NoPlace> {
  if (name === '-') return { kind: 'descriptor', fd: 1 };
  if (name === '') return none('no file is named');
  if (/[\\/]$/.test(name)) return none('it names a folder');
  if (process.platform === 'win32' && windowsDevice.test(name)) return { kind: 'device', path: name };
  try {
    return await follow(resolve(name), mostLinks);
  } catch (error) {
    if (isSystemError(error)) return none(systemWords(error));
    throw error;
  }
}

const windowsDevice = /^(\\\\\.\\)?(nul|con|prn|aux|com\d|lpt\d)$/i;

async function follow(path: string, linksLeft: number): Promise<OutputPlace | NoPlace> {
  const named = descriptorOf(path);
  if (named !== undefined) return { kind: 'descriptor', fd: named };
  const folder = await realFolder(dirname(path));
  if (typeof folder !== 'string') return folder;
  const real = join(folder, basename(path));
  const fd = descriptorOf(real);
  if (fd !== undefined) return { kind: 'descriptor', fd };
  const found = await lstat(real).catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found?.isSymbolicLink() !== true) return placeOf(real, found);
  if (linksLeft === 0) return none('its links lead in a circle');
  return follow(resolve(folder, await readlink(real)), linksLeft - 1);
}

async function realFolder(folder: string): Promise<string | NoPlace> {
  try {
    const real = await realpath(folder);
    return (await stat(real)).isDirectory() ? real : none(`${folder} is a file, not a folder`);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return none(`the folder ${folder} does not exist`);
    throw error;
  }
}

function placeOf(path: string, found: Stats | undefined): OutputPlace | NoPlace {
  if (found === undefined) return { kind: 'file', path };
  if (found.isFile()) return { kind: 'file', path, existing: found };
  if (found.isCharacterDevice()) return { kind: 'device', path };
  if (found.isFIFO()) return { kind: 'pipe', path };
  if (found.isDirectory()) return none('it is a folder');
  if (found.isSocket()) return none('it is a socket');
  return none('it is a disk, or nothing that a file can be written to');
}

/** /dev/stdout and /dev/fd/1 are what the shell opened, also where that is a file: it must not be replaced behind the shell's back. */
function descriptorOf(path: string): number | undefined {
  if (process.platform === 'win32') return undefined;
  const standard = ['/dev/stdin', '/dev/stdout', '/dev/stderr'].indexOf(path);
  if (standard >= 0) return standard;
  const [, owner, fd] = /^\/(?:dev|proc\/(self|\d+))\/fd\/(\d{1,9})$/.exec(path) ?? [];
  const ours = owner === undefined || owner === 'self' || Number(owner) === process.pid;
  return fd !== undefined && ours ? Number(fd) : undefined;
}

function none(problem: string): NoPlace {
  return { kind: 'none', problem };
}
