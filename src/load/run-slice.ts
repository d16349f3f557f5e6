/** Drives one slice of load, closed loop: each connection sends its next request when the last one has been answered. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import type { RequestOutcome, SliceOutcome } from '../model/recording.ts';
import type { LoadSlice } from '../model/workload.ts';
import type { Connection } from './connection.ts';
import { createHistogram, type Histogram } from './histogram.ts';
import type { User, Users } from './users.ts';

interface Tally {
  completed: number;
  errors: number;
  bytesIn: number;
  bytesOut: number;
  bodyBytesOut: number;
  readonly latency: Histogram;
  readonly statuses: Record<string, number>;
}

/** A refused connection answers at once; without a pause the generator would spin. */
const pauseAfterNoAnswerMs = 20;

export async function runSlice(
  connections: readonly Connection[],
  users: Users,
  { durationMs, connections: most = connections.length }: LoadSlice,
): Promise<SliceOutcome> {
  const tallies: Tally[] = [];
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const deadline = performance.now() + durationMs;
  await Promise.all(
    connections.slice(0, most).map(async (connection) => {
      const user = users.enter();
      while (performance.now() < deadline) await pause(await sendNext(connection, user, tallies), deadline);
    }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  delay.disable();
  // The monitor's own timer period is not lag.
  const lagMs = Number.isFinite(delay.max) ? Math.max(0, delay.max / 1e6 - 5) : 0;
  return { perRequest: tallies.flatMap(outcomeOf), generatorCpuUs: user + system, generatorLagMs: lagMs };
}

/** Gives how long to wait before the next request, ms. */
async function sendNext(connection: Connection, user: User, tallies: Tally[]): Promise<number> {
  const turn = user.next();
  const answer = await connection.send(turn.request, { keepBody: turn.keepBody });
  const { problem, thinkMs = 0 } = user.answered(turn, answer);
  const tally = (tallies[turn.requestIndex] ??= newTally());
  tally.completed++;
  tally.bytesIn += answer.bytesIn;
  tally.bytesOut += answer.bytesOut;
  tally.bodyBytesOut += answer.bodyBytesOut;
  tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1;
  if (problem !== undefined) tally.errors++;
  if (answer.status === 0) return Math.max(thinkMs, pauseAfterNoAnswerMs);
  tally.latency.record(answer.latencyUs);
  return thinkMs;
}

async function pause(ms: number, deadline: number): Promise<void> {
  const most = Math.min(ms, deadline - performance.now());
  if (most > 0) await new Promise((resolve) => setTimeout(resolve, most));
}

function newTally(): Tally {
  return {
    completed: 0,
    errors: 0,
    bytesIn: 0,
    bytesOut: 0,
    bodyBytesOut: 0,
    latency: createHistogram(),
    statuses: {},
  };
}

function outcomeOf(tally: Tally, requestIndex: number): readonly RequestOutcome[] {
  if (tally.completed === 0) return [];
  const { latency, ...counted } = tally;
  return [{ requestIndex, ...counted, latencyUs: latency.entries() }];
}
