/**
 * Closed load for sampling: all connections send at the same moment, then this process sleeps while the application computes.
 *
 * V8 samples from a second thread. With a steady load the generator uses the processor that this thread needs, so it runs when the generator
 * waits: at a certain moment of each request. docs/sampling.md has the figures.
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
