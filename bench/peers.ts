/**
 * Known truth through several profilers: three functions in three files run the same loop in the ratio 5:3:2, and V8 inlines them. Prints
 * each tool's share of the application's own code for each of them, its largest error, and how long it took to an answer.
 *
 *     npm run bench:peers [majors, default 20,22,24]
 */
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { V8CpuProfile } from '../src/model/v8-profile.ts';
import type { Report } from '../src/model/report.ts';
import { installNode } from '../test/host/install-server.ts';
import { installPeer } from './peer-packages.ts';

const root = join(import.meta.dirname, '..');
const truth = { alpha: 0.5, beta: 0.3, gamma: 0.2 };
const loadSeconds = 6;
const budgetSeconds = 12;
const patienceMs = 90_000;

/** Where a measurement happens: a copy of the application, with room for what a tool leaves behind. */
interface Place {
  readonly node: string;
  readonly app: string;
  readonly out: string;
}

/** CPU, in any unit, by name of a function of the application itself. */
type SelfByName = ReadonlyMap<string, number>;

interface Tool {
  readonly name: string;
  prepare?(): Promise<unknown>;
  measure(place: Place): Promise<SelfByName>;
}

const tools: readonly Tool[] = [
  { name: 'node --cpu-prof, by call frame', measure: cpuProf },
  { name: 'Clinic flame', prepare: clinic, measure: async (place) => ticksOf('clinic', await clinic(), place) },
  { name: '0x', prepare: zeroX, measure: async (place) => ticksOf('0x', await zeroX(), place) },
  { name: 'leanscope run', measure: leanscope },
];

function clinic(): Promise<string> {
  return installPeer('@clinic/flame@13.0.0');
}

function zeroX(): Promise<string> {
  return installPeer('0x@6.0.0');
}

async function main(majors = '20,22,24'): Promise<void> {
  console.log('| Node.js | tool | alpha (50) | beta (30) | gamma (20) | largest error, points | s to an answer |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const major of majors.split(',')) {
    const node = join(await installNode(Number(major)), 'bin', 'node');
    for (const tool of tools) console.log(`| ${major} | ${tool.name} | ${(await cells(tool, node)).join(' | ')} |`);
  }
}

async function cells(tool: Tool, node: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-peers-'));
  try {
    // Not in the time it took: a tool is installed once.
    await tool.prepare?.();
    const app = join(folder, 'kernels');
    await cp(join(root, 'test', 'apps', 'kernels'), app, { recursive: true });
    const begunMs = performance.now();
    const self = await tool.measure({ node, app, out: folder });
    return [...shares(self), ((performance.now() - begunMs) / 1000).toFixed(1)];
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return ['', '', '', `failed: ${line}`, ''];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function shares(self: SelfByName): readonly string[] {
  const all = [...self.values()].reduce((sum, value) => sum + value, 0);
  if (all === 0) throw new Error('it saw nothing of the application');
  const found = Object.entries(truth).map(([name, share]) => ({ percent: (100 * (self.get(name) ?? 0)) / all, share }));
  const error = Math.max(...found.map(({ percent, share }) => Math.abs(percent - 100 * share)));
  return [...found.map(({ percent }) => percent.toFixed(1)), error.toFixed(1)];
}

async function cpuProf({ node, app, out }: Place): Promise<SelfByName> {
  // Ended by a signal, Node.js would not write the profile.
  const softExit = join(out, 'soft-exit.cjs');
  await writeFile(softExit, "process.on('SIGTERM', () => process.exit());\n");
  const server = spawn(node, ['--cpu-prof', `--cpu-prof-dir=${out}`, '--require', softExit, 'server.cjs'], {
    cwd: app,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = await new Promise<string>((settle) => {
      server.stdout.on('data', (text: Buffer) => {
        settle(/:(\d+)\s*$/.exec(text.toString())?.[1] ?? '');
      });
    });
    await runToEnd(
      process.execPath,
      ['--no-warnings', join(root, 'bench', 'small-load.ts'), port, String(loadSeconds)],
      out,
    );
    const ended = new Promise((settle) => server.once('exit', settle));
    server.kill('SIGTERM');
    await ended;
  } finally {
    server.kill('SIGKILL');
  }
  const [file = ''] = (await readdir(out)).filter((name) => name.endsWith('.cpuprofile'));
  return selfTimes(JSON.parse(await readFile(join(out, file), 'utf8')) as V8CpuProfile);
}

function selfTimes({ nodes, samples, timeDeltas }: V8CpuProfile): SelfByName {
  const frameOf = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const self = new Map<string, number>();
  for (const [i, id] of samples.entries()) {
    const { functionName = '', url = '' } = frameOf.get(id) ?? {};
    if (url.includes('/kernels/')) self.set(functionName, (self.get(functionName) ?? 0) + (timeDeltas[i] ?? 0));
  }
  return self;
}

/** A tick is a stack, the innermost frame last; a frame's name is "function file:line:column", with marks of V8's compilers before it. */
async function ticksOf(tool: string, folder: string, { node, app, out }: Place): Promise<SelfByName> {
  const file = join(out, 'ticks.json');
  const program = join(root, 'bench', 'run-peer.ts');
  await runToEnd(process.execPath, ['--no-warnings', program, tool, folder, node, String(loadSeconds), file], app);
  const ticks = JSON.parse(await readFile(file, 'utf8')) as readonly (readonly { readonly name: string }[])[];
  const self = new Map<string, number>();
  for (const { name } of ticks.flatMap((stack) => stack.slice(-1))) {
    if (!name.includes('/kernels/')) continue;
    const plain = name.replace(/^[~*^+]?/, '').split(' ')[0] ?? '';
    self.set(plain, (self.get(plain) ?? 0) + 1);
  }
  return self;
}

async function leanscope({ node, app, out }: Place): Promise<SelfByName> {
  const file = join(out, 'report.json');
  const options = ['--cwd', app, '--budget-seconds', String(budgetSeconds), '--no-store', '--quiet', '--json', file];
  await runToEnd(process.execPath, [join(root, 'dist', 'cli.cjs'), 'run', ...options, '--', node, 'server.cjs'], app);
  const { functions } = JSON.parse(await readFile(file, 'utf8')) as Report;
  const own = functions.filter(({ origin }) => origin === 'app');
  return new Map(own.map(({ name, selfCpuMsPerRequest }) => [name, selfCpuMsPerRequest]));
}

/** Rejects with the program's last words when it fails or takes too long. */
function runToEnd(program: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patienceMs,
    killSignal: 'SIGTERM',
  });
  let words = '';
  child.stderr.on('data', (text: Buffer) => (words += text.toString()));
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const line = words.split('\n').find((each) => /error/i.test(each)) ?? words.trim();
      if (code === 0) settle();
      else reject(new Error(`ended with ${code ?? 'a signal'}: ${line}`));
    });
  });
}

const [majors] = process.argv.slice(2);
await main(majors);
