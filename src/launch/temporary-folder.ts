/**
 * A folder of a start of its own, for its socket and its evidence: mode 0700, removed at its end. What killed processes left is removed
 * with the next start; the name says whose it is.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { FailureError } from '../model/failure.ts';

/** @throws FailureError badFile, where there is no folder for temporary files */
export async function makeTemporaryFolder(parent = tmpdir()): Promise<string> {
  await removeStale(parent);
  try {
    return await mkdtemp(join(parent, `leanscope-${process.pid}-${startOf(process.pid) ?? '0'}-`));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const reason = code === 'ENOENT' ? 'it does not exist' : code === 'ENOSPC' ? 'the disk is full' : code;
    throw new FailureError({
      kind: 'badFile',
      file: parent,
      problem: `no temporary folder can be made there (${reason}).`,
      fix: 'Set the environment variable TMPDIR to a folder that exists and is yours.',
    });
  }
}

/** Of this user, with an owner that has ended. */
async function removeStale(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const [, pid, start] = /^leanscope-(\d+)-([0-9a-z]+)-\w{6}$/.exec(name) ?? [];
    if (pid === undefined || start === undefined || isOwned(Number(pid), start)) continue;
    const folder = join(parent, name);
    const found = await stat(folder).catch(() => undefined);
    const ours = found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid);
    if (ours) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isOwned(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return now === undefined || start === '0' || now === start;
}

/** Field 22 of /proc/PID/stat, clock ticks since boot: a number that was given away again is another process. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[19]).toString(36);
  } catch {
    // Not Linux, or it has ended.
    return undefined;
  }
}
