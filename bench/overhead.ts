/**
 * What measuring costs the application: CPU per request while measured, over CPU per request of the same application without
 * Leanscope. Both run side by side and take turns in short slices (in ABBA order), so that the machine's moods fall on both; the
 * result is the geometric mean of the paired ratios with its 95 % interval. Linux only: CPU time is the kernel's, per thread.
 *
 *     npm run bench:overhead [kernels|shop] [blocks]
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { studentT95 } from '../src/attribute/statistics.ts';
import { launch } from '../src/launch/launch.ts';
import { load } from '../src/load/load.ts';
import { ALLOCATION_INTERVAL_BYTES, CPU_INTERVAL_US } from '../src/model/agent-protocol.ts';
import type { Spec } from '../src/model/spec.ts';
import type { Target } from '../src/model/target.ts';
import type { LoadSession } from '../src/model/workload.ts';
import { resolveSpec } from '../src/spec/spec.ts';

const root = join(import.meta.dirname, '..');
const dist = (file: string): string => join(root, 'dist', file);
const commands: Readonly<Record<string, readonly string[]>> = {
  kernels: ['node', 'server.cjs'],
  shop: ['node', 'dist/server.js'],
};
const sliceMs = 1000;

const states = ['agent idle', 'CPU sampling', 'CPU and allocation sampling'] as const;
type State = (typeof states)[number];

interface Side {
  readonly pid: number;
  readonly session: LoadSession;
}

async function main(app = 'kernels', blocks = 12): Promise<void> {
  const command = commands[app];
  if (command === undefined)
    throw new Error(`No application "${app}": choose from ${Object.keys(commands).join(', ')}.`);
  const spec = await resolveSpec({ cwd: join(root, 'test', 'apps', app), command });
  const plain = await startPlain(spec, 18_473);
  const target = await launch(
    { ...spec, env: { PORT: '18474' } },
    { agentFile: dist('agent.cjs'), keeperFile: dist('keeper.cjs'), signal: new AbortController().signal },
  );
  try {
    const bare = {
      pid: plain.pid ?? 0,
      session: await openLoad(spec, { ...target, baseUrl: 'http://127.0.0.1:18473' }),
    };
    const measured = { pid: target.agents()[0]?.pid ?? 0, session: await openLoad(spec, target) };
    for (const side of [bare, measured, bare, measured]) await cpuPerRequest(side, 3 * sliceMs);
    console.log(`${app}, ${blocks} blocks of paired ${sliceMs} ms slices: CPU per request, measured over bare`);
    for (const state of states)
      console.log(`  ${state.padEnd(28)} ${summary(await ratios(state, { bare, measured, target, blocks }))}`);
    await Promise.all([bare.session.close(), measured.session.close()]);
  } finally {
    plain.kill('SIGKILL');
    await target.stop();
  }
}

async function startPlain({ command: [program = '', ...args], cwd }: Spec, port: number): Promise<ChildProcess> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function openLoad(spec: Spec, target: Target): Promise<LoadSession> {
  const session = await load(spec, target, dist('generator.cjs')).open();
  await session.prepare();
  return session;
}

interface Bench {
  readonly bare: Side;
  readonly measured: Side;
  readonly target: Target;
  readonly blocks: number;
}

async function ratios(state: State, { bare, measured, target, blocks }: Bench): Promise<readonly number[]> {
  const found: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const measureIt = (): Promise<number> => withSampling(state, target, () => cpuPerRequest(measured, sliceMs));
    const measuredFirst = block % 2 === 0;
    const first = measuredFirst ? await measureIt() : undefined;
    const plain = await cpuPerRequest(bare, sliceMs);
    found.push((first ?? (await measureIt())) / plain);
  }
  return found;
}

/** Samplers run as in a measurement, but V8 is left to inline: what keeping functions apart costs is no overhead of sampling. */
async function withSampling<T>(state: State, target: Target, work: () => Promise<T>): Promise<T> {
  const [agent] = target.agents();
  if (agent === undefined) throw new Error('the application has gone');
  const cpu = state !== 'agent idle';
  const allocation = state === 'CPU and allocation sampling';
  if (cpu)
    await agent.request('startCpuSampling', {
      intervalUs: CPU_INTERVAL_US,
      separateFunctions: false,
      engine: 'inspector',
    });
  if (allocation) await agent.request('startAllocationSampling', { intervalBytes: ALLOCATION_INTERVAL_BYTES });
  const result = await work();
  if (cpu) await agent.request('stopCpuSampling', undefined);
  if (allocation) await agent.request('stopAllocationSampling', undefined);
  return result;
}

async function cpuPerRequest({ pid, session }: Side, durationMs: number): Promise<number> {
  const before = await cpuNs(pid);
  const { perRequest } = await session.run({ durationMs });
  const used = (await cpuNs(pid)) - before;
  return used / perRequest.reduce((sum, { completed }) => sum + completed, 0);
}

/** CPU time of all threads of a process, ns: first field of each thread's schedstat. */
async function cpuNs(pid: number): Promise<number> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const each = await Promise.all(tasks.map((task) => readFile(`/proc/${pid}/task/${task}/schedstat`, 'latin1')));
  return each.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0);
}

function summary(values: readonly number[]): string {
  const logs = values.map((ratio) => Math.log(ratio));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const half = studentT95(logs.length - 1) * Math.sqrt(variance / logs.length);
  const shown = (log: number): string => Math.exp(log).toFixed(3);
  return `${shown(mean)}  (95 % ${shown(mean - half)} to ${shown(mean + half)})`;
}

const [app, blocks] = process.argv.slice(2);
await main(app, blocks === undefined ? undefined : Number(blocks));
