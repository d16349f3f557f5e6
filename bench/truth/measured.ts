/** A run of the built command line as an experiment needs it: its Report, or why there is none. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { cacheFolder } from '../../test/host/cache.ts';
import { app, leanscope, nodeOf } from '../../test/world/leanscope.ts';
import { ProductCrash } from './experiment.ts';

export interface Wanted {
  /** Folder in test/apps. */
  readonly application: string;
  readonly seconds: number;
  /** Without one, what the project says. */
  readonly command?: readonly string[];
  /** The load, in the place of what the project says. */
  readonly path?: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function reportOf(wanted: Wanted): Promise<Report> {
  const { application, seconds, command = [], path, flags = [], env = {} } = wanted;
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-truth-'));
  try {
    const out = join(folder, 'report.json');
    const scenario = join(folder, 'scenario.json');
    if (path !== undefined) await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path }] }));
    const options = [
      '--cwd',
      app(application),
      '--budget-seconds',
      String(seconds),
      '--no-store',
      '--quiet',
      '--json',
      out,
    ];
    const load = path === undefined ? [] : ['--scenario', scenario];
    const started = command.length === 0 ? [] : ['--', ...command];
    const { code, stderr } = await leanscope(['run', ...options, ...load, ...flags, ...started], { env });
    if (code === 4) throw new ProductCrash(`leanscope run of ${application}: ${stderr.trim()}`);
    if (code !== 0)
      throw new Error(`leanscope ended with ${code ?? 'a signal'}: ${stderr.trim().split('\n')[0] ?? ''}`);
    return JSON.parse(await readFile(out, 'utf8')) as Report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The Node.js that runs the bench, and those of the tests that are installed: a bench installs nothing while its time runs. */
export async function availableNodes(): Promise<readonly string[]> {
  const majors = [20, 22, 24, 26].filter((major) => existsSync(join(cacheFolder, 'nodes', String(major))));
  return majors.length === 0 ? [process.execPath] : Promise.all(majors.map(nodeOf));
}
