/** Writes a file of a stored run. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Aside and then in its place, so that it is whole or not there. A link of either name goes: a project that was cloned may bring one, and
 * nothing is written where it leads. @throws the system's errors
 */
export async function writeFresh(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const part = join(folder, `${name}.part`);
  await rm(part, { force: true });
  await writeFile(part, content, { flag: 'wx' });
  await rename(part, join(folder, name));
}
