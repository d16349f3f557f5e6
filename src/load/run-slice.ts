/** Drives one slice of load, closed loop: each connection sends its next request when the last one has been answered. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import type { RequestOutcome, SliceOutcome } from '../model/recording.ts';
import type { LoadSlice } from '../model/workload.ts';
import type { Connection } from './connection.ts';
import { createHistogram, type Histogram } from './histogram.ts';
import { problemOf, type PreparedRequest } from './prepare.ts';

interface Tally {
  completed: number;
  errors: number;
  bytesIn: number;
  bytesOut: number;
  readonly latency: Histogram;
  readonly statuses: Record<string, number>;
}

/** A refused connection answers at once; without a pause the generator would spin. */
const pauseAfterNoAnswerMs = 20;

export async function runSlice(
  connections: readonly Connection[],
  requests: readonly PreparedRequest[],
  { durationMs, requestIndex, connections: most = connections.length }: LoadSlice,
): Promise<SliceOutcome> {
  const tallies = requests.map(newTally);
  const next = requestIndex === undefined ? weightedTurns(requests.map(({ weight }) => weight)) : () => requestIndex;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const deadline = performance.now() + durationMs;
  await Promise.all(
    connections.slice(0, most).map(async (connection) => {
      while (performance.now() < deadline) await sendNext(connection, requests, tallies, next());
    }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  delay.disable();
  // The monitor's own timer period is not lag.
  const lagMs = Number.isFinite(delay.max) ? Math.max(0, delay.max / 1e6 - 5) : 0;
  return { perRequest: tallies.flatMap(outcomeOf), generatorCpuUs: user + system, generatorLagMs: lagMs };
}

async function sendNext(
  connection: Connection,
  requests: readonly PreparedRequest[],
  tallies: readonly Tally[],
  index: number,
): Promise<void> {
  const request = requests[index];
  const tally = tallies[index];
  if (request === undefined || tally === undefined) throw new Error(`no request has the index ${index}`);
  const answer = await connection.send(request);
  tally.completed++;
  tally.bytesIn += answer.bytesIn;
  tally.bytesOut += answer.bytesOut;
  tally.statuses[answer.status] = (tally.statuses[answer.status] ?? 0) + 1;
  if (problemOf(request, answer) !== undefined) tally.errors++;
  if (answer.status === 0) await new Promise((resolve) => setTimeout(resolve, pauseAfterNoAnswerMs));
  else tally.latency.record(answer.latencyUs);
}

/**
 * Smooth weighted round robin (as nginx's upstreams): over any stretch each request has its share, evenly spread, without a
 * random generator to add noise to the comparison of slices.
 */
export function weightedTurns(weights: readonly number[]): () => number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const credit = weights.map(() => 0);
  return () => {
    let chosen = 0;
    for (let i = 0; i < weights.length; i++) {
      credit[i] = (credit[i] ?? 0) + (weights[i] ?? 0);
      if ((credit[i] ?? 0) > (credit[chosen] ?? 0)) chosen = i;
    }
    credit[chosen] = (credit[chosen] ?? 0) - all;
    return chosen;
  };
}

function newTally(): Tally {
  return { completed: 0, errors: 0, bytesIn: 0, bytesOut: 0, latency: createHistogram(), statuses: {} };
}

function outcomeOf(tally: Tally, requestIndex: number): readonly RequestOutcome[] {
  if (tally.completed === 0) return [];
  const { completed, errors, bytesIn, bytesOut, latency, statuses } = tally;
  return [{ requestIndex, completed, errors, bytesIn, bytesOut, latencyUs: latency.entries(), statuses }];
}
