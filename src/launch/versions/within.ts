/** A version may have links to folders anywhere: nothing is written through them. */
import { realpath } from 'node:fs/promises';
import { dirname, sep } from 'node:path';

/** Whether `file`, which need not be there yet, would be written below `folder`. */
export async function isWithin(folder: string, file: string): Promise<boolean> {
  const root = await realpath(folder);
  for (let parent = dirname(file); ; parent = dirname(parent)) {
    const real = await realpath(parent).catch(() => undefined);
    if (real !== undefined) return real === root || real.startsWith(root + sep);
    if (parent === dirname(parent)) return false;
  }
}
