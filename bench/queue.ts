/**
 * Is the simulated p99 that of a real queue? The example shop is measured one request at a time, as a run does it; then it gets
 * requests at random moments (Poisson, open loop) at rates that keep its event loop busy for 50 to 80 % of the time. Each measured
 * p99 is compared with the simulation at the utilisation, and the mean time on the loop, that the loop's own clock showed meanwhile. Both take turns, so that the
 * machine's moods fall on both.
 *
 *     npm run bench:queue [shop|kernels] [rounds]
 */
import { join } from 'node:path';
import { loopTimesOf, type LoopTimes } from '../src/attribute/loop-times.ts';
import { simulateQueue, type Requests } from '../src/attribute/queue.ts';
import { requestsAt } from '../src/attribute/queueing.ts';
import { measureAsIs } from '../src/capture/as-is.ts';
import { noEvidenceYet } from '../src/capture/evidence.ts';
import { measureOneAtATime } from '../src/capture/one-at-a-time.ts';
import { planTime } from '../src/capture/plan.ts';
import { createSlicer, type Slicer } from '../src/capture/slice.ts';
import { keepTimelines } from '../src/capture/timelines.ts';
import { warmUp } from '../src/capture/warm-up.ts';
import { launch } from '../src/launch/launch.ts';
import { load } from '../src/load/load.ts';
import type { Counters } from '../src/model/thread-counters.ts';
import type { RequestOutcome, Slice } from '../src/model/recorded-slice.ts';
import type { RecordedRequest } from '../src/model/recording.ts';
import type { Target } from '../src/model/target.ts';
import type { LoadSession } from '../src/model/workload.ts';
import { resolveSpec } from '../src/spec/spec.ts';

const root = join(import.meta.dirname, '..');
const dist = (file: string): string => join(root, 'dist', file);
const commands: Readonly<Record<string, readonly string[]>> = {
  kernels: ['node', 'server.cjs'],
  shop: ['node', 'dist/server.js'],
};
const wanted = [0.5, 0.6, 0.7, 0.8];
/** Long, so that the share of time the loop is busy is nearly the same in all of them. */
const openMs = 9000;
/** A slice in which the loop's time exceeds its CPU time by more was held up by other work on the machine, and is not used. */
const mostHeldUp = 1.1;

interface Observed {
  readonly utilization: number;
  /** Time a request held the loop in this slice: other work on the machine makes the processor slower and faster. */
  readonly loopMs: number;
  /** Loop time over CPU time. */
  readonly heldUp: number;
  readonly perRequest: readonly RequestOutcome[];
}

async function main(app = 'shop', rounds = 6): Promise<void> {
  const command = commands[app];
  if (command === undefined)
    throw new Error(`No application "${app}": choose from ${Object.keys(commands).join(', ')}.`);
  const spec = await resolveSpec({ cwd: join(root, 'test', 'apps', app), command });
  const { signal } = new AbortController();
  const target = await launch(
    { ...spec, env: { PORT: '18475' } },
    { agentFile: dist('agent.cjs'), keeperFile: dist('keeper.cjs'), guardFile: dist('guard.cjs'), signal },
  );
  const session = await load(spec, target, dist('generator.cjs')).open();
  try {
    const { requests } = await session.prepare();
    const plan = planTime(30_000, performance.now());
    const silent = (): void => undefined;
    const evidence = noEvidenceYet();
    const timelines = keepTimelines(evidence.timelines);
    const slicer = createSlicer({ target, session, plan, requests, timelines, onProgress: silent, signal });
    await warmUp(slicer, plan, { onProgress: silent, loaded: true });
    await measureAsIs(slicer, plan, silent, { evidence, mixArrival: undefined });
    await compare({ slicer, target, session, requests, slices: evidence.slices, rounds });
  } finally {
    await session.close();
    await target.stop();
  }
}

interface Bench {
  readonly slicer: Slicer;
  readonly target: Target;
  readonly session: LoadSession;
  readonly requests: readonly RecordedRequest[];
  /** Those of the requests as they are; one at a time are added. */
  readonly slices: Slice[];
  readonly rounds: number;
}

