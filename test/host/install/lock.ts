/**
 * One process at a time does something that others of this machine may want to do too. A file says that it is done; who does it touches
 * the file again and again, so that one that was killed is told from one that is slow, in whatever container either of them runs.
 */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LockOptions {
  /** Called once, when somebody else is at it. */
  readonly onWait?: () => void;
  readonly touchMs?: number;
  /** Untouched for so long, whoever made the file is gone. Many times `touchMs`: a busy machine touches late. */
  readonly staleMs?: number;
}

export async function locked<T>(file: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const { onWait, touchMs = 2_000, staleMs = 60_000 } = options;
  const mark = randomUUID();
  for (let tries = 0; !(await isMade(file, mark)); tries++) {
    if (tries === 0) onWait?.();
    await removeStale(file, staleMs);
    await sleep(Math.min(500, touchMs));
  }
  const touch = setInterval(() => {
    const now = new Date();
    // It is gone where somebody took this process for dead; the work is whole all the same, since its result is moved in one step.
    utimes(file, now, now).catch(() => undefined);
  }, touchMs);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    if ((await readFile(file, 'utf8').catch(() => '')) === mark) await rm(file, { force: true });
  }
}

async function isMade(file: string, mark: string): Promise<boolean> {
  try {
    await writeFile(file, mark, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Of several who see it, one moves it away; one who comes too late, and has moved a new one, puts that back. */
async function removeStale(file: string, staleMs: number): Promise<void> {
  const seen = await stat(file).catch(() => undefined);
  if (seen === undefined || Date.now() - seen.mtimeMs < staleMs) return;
  const aside = `${file}-${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const moved = await stat(aside);
  if (moved.mtimeMs === seen.mtimeMs) await rm(aside, { force: true });
  else await rename(aside, file);
}
