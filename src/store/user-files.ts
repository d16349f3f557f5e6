/**
 * What is kept per user, beside no project: this machine's speed, a server's token, refreshed prices. JSON files in one folder:
 * `LEANSCOPE_HOME`, else the place for the data of applications on this system.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { writeWhole } from './store.ts';

/** Undefined where nothing is kept, or what is kept is no JSON: it is as if it had never been written. */
export async function readUserFile(name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(userFolder(), name), 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws FailureError badFile */
export async function writeUserFile(name: string, value: unknown): Promise<string> {
  const folder = userFolder();
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const file = join(folder, name);
  await writeWhole(file, `${JSON.stringify(value)}\n`);
  return file;
}

export async function removeUserFile(name: string): Promise<void> {
  await rm(join(userFolder(), name), { force: true });
}

function userFolder(): string {
  const { LEANSCOPE_HOME, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (LEANSCOPE_HOME) return LEANSCOPE_HOME;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Leanscope');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Leanscope');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'leanscope');
}