async function compare({ slicer, target, session, requests, slices, rounds }: Bench): Promise<void> {
  const observed = wanted.map((): Observed[] => []);
  for (let round = 0; round < rounds; round++) {
    // As much as a run of 30 s has.
    await measureOneAtATime(slicer, planTime(30_000, performance.now()), () => undefined, { slices });
    const times = loopTimesOf({ requests, slices });
    if (times === undefined) throw new Error('too few requests were measured one at a time');
    for (const [i, utilization] of wanted.entries()) {
      // Led by what the last slice showed, to come near the utilisation that is wanted.
      const loopMs = observed[i]?.at(-1)?.loopMs ?? mean(requestsAt(times, utilization).loopMs);
      observed[i]?.push(await observe(target, session, (1000 * utilization) / loopMs));
    }
  }
  const times = loopTimesOf({ requests, slices });
  if (times === undefined) return;
  console.log(
    `loop ${times.loopMs.toFixed(3)} ms one at a time, ${times.busyLoopMs.toFixed(3)} ms busy; alone ${times.aloneMs.toFixed(3)} ms`,
  );
  for (const [i, utilization] of wanted.entries()) summarise(utilization, observed[i] ?? [], times);
}

function summarise(utilization: number, observed: readonly Observed[], times: LoopTimes): void {
  const used = observed.filter(({ heldUp }) => heldUp <= mostHeldUp);
  const offs = used.map((slice) => {
    const real = percentile(slice.perRequest, 0.99);
    const { p99Ms } = simulateQueue(scaled(requestsAt(times, slice.utilization), slice.loopMs), slice.utilization);
    console.log(
      `    busy ${slice.utilization.toFixed(3)}  loop ${slice.loopMs.toFixed(3)} ms  requests ${count(slice.perRequest)}  p99 ${real.toFixed(1)} ms, simulated ${p99Ms.toFixed(1)}`,
    );
    return p99Ms / real - 1;
  });
  const middle = offs.toSorted((a, b) => a - b)[offs.length >> 1] ?? NaN;
  console.log(
    `  wanted ${utilization}: ${used.length} of ${observed.length} slices used, simulated p99 off by ${(middle * 100).toFixed(0)} % in the median`,
  );
}

/** The same requests on a processor that needs `loopMs` for the mean of them. */
function scaled({ loopMs: each, aloneMs }: Requests, loopMs: number): Requests {
  const factor = loopMs / mean(each);
  return { loopMs: each.map((ms) => ms * factor), aloneMs: aloneMs.map((ms, i) => ms + (factor - 1) * (each[i] ?? 0)) };
}

async function observe(target: Target, session: LoadSession, ratePerSecond: number): Promise<Observed> {
  const before = await counters(target);
  const { perRequest } = await session.run({ durationMs: openMs, arrival: { spacing: 'poisson', ratePerSecond } });
  const after = await counters(target);
  const activeUs = after.eventLoopActiveUs - before.eventLoopActiveUs;
  return {
    utilization: activeUs / (after.atUs - before.atUs),
    loopMs: activeUs / 1000 / count(perRequest),
    heldUp: activeUs / threadCpuUs(before, after),
    perRequest,
  };
}

function threadCpuUs(before: Counters, after: Counters): number {
  if (before.threadCpuUs === undefined || after.threadCpuUs === undefined) throw new Error('Linux or Node.js 24 only');
  return after.threadCpuUs - before.threadCpuUs;
}

async function counters(target: Target): Promise<Counters> {
  const [agent] = target.agents();
  if (agent === undefined) throw new Error('the application has gone');
  return agent.request('counters', undefined);
}

function count(outcomes: readonly RequestOutcome[]): number {
  return outcomes.reduce((sum, { completed }) => sum + completed, 0);
}

/** Nearest rank, ms. */
function percentile(outcomes: readonly RequestOutcome[], share: number): number {
  const all = outcomes.flatMap(({ latencyUs }) => latencyUs).sort(([a], [b]) => a - b);
  const total = all.reduce((sum, [, each]) => sum + each, 0);
  let seen = 0;
  return (all.find(([, each]) => (seen += each) >= share * total)?.[0] ?? NaN) / 1000;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const [app, rounds] = process.argv.slice(2);
await main(app, rounds === undefined ? undefined : Number(rounds));
