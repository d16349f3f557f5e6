/** Files that git ignores and the application may need all the same: settings in `.env`, and what the project says worktrees need. */
import { copyFile, lstat, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import { ownValue } from '../../model/own-value.ts';
import { gitNames } from './git.ts';
import { isWithin } from './within.ts';

/** Patterns as in .gitignore, one a line: what new worktrees get. */
const includeFile = '.worktreeinclude';
/** The setting of VS Code for the same. */
const includeSetting = 'git.worktreeIncludeFiles';
const always = ['.env', '.env.*'];
const mostBytes = 1e9;

/** Gives their names. What the version has itself stays. */
export async function bringIncluded(top: string, folder: string): Promise<readonly string[]> {
  const patterns = [...always, ...(await settingIn(top))];
  const byFile =
    (await lstat(join(top, includeFile)).catch(() => undefined)) === undefined ? [] : [`--exclude-from=${includeFile}`];
  const chosen = [...patterns.flatMap((pattern) => ['-x', pattern]), ...byFile];
  const names = await gitNames(top, ['ls-files', '--others', '--ignored', '-z', ...chosen]);
  const brought: string[] = [];
  let bytes = 0;
  for (const name of names) {
    if (/(^|\/)(node_modules|\.git|\.leanscope)\//.test(name)) continue;
    const found = await lstat(join(top, name)).catch(() => undefined);
    const to = join(folder, name);
    if (found?.isFile() !== true || (await lstat(to).catch(() => undefined)) !== undefined) continue;
    bytes += found.size;
    if (bytes > mostBytes) break;
    if (!(await isWithin(folder, to))) continue;
    await mkdir(dirname(to), { recursive: true });
    await copyFile(join(top, name), to);
    brought.push(name);
  }
  return brought;
}

async function settingIn(top: string): Promise<readonly string[]> {
  const text = await readFile(join(top, '.vscode', 'settings.json'), 'utf8').catch(() => '{}');
  const settings: unknown = parse(text, [], { allowTrailingComma: true });
  const list =
    typeof settings === 'object' && settings !== null
      ? ownValue(settings as Readonly<Record<string, unknown>>, includeSetting)
      : undefined;
  return Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string' && each !== '') : [];
}
