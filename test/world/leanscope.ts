/** Runs the built command line on real applications, and looks for anything it left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/model/report.ts';
import { installNode } from '../host/install-server.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(root, 'dist', 'cli.cjs');

/** Kept between the tests of a run, so that only the first one probes; never the developer's own. */
const userFolder = join(root, 'out', 'user');

export const app = (name: string): string => join(root, 'test', 'apps', name);

/** The Node.js of a major version, as an executable file. */
export async function nodeOf(major: number): Promise<string> {
  return join(await installNode(major), 'bin', 'node');
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  /** The Node.js that runs the command line; the one that runs the tests, if not named. */
  readonly node?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * How far a share may be from the truth: what the measurement is held to, and what chance and a busy machine add to that, as the Report
 * itself says (95 %), up to twice as much again: nobody would call more right.
 */
export const allowedError = ({ quality }: Report, heldTo: number): number =>
  heldTo + Math.min(2 * heldTo, quality.shareHalfWidth ?? 0);

/** Marks every process of these tests, through the environment that children inherit. */
const mark = `leanscope-world-${process.pid}`;

export function start(
  args: readonly string[],
  { node = process.execPath, cwd = tmpdir(), env = {} }: Options = {},
): ChildProcess {
  if (!existsSync(cli)) throw new Error('Build it first: npm run build');
  return spawn(node, [cli, ...args], {
    cwd,
    env: { ...process.env, LEANSCOPE_HOME: userFolder, ...env, LEANSCOPE_WORLD: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A process that runs the command line as the editor does: as a child with a message channel. */
export function startParent(args: readonly string[]): ChildProcess {
  const program = `require('node:child_process').fork(${JSON.stringify(cli)}, ${JSON.stringify(args)}, { stdio: 'ignore' });`;
  return spawn(process.execPath, ['-e', program], { env: { ...process.env, LEANSCOPE_WORLD: mark }, stdio: 'ignore' });
}

export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      settle({ code, stdout, stderr });
    });
  });
}

export function leanscope(args: readonly string[], options?: Options): Promise<Ended> {
  return ended(start(args, options));
}

/** Measures an application and gives its Report; fails with the tool's own words when it could not. */
export function measure(
  appFolder: string,
  seconds: number,
  command: readonly string[],
  options?: Options,
  flags: readonly string[] = [],
): Promise<Report> {
  return measureProcess(appFolder, ['--budget-seconds', String(seconds), ...flags], command, options);
}

/** The same, with no budget but what the flags say. */
export async function measureProcess(
  appFolder: string,
  flags: readonly string[],
  command: readonly string[],
  options?: Options,
): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-world-'));
  try {
    const file = join(folder, 'report.json');
    const call = ['run', '--cwd', appFolder, '--no-store', '--quiet', '--json', file, ...flags];
    const { code, stderr } = await leanscope([...call, ...(command.length === 0 ? [] : ['--', ...command])], options);
    if (code !== 0) throw new Error(`leanscope ended with ${code ?? 'a signal'}:\n${stderr}`);
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Processes that these tests started, directly or not, and that still run: [pid, command]. */
export async function leftBehind(): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [environ, stat, command] = await Promise.all(
        ['environ', 'stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'latin1').catch(() => '')),
      );
      const zombie = stat?.slice(stat.lastIndexOf(')') + 2).startsWith('Z') ?? false;
      const ours = environ?.split('\0').includes(`LEANSCOPE_WORLD=${mark}`) === true && !zombie;
      return ours ? `${pid} ${command?.replaceAll('\0', ' ') ?? ''}` : undefined;
    }),
  );
  return found.filter((each) => each !== undefined);
}

/** Waits for the last of them to go; what is still there after it stays in the answer. */
export async function leftBehindSoon(): Promise<readonly string[]> {
  const deadline = performance.now() + 10_000;
  let left = await leftBehind();
  while (left.length > 0 && performance.now() < deadline) {
    await new Promise((settle) => setTimeout(settle, 50));
    left = await leftBehind();
  }
  return left;
}

/** Process ids of the tool's own programs (cli, keeper, generator) that these tests started. */
export async function pidsOf(program: string): Promise<readonly number[]> {
  return (await leftBehind())
    .filter((line) => line.includes(`${program}.cjs`))
    .map((line) => Number.parseInt(line, 10));
}
