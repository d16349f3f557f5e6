/**
 * Why does sampling cost what it costs, and why not sample less often? For each sampling interval, on the `kernels` application: CPU per
 * request with the sampler over CPU per request without (paired slices, ABBA), under a saturating and a light load, with the CPU of the main
 * thread and of V8's sampling thread apart; and how far the shares of three functions of known cost are off. And what it costs a
 * thread on this machine to be woken so often and do nothing. Linux only.
 *
 *     npm run bench:sampler [blocks] [intervals, µs, with commas]
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ratioOfPairs } from '../src/attribute/statistics.ts';
import { launch } from '../src/launch/launch.ts';
import { load } from '../src/load/load.ts';
import type { V8CpuProfile } from '../src/model/v8-profile.ts';
import type { AgentLink } from '../src/model/target.ts';
import type { LoadSession, LoadSlice } from '../src/model/workload.ts';
import { resolveSpec } from '../src/spec/spec.ts';

const root = join(import.meta.dirname, '..');
const dist = (file: string): string => join(root, 'dist', file);
const truth: Readonly<Record<string, number>> = { alpha: 0.5, beta: 0.3, gamma: 0.2 };
const lightShare = 0.2;
const sliceMs = 1000;
const shareMs = 6000;
const beginningMs = 300;

interface Bench {
  readonly agent: AgentLink;
  readonly session: LoadSession;
}

interface Used {
  readonly mainUs: number;
  readonly othersUs: number;
  readonly requests: number;
}

async function main(blocks = 4, intervalsUs: readonly number[] = [257, 1009, 4001]): Promise<void> {
  console.log(
    `a thread that is woken every 257 µs and does nothing: ${(await wakeUpUs(0.257)).toFixed(1)} µs of CPU each time`,
  );
  const spec = await resolveSpec({ cwd: join(root, 'test', 'apps', 'kernels'), command: ['node', 'server.cjs'] });
  const programs = { agentFile: dist('agent.cjs'), keeperFile: dist('keeper.cjs'), guardFile: dist('guard.cjs') };
  const target = await launch(
    { ...spec, env: { PORT: '18476' } },
    { ...programs, signal: new AbortController().signal },
  );
  const session = await load(spec, target, dist('generator.cjs')).open();
  try {
    await session.prepare();
    const [agent] = target.agents();
    if (agent === undefined) throw new Error('the application has gone');
    const bench = { agent, session };
    const { requests } = await used(bench, { durationMs: 2 * sliceMs });
    const ratePerSecond = (lightShare * requests) / 2;
    for (const intervalUs of intervalsUs) {
      console.log(`a sample every ${intervalUs} µs`);
      console.log(`  saturated  ${await costOf(bench, { durationMs: sliceMs }, intervalUs, blocks)}`);
      const light: LoadSlice = { durationMs: 2 * sliceMs, arrival: { spacing: 'poisson', ratePerSecond } };
      console.log(`  light      ${await costOf(bench, light, intervalUs, blocks)}`);
      const errors = [await shareError(bench, intervalUs), await shareError(bench, intervalUs)];
      console.log(`  largest error of a share, points: ${errors.map((error) => error.toFixed(1)).join(', ')}`);
    }
  } finally {
    await session.close();
    await target.stop();
  }
}

async function costOf(bench: Bench, slice: LoadSlice, intervalUs: number, blocks: number): Promise<string> {
  const rounds: { readonly off: Used; readonly on: Used }[] = [];
  for (let block = 0; block < blocks; block++) {
    const first = block % 2 === 0 ? await used(bench, slice) : undefined;
    const on = await sampled(bench, { intervalUs, separateFunctions: false }, () => used(bench, slice));
    rounds.push({ on: on.result, off: first ?? (await used(bench, slice)) });
  }
  const perRequest = ({ mainUs, othersUs, requests }: Used): number => (mainUs + othersUs) / requests;
  const { value, low, high } = ratioOfPairs(
    rounds.map(({ on, off }) => Math.log(perRequest(on) / perRequest(off))),
  ) ?? {
    ...{ value: NaN, low: NaN, high: NaN },
  };
  const mean = (of: (round: (typeof rounds)[number]) => number): string =>
    Math.round(rounds.reduce((sum, round) => sum + of(round), 0) / rounds.length).toString();
  const main = `main thread ${mean(({ off }) => off.mainUs / off.requests)} → ${mean(({ on }) => on.mainUs / on.requests)}`;
  const others = `others ${mean(({ off }) => off.othersUs / off.requests)} → ${mean(({ on }) => on.othersUs / on.requests)} µs per request`;
  return `×${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}); ${main}, ${others}`;
}

async function sampled<T>(
  { agent, session }: Bench,
  options: { readonly intervalUs: number; readonly separateFunctions: boolean },
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly profile: V8CpuProfile }> {
  await agent.request('startCpuSampling', { ...options, engine: 'inspector' });
  await session.run({ durationMs: beginningMs });
  const result = await work();
  return { result, profile: await agent.request('stopCpuSampling', undefined, 60_000) };
}

/** By call frame, functions kept apart, under a saturating load; of the three alone. */
async function shareError(bench: Bench, intervalUs: number): Promise<number> {
  const { profile } = await sampled(bench, { intervalUs, separateFunctions: true }, () =>
    bench.session.run({ durationMs: shareMs }),
  );
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const counts = new Map<string, number>();
  for (const id of profile.samples) {
    const name = names.get(id) ?? '';
    if (name in truth) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    100 * Math.max(...Object.entries(truth).map(([name, share]) => Math.abs((counts.get(name) ?? 0) / all - share)))
  );
}

async function used({ agent, session }: Bench, slice: LoadSlice): Promise<Used> {
  const before = await cpuUs(agent.pid);
  const { perRequest } = await session.run(slice);
  const after = await cpuUs(agent.pid);
  const requests = perRequest.reduce((sum, { completed }) => sum + completed, 0);
  return { mainUs: after.mainUs - before.mainUs, othersUs: after.othersUs - before.othersUs, requests };
}

/** First field of each thread's schedstat, ns. */
async function cpuUs(pid: number): Promise<{ readonly mainUs: number; readonly othersUs: number }> {
  const times = { mainUs: 0, othersUs: 0 };
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const text = await readFile(`/proc/${pid}/task/${task}/schedstat`, 'latin1').catch(() => '0');
    times[task === String(pid) ? 'mainUs' : 'othersUs'] += Number(text.split(' ')[0]) / 1000;
  }
  return times;
}

function wakeUpUs(everyMs: number): Promise<number> {
  const program = `
    const { readFileSync, readlinkSync } = require('node:fs');
    const file = '/proc/' + readlinkSync('/proc/thread-self') + '/schedstat';
    const cpu = () => Number(readFileSync(file, 'latin1').split(' ')[0]) / 1000;
    const [lock, begun, before] = [new Int32Array(new SharedArrayBuffer(4)), performance.now(), cpu()];
    let times = 0;
    for (; performance.now() - begun < 1500; times++) Atomics.wait(lock, 0, 0, ${everyMs});
    require('node:worker_threads').parentPort.postMessage((cpu() - before) / times);`;
  return new Promise((resolve, reject) => {
    new Worker(program, { eval: true }).once('message', resolve).once('error', reject);
  });
}

const [blocks, intervals] = process.argv.slice(2);
await main(blocks === undefined ? undefined : Number(blocks), intervals?.split(',').map(Number));
