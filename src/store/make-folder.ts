/** Makes a folder and those above it. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from './system-words.ts';

/**
 * One by one: asked to make all at once, the system says that there is no folder where it means that the disk is read-only. What is
 * there already may stay, whatever it is. @throws the system's error for the first that cannot be made
 */
export async function makeFolder(folder: string): Promise<void> {
  if ((await made(folder)) || dirname(folder) === folder) return;
  await makeFolder(dirname(folder));
  if (!(await made(folder))) await mkdir(folder);
}

/** false where the folder above it is missing. @throws the system's other errors */
async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (!isSystemError(error) || (error.code !== 'EEXIST' && error.code !== 'ENOENT')) throw error;
    return error.code === 'EEXIST';
  }
  return true;
}
