/** An open load into connections that answer at once: when is what really sent? */
import type { OpenArrival } from '../src/model/spec.ts';
import { createAllowance } from '../src/load/allowance.ts';
import { realClock } from '../src/load/clock.ts';
import type { Connection } from '../src/load/connection.ts';
import { createRateCap } from '../src/load/rate-cap.ts';
import { runOpen } from '../src/load/run-open.ts';
import { createTally } from '../src/load/tally.ts';
import { createTicker } from '../src/load/ticker.ts';
import { usersOf } from '../test/users-of.ts';

export interface Spacing {
  readonly sends: number;
  /** Distance of the gaps from the exponential distribution, over what it is beyond once in 1,000 samples of it. */
  readonly gaps: number;
  /** The same of the moments from the even distribution that they have, given how many they are. */
  readonly moments: number;
  readonly lateP50Ms: number;
  readonly lateMeanMs: number;
  readonly cores: number;
}

/** Of the distance times the root of the number (Massey 1951). */
export const onceInThousand = 1.95;

export async function sendInto(
  ratePerSecond: number,
  durationMs: number,
  spacing: OpenArrival['spacing'] = 'poisson',
): Promise<Spacing> {
  const sentMs: number[] = [];
  const nothing = { status: 200, latencyUs: 0, bytesIn: 0, bytesOut: 0, bodyBytesOut: 0 };
  const connection: Connection = {
    send: () => {
      sentMs.push(performance.now());
      return Promise.resolve({ ...nothing, endedAtMs: performance.now() });
    },
    expire: () => undefined,
    destroy: () => undefined,
  };
  const pool = {
    first: () => [connection],
    take: () => connection,
    give: () => undefined,
    destroy: () => undefined,
    close: () => Promise.resolve(),
  };
  const request = { method: 'GET', path: '/', route: '/', weight: 1, headers: {}, asked: true };
  const ticker = createTicker();
  const before = process.cpuUsage();
  const load = {
    pool,
    users: usersOf([request]),
    tally: createTally(),
    ticker,
    durationMs,
    patienceMs: Infinity,
    rateCap: createRateCap(Infinity),
    most: 1000,
    clock: realClock,
    random: Math.random,
  };
  const arrival = { spacing, ratePerSecond } as const;
  const { sendLagUs } = await runOpen({ ...load, arrival, allowance: createAllowance({}) });
  const { user, system } = process.cpuUsage(before);
  ticker.close();
  const gaps = sentMs.slice(1).map((ms, i) => ms - (sentMs[i] ?? 0));
  const [first = 0, last = 1] = [sentMs[0], sentMs.at(-1)];
  let seen = 0;
  const half = sentMs.length / 2;
  return {
    sends: sentMs.length,
    gaps: distance(gaps.map((gap) => 1 - Math.exp((-gap * ratePerSecond) / 1000))),
    moments: distance(sentMs.slice(1, -1).map((ms) => (ms - first) / (last - first))),
    lateP50Ms: (sendLagUs.find(([, count]) => (seen += count) >= half)?.[0] ?? NaN) / 1000,
    lateMeanMs: sendLagUs.reduce((sum, [us, count]) => sum + us * count, 0) / sentMs.length / 1000,
    cores: (user + system) / 1000 / durationMs,
  };
}

/** Of values that ought to be spread evenly from 0 to 1. */
function distance(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const n = ascending.length;
  const most = Math.max(...ascending.map((value, i) => Math.max(value - i / n, (i + 1) / n - value)));
  return (most * Math.sqrt(n)) / onceInThousand;
}
