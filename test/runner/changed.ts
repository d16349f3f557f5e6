/** Which tests see what was changed since the last commit, or, where nothing was, by the last commit. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { root } from './folders.ts';

/** The files with those first that changed, or that import a changed one, be it through others. In a copy without Git, as they are. */
export async function changedFirst(files: readonly string[]): Promise<readonly string[]> {
  const changed = new Set(await changedFiles());
  if (changed.size === 0) return files;
  const imports = new Map<string, readonly string[]>();
  const see: string[] = [];
  for (const file of files) if ((await reached(file, imports)).some((each) => changed.has(each))) see.push(file);
  return [...see, ...files.filter((file) => !see.includes(file))];
}

/** A file and all that it imports, be it through others. */
async function reached(file: string, imports: Map<string, readonly string[]>): Promise<readonly string[]> {
  const found = new Set([file]);
  for (const each of found) {
    const imported = imports.get(each) ?? (await importsOf(each));
    imports.set(each, imported);
    for (const next of imported) found.add(next);
  }
  return [...found];
}

async function importsOf(file: string): Promise<readonly string[]> {
  const text = await readFile(join(root, file), 'utf8');
  return [...text.matchAll(/\bfrom '(\.[^']+)'/g)]
    .map(([, path]) => normalize(join(dirname(file), path ?? '')))
    .filter((path) => /\.tsx?$/.test(path) && existsSync(join(root, path)));
}

async function changedFiles(): Promise<readonly string[]> {
  const uncommitted = [
    ...(await git('diff', '--name-only', 'HEAD')),
    ...(await git('ls-files', '-o', '--exclude-standard')),
  ];
  return uncommitted.length > 0 ? uncommitted : git('diff', '--name-only', 'HEAD~1', 'HEAD');
}

async function git(...args: readonly string[]): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: root });
    return stdout.split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}
