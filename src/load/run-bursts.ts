/**
 * Closed load for sampling: all connections send in the same moment, and then this process does nothing at all while the application
 * computes.
 *
 * V8 samples a thread from a thread of its own, and with a load that is steady the generator holds the processor that it needs: it runs when
 * the generator waits, which is at a certain moment of each request. Of three kernels of 5:3:2 in requests of 0.15 ms, 29 to 42, 50 to 59
 * and 8 to 15 % of the samples were taken so; in bursts 46 to 50, 30 to 33 and 19 to 23 % (`npm run bench:short`).
 */
import type { Burst } from '../model/workload.ts';
import { sleep } from './clock.ts';
import type { Connection } from './connection.ts';
import type { ClosedLoad } from './run-closed.ts';
import { pauseAfterNoAnswerMs } from './run-closed.ts';
import type { User } from './users.ts';

export interface BurstLoad extends Omit<ClosedLoad, 'rateCap'> {
  readonly burst: Burst;
  /** Holds this thread for so many ms, once what was sent is on its way. */
  readonly rest: (ms: number) => Promise<void>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

interface Member {
  readonly connection: Connection;
  readonly user: User;
  /** Until then the user thinks. */
  notBeforeMs: number;
}

/** A fixed time between bursts could fall into step with the sampler. */
const wobble = 0.2;

export async function runBursts(load: BurstLoad): Promise<void> {
  const { connections, users, durationMs, allowance, clock, burst, rest, random } = load;
  const deadline = clock.now() + durationMs;
  const members = connections.map((connection): Member => ({ connection, user: users.enter(), notBeforeMs: 0 }));
  while (clock.now() < deadline && allowance.spent() === undefined) {
    const now = clock.now();
    const ready = members.filter(({ notBeforeMs }) => notBeforeMs <= now);
    if (ready.length === 0) {
      await sleep(clock, Math.min(deadline, ...members.map(({ notBeforeMs }) => notBeforeMs)) - now);
      continue;
    }
    const answered = Promise.all(ready.map((member) => takeTurn(load, member, deadline)));
    await rest(burst.quietMs * (1 + wobble * random()));
    await answered;
  }
}

async function takeTurn(
  { tally, allowance, clock, patienceMs }: BurstLoad,
  member: Member,
  deadline: number,
): Promise<void> {
  const { connection, user } = member;
  const turn = user.next();
  const answer = await connection.send(turn.request, { keepBody: turn.keepBody, untilMs: deadline + patienceMs });
  allowance.count(answer);
  const { problem, thinkMs = 0 } = user.answered(turn, answer);
  tally.count(turn.requestIndex, { answer, latencyUs: answer.latencyUs, problem });
  const pauseMs = answer.status === 0 ? Math.max(thinkMs, pauseAfterNoAnswerMs) : thinkMs;
  member.notBeforeMs = clock.now() + pauseMs;
}

const still = new Int32Array(new SharedArrayBuffer(4));

/** Sockets hand over what is written by the end of the turn; after it nothing runs, timers and answers included. */
export function holdStill(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      Atomics.wait(still, 0, 0, ms);
      resolve();
    });
  });
}
