/** Runs the built command line on real applications, and looks for anything it left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
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
  readonly mark?: string;
}

/**
 * For whatever is waited for in these tests, and for each of them: far above what a busy machine takes. Nothing is told by it but that
 * something hangs.
 */
export const guardMs = 120_000;
export const testMs = 600_000;

/** Waits for a state; fails when it does not come. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + guardMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`waited ${guardMs / 1000} s in vain: ${what}`);
    await new Promise((settle) => setTimeout(settle, 20));
  }
}

/** Until the child has written it, on either stream. */
export function written(child: ChildProcess, words: RegExp): Promise<RegExpExecArray> {
  let text = '';
  let found: RegExpExecArray | undefined;
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => {
      text += piece.toString();
      found ??= words.exec(text) ?? undefined;
    });
  return until(`${String(words)} is written`, () => found);
}

/** One that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Marks every process of these tests, through the environment that children inherit; several files of tests run at once. */
const ownMark = `leanscope-world-${process.pid}`;
let marks = 0;

/** For runs side by side in one test, each of which looks after what is left of its own. */
export const newMark = (): string => `${ownMark}-${++marks}`;

export function start(
  args: readonly string[],
  { node = process.execPath, cwd = tmpdir(), env = {}, mark = ownMark }: Options = {},
): ChildProcess {
  if (!existsSync(cli)) throw new Error('Build it first: npm run build');
  return spawn(node, [cli, ...args], {
    cwd,
    env: { ...process.env, LEANSCOPE_HOME: userFolder, ...env, LEANSCOPE_WORLD: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A process that runs the command line as the editor does: as a child with a message channel. */
export function startParent(args: readonly string[], mark: string): ChildProcess {
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

/** Measures an application, every pass of it however busy the machine is, and gives its Report; fails with the tool's own words when it could not. */
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
    const call = ['run', '--complete', '--cwd', appFolder, '--no-store', '--quiet', '--json', file, ...flags];
    const { code, stderr } = await leanscope([...call, ...(command.length === 0 ? [] : ['--', ...command])], options);
    if (code !== 0) throw new Error(`leanscope ended with ${code ?? 'a signal'}:\n${stderr}`);
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Processes that these tests started, directly or not, and that still run: [pid, command]. Without a mark, all but those that have one. */
export async function leftBehind(mark = ownMark): Promise<readonly string[]> {
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
export async function leftBehindSoon(mark = ownMark): Promise<readonly string[]> {
  const deadline = performance.now() + guardMs;
  let left = await leftBehind(mark);
  while (left.length > 0 && performance.now() < deadline) {
    await new Promise((settle) => setTimeout(settle, 50));
    left = await leftBehind(mark);
  }
  return left;
}

/** Process ids of the tool's own programs (cli, keeper, generator) that these tests started. */
export async function pidsOf(program: string, mark = ownMark): Promise<readonly number[]> {
  return (await leftBehind(mark))
    .filter((line) => line.includes(`${program}.cjs`))
    .map((line) => Number.parseInt(line, 10));
}
