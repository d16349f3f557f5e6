/**
 * Is the simulated p99 that of a real queue? The example shop is measured one request at a time, as a run does it; then it gets
 * requests at random moments (Poisson, open loop) at rates that keep its event loop busy for 50 to 80 % of the time. Each measured
 * p99 is compared with the simulation at the utilisation that the loop's own clock showed meanwhile. Both take turns, so that the
 * machine's moods fall on both.
 *
 *     npm run bench:queue [shop|kernels] [rounds]
 */
import { join } from 'node:path';
import { loopTimesOf } from '../src/attribute/loop-times.ts';
import { simulateQueue } from '../src/attribute/queue.ts';
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
import type { Counters } from '../src/model/agent-protocol.ts';
import type { RecordedRequest, RequestOutcome, Slice } from '../src/model/recording.ts';
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
const openMs = 3000;
/** A slice in which the loop's time exceeds its CPU time by more was held up by other work on the machine, and is not used. */
const mostHeldUp = 1.1;

interface Observed {
  readonly perRequest: RequestOutcome[];
  slices: number;
  heldUp: number;
  activeUs: number;
  idleUs: number;
}

async function main(app = 'shop', rounds = 8): Promise<void> {
  const command = commands[app];
  if (command === undefined)
    throw new Error(`No application "${app}": choose from ${Object.keys(commands).join(', ')}.`);
  const spec = await resolveSpec({ cwd: join(root, 'test', 'apps', app), command });
  const { signal } = new AbortController();
  const target = await launch(
    { ...spec, env: { PORT: '18475' } },
    { agentFile: dist('agent.cjs'), keeperFile: dist('keeper.cjs'), signal },
  );
  const session = await load(spec, target, dist('generator.cjs')).open();
  try {
    const { requests } = await session.prepare();
    const plan = planTime(30_000, performance.now());
    const silent = (): void => undefined;
    const evidence = noEvidenceYet();
    const timelines = keepTimelines(evidence.timelines);
    const slicer = createSlicer({ target, session, plan, requests, timelines, onProgress: silent, signal });
    await warmUp(slicer, plan, silent);
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
  const observed = wanted.map((): Observed => ({ perRequest: [], slices: 0, heldUp: 0, activeUs: 0, idleUs: 0 }));
  for (let round = 0; round < rounds; round++) {
    // As much as a run of 30 s has.
    await measureOneAtATime(slicer, planTime(30_000, performance.now()), () => undefined, { slices });
    const times = loopTimesOf({ requests, slices });
    if (times === undefined) throw new Error('too few requests were measured one at a time');
    for (const [i, utilization] of wanted.entries()) {
      const loopMs = mean(requestsAt(times, utilization).loopMs);
      await observe(observed[i], { target, session, ratePerSecond: (1000 * utilization) / loopMs });
    }
  }
  const times = loopTimesOf({ requests, slices });
  if (times === undefined) return;
  console.log(
    `loop ${times.loopMs.toFixed(3)} ms one at a time, ${times.busyLoopMs.toFixed(3)} ms busy; alone ${times.aloneMs.toFixed(3)} ms`,
  );
  for (const { perRequest, slices: all, heldUp, activeUs, idleUs } of observed) {
    const utilization = activeUs / (activeUs + idleUs);
    const p99 = percentile(perRequest, 0.99);
    const simulated = simulateQueue(requestsAt(times, utilization), utilization);
    console.log(
      `  busy ${utilization.toFixed(3)}  slices ${all - heldUp} of ${all}  requests ${count(perRequest)}  p50 ${percentile(perRequest, 0.5).toFixed(2)} ms, simulated ${simulated.p50Ms.toFixed(2)}  p99 ${p99.toFixed(2)} ms, simulated ${simulated.p99Ms.toFixed(2)}, off by ${((simulated.p99Ms / p99 - 1) * 100).toFixed(1)} %`,
    );
  }
}

async function observe(
  observed: Observed | undefined,
  { target, session, ratePerSecond }: Pick<Bench, 'target' | 'session'> & { readonly ratePerSecond: number },
): Promise<void> {
  if (observed === undefined) return;
  const before = await counters(target);
  const { perRequest } = await session.run({ durationMs: openMs, arrival: { spacing: 'poisson', ratePerSecond } });
  const after = await counters(target);
  observed.slices++;
  const heldUp = (after.eventLoopActiveUs - before.eventLoopActiveUs) / threadCpuUs(before, after);
  if (process.env['BENCH_VERBOSE'] !== undefined)
    console.log(
      ratePerSecond.toFixed(0),
      heldUp.toFixed(3),
      (after.eventLoopActiveUs - before.eventLoopActiveUs) / (after.atUs - before.atUs),
      percentile(perRequest, 0.99),
    );
  if (heldUp > mostHeldUp) {
    observed.heldUp++;
    return;
  }
  observed.perRequest.push(...perRequest);
  observed.activeUs += after.eventLoopActiveUs - before.eventLoopActiveUs;
  observed.idleUs += after.eventLoopIdleUs - before.eventLoopIdleUs;
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
