/** Which packages a version needs, and whether they are the ones that the working tree has. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** Lock files, and what installs by each of them without changing it. */
const managers: readonly { readonly lock: string; readonly install: readonly string[] }[] = [
  { lock: 'package-lock.json', install: ['npm', 'ci', '--no-audit', '--no-fund'] },
  { lock: 'npm-shrinkwrap.json', install: ['npm', 'ci', '--no-audit', '--no-fund'] },
  { lock: 'pnpm-lock.yaml', install: ['pnpm', 'install', '--frozen-lockfile'] },
  { lock: 'yarn.lock', install: ['yarn', 'install', '--frozen-lockfile'] },
  { lock: 'bun.lock', install: ['bun', 'install', '--frozen-lockfile'] },
  { lock: 'bun.lockb', install: ['bun', 'install', '--frozen-lockfile'] },
];
const withoutLock: readonly string[] = ['npm', 'install', '--no-audit', '--no-fund', '--no-package-lock'];

export interface Needs {
  /** Where packages are installed, relative to the folder of the version. */
  readonly place: string;
  /** Absent where it has no lock file. */
  readonly lock?: string;
  readonly install: readonly string[];
  /** What it says of packages: the lock file's text, else what package.json lists. Empty where it needs none. */
  readonly text: string;
}

/** Of the application's folder, or the nearest one above that has a lock file. */
export async function needsOf(folder: string, prefix: string): Promise<Needs> {
  const app = join(folder, prefix);
  for (let at = app; ; at = dirname(at)) {
    for (const { lock, install } of managers) {
      const text = await readFile(join(at, lock), 'utf8').catch(() => undefined);
      if (text !== undefined) return { place: relative(folder, at), lock, install, text };
    }
    if (at === folder) break;
  }
  return { place: prefix, install: withoutLock, text: await listedIn(app) };
}

async function listedIn(folder: string): Promise<string> {
  try {
    const described = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];
    const lists = kinds.map((kind) => described[kind]).filter((list) => list !== undefined);
    return lists.length === 0 ? '' : JSON.stringify(lists);
  } catch {
    // No package.json, or none that can be read: starting the application tells.
    return '';
  }
}

export async function hasModules(top: string, { place }: Needs): Promise<boolean> {
  return (await stat(join(top, place, 'node_modules')).catch(() => undefined))?.isDirectory() === true;
}

/** The script that makes what is not in git, unless the start does so itself. */
export async function buildOf(folder: string, prefix: string): Promise<boolean> {
  try {
    const { scripts = {} } = JSON.parse(await readFile(join(folder, prefix, 'package.json'), 'utf8')) as {
      readonly scripts?: Readonly<Record<string, unknown>>;
    };
    return typeof scripts['build'] === 'string' && scripts['prestart'] === undefined;
  } catch {
    return false;
  }
}
