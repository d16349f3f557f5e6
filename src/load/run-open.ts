/**
 * Open load: requests are sent when they are due, whether those before them were answered or not, and their latency counts from
 * when they were due. So a stall of the application is felt by all who came in it, as its users would feel it.
 */
import type { OpenOutcome } from '../model/recorded-slice.ts';
import type { OpenArrival } from '../model/spec.ts';
import type { Allowance } from './allowance.ts';
import { dueTimes } from './arrivals.ts';
import type { Clock } from './clock.ts';
import { createHistogram } from './histogram.ts';
import type { RateCap } from './rate-cap.ts';
import type { Pool } from './pool.ts';
import type { Tally } from './tally.ts';
import type { Ticker } from './ticker.ts';
import type { User, Users } from './users.ts';

export interface OpenLoad {
  readonly pool: Pool;
  readonly users: Users;
  readonly tally: Tally;
  readonly ticker: Ticker;
  readonly arrival: OpenArrival;
  readonly durationMs: number;
  /** After the end. */
  readonly patienceMs: number;
  readonly rateCap: RateCap;
  /** Requests under way; what is due beyond them is not sent. */
  readonly most: number;
  readonly allowance: Allowance;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/** Until so much of the slice has passed, requests have not had the time to come back. */
const settleShare = 0.2;
/** At higher rates, more wakes than one in so many ms would cost more than they tell; at lower ones each request has its own. */
const [wakePerRequest, leastWakeMs] = [2000, 0.2];

/** Resolves when the last request is answered or given up. */
export function runOpen(load: OpenLoad): Promise<OpenOutcome> {
  const { pool, users, tally, ticker, arrival, durationMs, patienceMs, rateCap, most } = load;
  const { allowance, clock, random } = load;
  const startMs = clock.now();
  const endMs = startMs + durationMs;
  const windowStartMs = startMs + durationMs * settleShare;
  const inWindow = (ms: number): boolean => ms >= windowStartMs && ms < endMs;
  const betweenMs = arrival.ratePerSecond > wakePerRequest ? leastWakeMs : 0;
  const due = dueTimes(arrival, random);
  const resting: User[] = [];
  const lag = createHistogram();
  let [offered, answered, dropped, underWay] = [0, 0, 0, 0];
  let underWayAtStart: number | undefined;
  // Those that chance would bunch beyond the limit of a second come as soon as it allows, and are due then.
  const nextDueMs = (): number => rateCap.notBefore(startMs + due.next().value);
  let nextMs = nextDueMs();

  return new Promise((resolve, reject) => {
    const finishWhenDone = (): void => {
      if (nextMs < endMs || underWay > 0) return;
      const sendLagUs = lag.entries();
      const counts = { offered, answered, dropped, underWay: [underWayAtStart ?? 0, underWayAtEnd] as const };
      resolve({ arrival, windowMs: endMs - windowStartMs, ...counts, sendLagUs });
    };
    let underWayAtEnd = 0;
    const depart = async (dueMs: number): Promise<void> => {
      const allowed = underWay < most && allowance.spent() === undefined;
      const connection = allowed ? pool.take() : undefined;
      if (connection === undefined) {
        dropped++;
        return;
      }
      const user = resting.pop() ?? users.enter();
      const turn = user.next();
      underWay++;
      const sentMs = clock.now();
      rateCap.count(sentMs);
      lag.record((sentMs - dueMs) * 1000);
      const answer = await connection.send(turn.request, { keepBody: turn.keepBody, untilMs: endMs + patienceMs });
      underWay--;
      pool.give(connection);
      allowance.count(answer);
      const { problem, thinkMs = 0 } = user.answered(turn, answer);
      if (thinkMs === 0) resting.push(user);
      else clock.after(thinkMs, () => resting.push(user));
      tally.count(turn.requestIndex, { answer, latencyUs: (answer.endedAtMs - dueMs) * 1000, problem });
      if (answer.status !== 0 && inWindow(answer.endedAtMs)) answered++;
      finishWhenDone();
    };
    const wake = (): void => {
      const now = clock.now();
      while (nextMs <= now && nextMs < endMs) {
        if (nextMs >= windowStartMs) underWayAtStart ??= underWay;
        if (inWindow(nextMs)) offered++;
        depart(nextMs).catch(reject);
        nextMs = nextDueMs();
      }
      if (nextMs < endMs) ticker.at(Math.max(nextMs, clock.now() + betweenMs), wake);
      else {
        underWayAtEnd = underWay;
        finishWhenDone();
      }
    };
    ticker.at(nextMs, wake);
  });
}
