/**
 * Where one input is tried: a project, the user's own folder, a folder for temporary files, and beside them what nobody may touch or hand
 * on. In: files and a victim. Out: what has changed afterwards.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { plantedSecret, type Form } from './form.ts';
import { scriptUrl } from './profile-forms.ts';
import type { Random } from './random.ts';

export interface Arena {
  readonly root: string;
  readonly work: string;
  readonly home: string;
  readonly tmp: string;
  readonly outside: string;
}

export function arenaAt(root: string): Arena {
  const inside = (name: string): string => join(root, name);
  return { root, work: inside('work'), home: inside('home'), tmp: inside('tmp'), outside: inside('outside') };
}

const outsideFiles = {
  bashrc: 'precious',
  '.env': `API_KEY=${plantedSecret}`,
  'passwd.ts': `root:${plantedSecret}:0:0`,
};

/** So that a call that measures need not probe this machine first. */
const knownSpeed = {
  probes: [
    {
      ...{ probeVersion: 1, takenAt: '2026-01-01T00:00:00.000Z', nodeVersion: process.version, arch: process.arch },
      ...{ cpuModel: cpus()[0]?.model.trim() ?? 'unknown', logicalCpus: cpus().length, seconds: 2 },
      ...{ perCpuSecond: [1e3, 1e3, 1e3, 1e3, 1e3, 1e3], noise: 0.02, disturbedShare: 0 },
    },
  ],
};

/** What stands in the place of the victim, when it is no file with bad bytes. */
const stands: Readonly<Record<string, (file: string, arena: Arena) => void>> = {
  folder: (file) => {
    mkdirSync(file);
  },
  pipe: (file) => {
    execFileSync('mkfifo', [file]);
  },
  missing: () => undefined,
  'link to a device': (file) => {
    symlinkSync('/dev/zero', file);
  },
  'link to itself': (file) => {
    symlinkSync(file, file);
  },
  'link to nothing': (file) => {
    symlinkSync('nowhere/at/all', file);
  },
  'link to what is outside': (file, { outside }) => {
    symlinkSync(join(outside, 'passwd.ts'), file);
  },
  'link to what is secret': (file, { outside }) => {
    symlinkSync(join(outside, '.env'), file);
  },
  'link to /proc/kmsg': (file) => {
    symlinkSync('/proc/kmsg', file);
  },
};

export function standFor(random: Random): string {
  return random.of(Object.keys(stands));
}

export function prepare(arena: Arena, form: Form, victim: Uint8Array | { readonly stand: string } | undefined): void {
  rmSync(arena.root, { recursive: true, force: true });
  for (const folder of [arena.work, arena.home, arena.tmp, arena.outside]) mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(outsideFiles)) writeFileSync(join(arena.outside, name), text);
  if (form.victim !== 'home/machine-speed.json')
    writeFileSync(join(arena.home, 'machine-speed.json'), JSON.stringify(knownSpeed));
  for (const [path, content] of Object.entries(form.files)) {
    const file = join(arena.root, path);
    mkdirSync(dirname(file), { recursive: true });
    if (path !== form.victim || victim === undefined) writeFileSync(file, placed(content, arena));
    else if ('stand' in victim) stands[victim.stand]?.(file, arena);
    else writeFileSync(file, placed(victim, arena));
  }
}

function placed(content: Uint8Array | string, { root }: Arena): Uint8Array | string {
  const text = typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
  if (!text.includes('/ARENA/')) return content;
  const filled = text.replaceAll(scriptUrl, `file://${root}/work/dist/main.js`);
  return typeof content === 'string' ? filled : Buffer.from(filled, 'latin1');
}

/** Every file by its path, with its text; of what is no file, what it is. */
export function listing(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open = [''];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const name of readdirSync(join(folder, path))) {
      const below = join(path, name);
      const file = join(folder, below);
      const stat = lstatSync(file);
      if (stat.isDirectory()) open.push(below);
      else if (stat.isFile()) found.set(below, `${stat.mode.toString(8)} ${readFileSync(file, 'latin1')}`);
      else found.set(below, `no file: ${stat.mode.toString(8)}`);
    }
  }
  return found;
}

export interface Changes {
  /** Made or changed in the project and in the user's folder. */
  readonly written: ReadonlyMap<string, string>;
  readonly outsideTouched: boolean;
  /** Left in the folder for temporary files, or beside a run that is not whole. */
  readonly leftOver: readonly string[];
}

export function changesSince(before: ReadonlyMap<string, string>, arena: Arena): Changes {
  const after = listing(arena.root);
  const changed = [...after].filter(([path, text]) => before.get(path) !== text);
  const gone = [...before.keys()].filter((path) => !after.has(path));
  const isOutside = (path: string): boolean => path.startsWith('outside/');
  return {
    written: new Map(changed.filter(([path]) => !isOutside(path) && !path.startsWith('tmp/'))),
    outsideTouched: [...changed.map(([path]) => path), ...gone].some(isOutside),
    leftOver: changed
      .map(([path]) => path)
      .filter((path) => path.startsWith('tmp/') || /\.leanscope\/unfinished-|\.(part|tmp|new)$|~$/.test(path)),
  };
}
