/**
 * Whose text may be kept. A source map can name any file of the machine, and what it names goes into a Recording and from there into a
 * page that is handed on. So only sources that lie in one folder are read: by name, and by where their links lead.
 */
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isSourceName } from '../model/source-name.ts';
import { readTextWithin } from './read-file.ts';

/** Nobody writes a longer one. */
const limits = { mostBytes: 8 * 1024 * 1024, deadlineMs: 10_000 };

export interface SourceFolder {
  /** Whether text that is said to be of this file may be kept; the file need not be there. */
  mayKeep(path: string): Promise<boolean>;
  /** The file's text; undefined where it may not be kept, and where there is none. */
  read(path: string): Promise<string | undefined>;
}

/** `folder` is a workspace, or a package. */
export function sourceFolder(folder: string): SourceFolder {
  const root = realpath(folder).catch(() => resolve(folder));
  /** The file by its real name; itself where it is not there. */
  const realName = async (path: string): Promise<string | undefined> => {
    const [realRoot, place] = [await root, await realpath(path).catch(() => undefined)];
    // A folder that is reached over a link has two names, and files of it may be called by either.
    const named = [relative(folder, path), relative(realRoot, path)].find(isWithin);
    const led = place === undefined ? named : relative(realRoot, place);
    const isKept = [named, led].every((name) => isWithin(name) && isSourceName(name.split(sep).join('/')));
    return isKept ? (place ?? path) : undefined;
  };
  return {
    mayKeep: async (path) => (await realName(path)) !== undefined,
    read: async (path) => {
      const name = await realName(path);
      return name === undefined ? undefined : readTextWithin(name, limits).catch(() => undefined);
    },
  };
}

/** Whether a file that is there lies in a folder once all links of both are followed. */
export async function liesIn(path: string, folder: string): Promise<boolean> {
  try {
    return isWithin(relative(await realpath(folder), await realpath(path)));
  } catch {
    return false;
  }
}

/** A path relative to a folder that leads nowhere out of it. */
function isWithin(name: string | undefined): name is string {
  return name !== undefined && name !== '' && name !== '..' && !name.startsWith(`..${sep}`) && !isAbsolute(name);
}
