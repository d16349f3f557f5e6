/** Latency at planned utilisations, by playing the queue through. */
import type { Recording } from '../model/recording.ts';
import type { Queueing } from '../model/report-capacity.ts';
import { loopTimesOf, type LoopTimes } from './loop-times.ts';
import { simulateQueue, type Requests } from './queue.ts';

/** From an idle loop to the highest that is sane to plan for. */
const utilizations = [0.2, 0.5, 0.6, 0.7, 0.8, 0.85];

/** Undefined where too few requests were measured one at a time. */
export function queueingOf(recording: Pick<Recording, 'requests' | 'slices'>): Queueing | undefined {
  const times = loopTimesOf(recording);
  if (times === undefined) return undefined;
  const curve = utilizations.map((utilization) => {
    const { p50Ms, p99Ms } = simulateQueue(requestsAt(times, utilization), utilization);
    return { utilization, p50Ms, p99Ms };
  });
  return { loopMsPerRequest: times.loopMs, waitMsPerRequest: times.aloneMs - times.loopMs, curve };
}

/** The busier the loop, the more requests share its fixed work: between one at a time and always busy, by the share of time it is busy. */
export function requestsAt({ loopMs, busyLoopMs, requests }: LoopTimes, utilization: number): Requests {
  const shorter = (1 - Math.min(1, busyLoopMs / loopMs)) * utilization;
  const saved = requests.loopMs.map((ms) => ms * shorter);
  return {
    loopMs: requests.loopMs.map((ms, i) => ms - (saved[i] ?? 0)),
    aloneMs: requests.aloneMs.map((ms, i) => ms - (saved[i] ?? 0)),
  };
}
