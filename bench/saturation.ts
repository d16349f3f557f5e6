/** Requests per second per core: as a run predicts them, and as wrk reaches them without any measuring. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from '../src/model/report.ts';
import { install, quickApplications } from '../test/world/applications.ts';
import { client, wrk } from './load-clients.ts';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

export interface App {
  readonly name: string;
  /** Where it lies, and what Node.js is given to start it there. */
  readonly place: () => Promise<string>;
  readonly args: readonly string[];
  readonly path: string;
}

const ofTests = (name: string, file: string, path: string): App => ({
  ...{ name, args: [file], path },
  place: () => Promise.resolve(join(root, 'test', 'apps', name)),
});

const shop: App = {
  ...ofTests('shop', 'dist/server.js', '/products/7'),
  place: async () => {
    const folder = join(root, 'test', 'apps', 'shop');
    await run('npx', ['tsc', '-p', '.'], { cwd: folder });
    return folder;
  },
};

const port = '45871';

/** The last two are other people's, from npm. */
export const apps: readonly App[] = [
  ofTests('kernels', 'server.cjs', '/'),
  ofTests('express4', 'server.js', '/'),
  ofTests('fastify', 'server.mjs', '/primes'),
  shop,
  fromNpm('an application of express-generator', ['bin/www'], '/'),
  fromNpm('json-server', ['../node_modules/json-server/lib/cli/bin.js', 'db.json', '--port', port], '/posts'),
];

function fromNpm(name: string, args: readonly string[], path: string): App {
  const application = quickApplications[name];
  if (application === undefined) throw new Error(`no such application: ${name}`);
  return { name, args, path, place: () => install(name, application) };
}

export async function predict({ place, args, path }: App, seconds = 30): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-bench-'));
  try {
    const [scenario, out] = [join(folder, 'scenario.json'), join(folder, 'report.json')];
    await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path }] }));
    const flags = ['--cwd', await place(), '--scenario', scenario, '--json', out, '--no-store', '--quiet'];
    // An empty route is compiled for seconds: a shorter run would count that too.
    const call = [
      'run',
      ...flags,
      '--budget-seconds',
      String(seconds),
      '--port',
      port,
      '--',
      process.execPath,
      ...args,
    ];
    await run(process.execPath, [join(root, 'dist', 'cli.cjs'), ...call], { env: { ...process.env, PORT: port } });
    const { capacity } = JSON.parse(await readFile(out, 'utf8')) as Report;
    return capacity?.requestsPerSecondPerCore ?? NaN;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface SaturatedTurn {
  readonly perSecond: number;
  readonly perCore: number;
  readonly oursOverWrk: number;
}

const turnsOfSaturation = 3;

export async function saturate({ place, args, path }: App): Promise<readonly SaturatedTurn[]> {
  const env = { ...process.env, PORT: port };
  const server = spawn(process.execPath, args, { cwd: await place(), env, stdio: 'ignore' });
  const cpuMsDuring = async (
    work: () => Promise<number>,
  ): Promise<{ readonly cpuMs: number; readonly count: number }> => {
    const before = await cpuMsOf(server.pid ?? 0);
    const count = await work();
    return { cpuMs: (await cpuMsOf(server.pid ?? 0)) - before, count };
  };
  try {
    await listening();
    // An empty route is compiled for seconds.
    await wrk(port, path, 8);
    const turns: SaturatedTurn[] = [];
    for (let turn = 0; turn < turnsOfSaturation; turn++) {
      const seconds = 2;
      let perSecond = 0;
      const theirs = await cpuMsDuring(async () => {
        const found = await wrk(port, path, seconds);
        perSecond = found.perSecond;
        return found.requests;
      });
      const ours = await cpuMsDuring(async () => (await client('closed', port, seconds, { path })).requests);
      const [perTheirs, perOurs] = [theirs.cpuMs / theirs.count, ours.cpuMs / ours.count];
      turns.push({ perSecond, perCore: 1000 / perTheirs, oursOverWrk: perOurs / perTheirs });
    }
    return turns;
  } finally {
    server.kill();
  }
}

async function listening(): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    if (
      await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the application does not listen');
}

/** User and system time of all its threads (proc(5): fields 14 and 15 of stat, in ticks of 10 ms). */
async function cpuMsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
