/** Closed load: each connection is one user, who sends the next request when the last one has been answered. */
import type { Allowance } from './allowance.ts';
import { sleep, type Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { RateCap } from './rate-cap.ts';
import type { Tally } from './tally.ts';
import type { Users } from './users.ts';

export interface ClosedLoad {
  readonly connections: readonly Connection[];
  readonly users: Users;
  readonly tally: Tally;
  readonly durationMs: number;
  /** After the end. */
  readonly patienceMs: number;
  readonly rateCap: RateCap;
  readonly allowance: Allowance;
  readonly clock: Clock;
}

/** A refused connection answers at once; without a pause the generator would spin. */
export const pauseAfterNoAnswerMs = 20;

export async function runClosed(load: ClosedLoad): Promise<void> {
  const { connections, users, tally, durationMs, patienceMs, rateCap, allowance, clock } = load;
  const deadline = clock.now() + durationMs;
  const untilMs = deadline + patienceMs;
  await Promise.all(
    connections.map(async (connection) => {
      const user = users.enter();
      while (clock.now() < deadline && allowance.spent() === undefined) {
        // Only a limit that was set holds anybody back, and others may have been faster meanwhile.
        const now = clock.now();
        const notBeforeMs = rateCap.evenly(now);
        if (notBeforeMs > now) {
          await pause(clock, notBeforeMs - now, deadline);
          continue;
        }
        rateCap.count(now);
        const turn = user.next();
        const answer = await connection.send(turn.request, { keepBody: turn.keepBody, untilMs });
        allowance.count(answer);
        const { problem, thinkMs = 0 } = user.answered(turn, answer);
        tally.count(turn.requestIndex, { answer, latencyUs: answer.latencyUs, problem });
        await pause(clock, answer.status === 0 ? Math.max(thinkMs, pauseAfterNoAnswerMs) : thinkMs, deadline);
      }
    }),
  );
}

async function pause(clock: Clock, ms: number, deadline: number): Promise<void> {
  const most = Math.min(ms, deadline - clock.now());
  if (most > 0) await sleep(clock, most);
}
