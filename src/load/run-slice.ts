/** Drives one slice of load, open or closed, and keeps an eye on the generator itself. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import type { OpenOutcome, RequestOutcome, SliceOutcome } from '../model/recorded-slice.ts';
import type { LoadSlice } from '../model/workload.ts';
import type { Allowance } from './allowance.ts';
import type { AnswerTimes } from './answer-times.ts';
import { realClock, type Clock } from './clock.ts';
import type { RateCap } from './rate-cap.ts';
import type { Pool } from './pool.ts';
import type { Repeats } from './repeats.ts';
import { holdStill, runBursts } from './run-bursts.ts';
import { runClosed } from './run-closed.ts';
import { runOpen } from './run-open.ts';
import { createTally } from './tally.ts';
import type { Ticker } from './ticker.ts';
import type { Users } from './users.ts';

export interface Means {
  readonly pool: Pool;
  readonly ticker: () => Ticker;
  /** Users of a closed load, where the slice names no fewer. */
  readonly connections: number;
  readonly rateCap: RateCap;
  readonly allowance: Allowance;
  readonly times?: AnswerTimes;
  readonly repeats?: Repeats;
  readonly clock?: Clock;
  /** What the arrivals of an open load come of, and the wobble of bursts: 0 ≤ x < 1. */
  readonly random?: () => number;
  /** Holds this thread for so many ms. */
  readonly rest?: (ms: number) => Promise<void>;
}

export async function runSlice(
  means: Means,
  all: Users,
  { durationMs, arrival, burst, connections: most = Infinity, patienceMs = Infinity }: LoadSlice,
): Promise<SliceOutcome> {
  const { pool, ticker, connections, rateCap, allowance, times, repeats } = means;
  const { clock = realClock, random = Math.random, rest = holdStill } = means;
  const tally = createTally(times);
  if (arrival !== undefined) await ticker().ready;
  const { users, same } = repeats?.watch(all) ?? { users: all, same: () => undefined };
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const load = { pool, users, tally, durationMs, patienceMs, rateCap, allowance, clock };
  let open: OpenOutcome | undefined;
  if (arrival !== undefined) open = await runOpen({ ...load, ticker: ticker(), arrival, most, random });
  else if (burst !== undefined && !rateCap.isSet) {
    const count = Math.min(Math.max(burst.requests, connections), most);
    await runBursts({ ...load, burst, rest, random, connections: pool.first(count) });
  } else await runClosed({ ...load, connections: pool.first(Math.min(connections, most)) });
  const { user, system } = process.cpuUsage(cpuBefore);
  delay.disable();
  // The monitor's own timer period is not lag.
  const lagMs = Number.isFinite(delay.max) ? Math.max(0, delay.max / 1e6 - 5) : 0;
  return {
    perRequest: tally.outcomes().map((outcome) => withRepeat(outcome, same(outcome.requestIndex))),
    generatorCpuUs: user + system,
    generatorLagMs: lagMs,
    ...(open === undefined ? {} : { open }),
  };
}

function withRepeat(outcome: RequestOutcome, sameAnswer: boolean | undefined): RequestOutcome {
  return sameAnswer === undefined ? outcome : { ...outcome, sameAnswer };
}
