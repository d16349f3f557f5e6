/**
 * Replaces a regular file whole or not at all: the new text is written beside it and moved into its place, with the mode and the owner
 * that it had. Where a file cannot be moved there (several names of one file, a mount of a single file, somebody else's file that one
 * may write to, a folder that is closed), it is written in place, as an editor would.
 */
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAtWork, ownerMark } from './owner.ts';
import { isSystemError } from './system-words.ts';

/** @param existing what is there; absent where nothing is */
export async function writeWhole(path: string, content: string | Uint8Array, existing?: Stats): Promise<void> {
  if (existing === undefined) return replace(path, content, undefined);
  await access(path, constants.W_OK);
  if (existing.nlink > 1) return writeInPlace(path, content);
  try {
    await replace(path, content, existing);
  } catch (error) {
    if (!isSystemError(error) || !cannotMove.includes(error.code)) throw error;
    await writeInPlace(path, content);
  }
}

const cannotMove: readonly string[] = ['EPERM', 'EACCES', 'EBUSY', 'EXDEV'];

async function replace(path: string, content: string | Uint8Array, existing: Stats | undefined): Promise<void> {
  const unfinished = join(dirname(path), `${prefix}${ownerMark()}-${randomBytes(4).toString('hex')}`);
  try {
    // Nobody reads a file of a closed mode before it has that mode.
    const handle = await open(unfinished, 'wx', existing === undefined ? 0o666 : 0o600);
    try {
      await handle.writeFile(content);
      if (existing !== undefined) await likeBefore(handle, existing);
      // A quota that is used up, or a server's full disk, is told here and not when the old file is gone.
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function likeBefore(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const now = await handle.stat();
  if (now.uid !== uid || now.gid !== gid) await handle.chown(uid, gid);
  await handle.chmod(mode & 0o7777);
}

async function writeInPlace(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    const bytes = Buffer.from(content);
    await handle.writeFile(bytes);
    await handle.truncate(bytes.length);
  } finally {
    await handle.close();
  }
}

const prefix = '.leanscope-unfinished-';

/** Tries whether a file could be written there, and leaves nothing. */
export async function tryToWrite(path: string, existing?: Stats): Promise<void> {
  if (existing !== undefined) return access(path, constants.W_OK);
  const trial = join(dirname(path), `${prefix}${ownerMark()}-${randomBytes(4).toString('hex')}`);
  try {
    await (await open(trial, 'wx')).close();
  } finally {
    await rm(trial, { force: true });
  }
}

/** What a killed process left beside an output. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, mark] = /^\.leanscope-unfinished-(\d+-[0-9a-z]+)-[0-9a-f]{8}$/.exec(name) ?? [];
    if (mark !== undefined && !isAtWork(mark)) await rm(join(folder, name), { force: true });
  }
}
