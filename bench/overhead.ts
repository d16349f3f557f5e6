/**
 * What measuring costs the application: CPU per request while measured, over CPU per request of the same application without
 * Leanscope. Both run side by side and take turns in short slices (in ABBA order), so that the machine's moods fall on both; the
 * result is the geometric mean of the paired ratios with its 95 % interval. Linux only: CPU time is the kernel's, per thread.
 *
 * Under three loads: saturated (8 connections, each sends when it has its answer), light (Poisson arrivals at a fifth of that
 * rate), and idle, where there is no request to divide by and the CPU that measuring adds is told in parts of a core.
 *
 *     npm run bench:overhead [kernels|shop] [blocks] [sampling interval, µs]
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { studentT95 } from '../src/attribute/statistics.ts';
import { ALLOCATION_INTERVAL_BYTES, CPU_INTERVAL_US } from '../src/model/agent-protocol.ts';
import type { Target } from '../src/model/target.ts';
import type { LoadSlice } from '../src/model/workload.ts';
import { resolveSpec } from '../src/spec/spec.ts';
import { cpuPerRequest, cpuWhile, startTwoSides, type Side } from './paired-sides.ts';

const root = join(import.meta.dirname, '..');
const commands: Readonly<Record<string, readonly string[]>> = {
  kernels: ['node', 'server.cjs'],
  shop: ['node', 'dist/server.js'],
};
const sliceMs = 1000;

const lightShare = 0.2;

const states = ['agent idle', 'CPU sampling', 'CPU and allocation sampling'] as const;
type State = (typeof states)[number];

async function main(app = 'kernels', blocks = 12, intervalUs = CPU_INTERVAL_US): Promise<void> {
  const command = commands[app];
  if (command === undefined)
    throw new Error(`No application "${app}": choose from ${Object.keys(commands).join(', ')}.`);
  const spec = await resolveSpec({ cwd: join(root, 'test', 'apps', app), command });
  const { bare, measured, target, stop } = await startTwoSides(spec, 3 * sliceMs);
  try {
    const ratePerSecond = lightShare * (await rateOf(bare));
    const light: LoadSlice = { durationMs: 2 * sliceMs, arrival: { spacing: 'poisson', ratePerSecond } };
    console.log(`${app}, ${blocks} blocks of paired slices, a sample every ${intervalUs} µs`);
    for (const state of states) {
      const bench = { bare, measured, target, blocks, state, intervalUs };
      console.log(`  ${state}`);
      console.log(`    saturated  ${summary(await ratios({ ...bench, slice: { durationMs: sliceMs } }))}`);
      console.log(`    light      ${summary(await ratios({ ...bench, slice: light }))}`);
      console.log(`    idle       ${(await idleCores(bench)).toFixed(4)} of a core`);
    }
  } finally {
    await stop();
  }
}

interface Bench {
  readonly bare: Side;
  readonly measured: Side;
  readonly target: Target;
  readonly blocks: number;
  readonly state: State;
  readonly intervalUs: number;
}

async function ratios(bench: Bench & { readonly slice: LoadSlice }): Promise<readonly number[]> {
  const { bare, measured, blocks, slice } = bench;
  const found: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const measureIt = (): Promise<number> => withSampling(bench, () => cpuPerRequest(measured, slice));
    const measuredFirst = block % 2 === 0;
    const first = measuredFirst ? await measureIt() : undefined;
    const plain = await cpuPerRequest(bare, slice);
    found.push((first ?? (await measureIt())) / plain);
  }
  return found;
}

/** What measuring adds where nothing is asked of the application, handing over the samples included. */
async function idleCores(bench: Bench): Promise<number> {
  const idle = { durationMs: 3 * sliceMs };
  const plain = await cpuWhile(bench.bare, () => sleep(idle.durationMs));
  const measured = await cpuWhile(bench.measured, () => withSampling(bench, () => sleep(idle.durationMs)));
  return (measured - plain) / (idle.durationMs * 1e6);
}

/** Samplers run as in a measurement, but V8 is left to inline: what keeping functions apart costs is no overhead of sampling. */
async function withSampling<T>({ state, target, intervalUs }: Bench, work: () => Promise<T>): Promise<T> {
  const [agent] = target.agents();
  if (agent === undefined) throw new Error('the application has gone');
  const cpu = state !== 'agent idle';
  const allocation = state === 'CPU and allocation sampling';
  if (cpu) await agent.request('startCpuSampling', { intervalUs, separateFunctions: false, engine: 'inspector' });
  if (allocation) await agent.request('startAllocationSampling', { intervalBytes: ALLOCATION_INTERVAL_BYTES });
  const result = await work();
  if (cpu) await agent.request('stopCpuSampling', undefined);
  if (allocation) await agent.request('stopAllocationSampling', undefined);
  return result;
}

async function rateOf({ session }: Side): Promise<number> {
  const { perRequest } = await session.run({ durationMs: sliceMs });
  return (perRequest.reduce((sum, { completed }) => sum + completed, 0) / sliceMs) * 1000;
}

function summary(values: readonly number[]): string {
  const logs = values.map((ratio) => Math.log(ratio));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const half = studentT95(logs.length - 1) * Math.sqrt(variance / logs.length);
  const shown = (log: number): string => Math.exp(log).toFixed(3);
  return `${shown(mean)}  (95 % ${shown(mean - half)} to ${shown(mean + half)})`;
}

const [app, blocks, intervalUs] = process.argv.slice(2);
const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
await main(app, numberOf(blocks), numberOf(intervalUs));
