/** What a thread's sampler does to it while it rests, and how regularly it comes. */
import type { ProfiledCpu } from '../model/profile.ts';
import type { CpuProgress } from '../model/recorded-samples.ts';
import { sum } from './statistics.ts';

/** A sample that comes more than so many times the usual after the one before it is late. */
export const LATE = 2;
/** Fewer idle samples between readings say little of what one takes. */
const enoughIdle = 50;

/** Between readings of the thread's CPU with none but idle samples. */
export interface OnlyIdle {
  readonly samples: number;
  readonly cpuUs: number;
}

/** CPU time that one sample takes of a thread that rests; 0 where that is not known. */
export function idleSampleUs(readings: readonly OnlyIdle[]): number {
  const samples = sum(readings.map((each) => each.samples));
  return samples < enoughIdle ? 0 : sum(readings.map(({ cpuUs }) => cpuUs)) / samples;
}

/** Readings are some milliseconds apart; both they and the samples are in the order of time. */
export function idleReadings({ node, timeUs, cpuProgress }: ProfiledCpu, isIdle: readonly boolean[]): OnlyIdle {
  const { atUs = [], cpuUs = [] } = cpuProgress ?? {};
  const found = { samples: 0, cpuUs: 0 };
  let sample = 0;
  for (let reading = 1; reading < atUs.length; reading++) {
    while (sample < node.length && (timeUs[sample] ?? 0) <= (atUs[reading - 1] ?? 0)) sample++;
    let [samples, busy] = [0, false];
    for (; sample < node.length && (timeUs[sample] ?? 0) <= (atUs[reading] ?? 0); sample++) {
      samples++;
      busy ||= isIdle[node[sample] ?? -1] !== true;
    }
    // The sample after the reading tells of the time before it too.
    if (busy || samples < 2 || isIdle[node[sample] ?? -1] !== true) continue;
    found.samples += samples;
    found.cpuUs += (cpuUs[reading] ?? 0) - (cpuUs[reading - 1] ?? 0);
  }
  return found;
}

/** How long the operating system's figure of a thread that has begun to run may lag behind. */
const lagUs = 8000;

/**
 * The readings that can be believed to tell what was used until then. The figure of a running thread is brought up to date now and then only:
 * read in the middle of a short piece of work it is that of before it, and what begins pieces of work would seem to use
 * nothing. So a reading counts while the thread rests, or when it has not rested for longer than the lag.
 */
export function believable({ node, timeUs, cpuProgress }: ProfiledCpu, isIdle: readonly boolean[]): CpuProgress {
  const { atUs = [], cpuUs = [], queuedUs } = cpuProgress ?? {};
  const believed = {
    atUs: [] as number[],
    cpuUs: [] as number[],
    ...(queuedUs === undefined ? {} : { queuedUs: [] as number[] }),
  };
  let next = 0;
  let restedUs = -Infinity;
  for (const [reading, at] of atUs.entries()) {
    for (; next < node.length && (timeUs[next] ?? 0) <= at; next++)
      if (isIdle[node[next] ?? -1] === true) restedUs = timeUs[next] ?? 0;
    // What was used before the first sample is the sampler's own beginning.
    if (next === 0) continue;
    const rests = isIdle[node[next - 1] ?? -1] === true && isIdle[node[next] ?? -1] === true;
    if (!rests && at - restedUs < lagUs) continue;
    believed.atUs.push(at);
    believed.cpuUs.push(cpuUs[reading] ?? 0);
    believed.queuedUs?.push(queuedUs?.[reading] ?? 0);
  }
  return believed;
}

/** The median, of some thousands of a million. */
export function usualStep(timeUs: readonly number[]): number {
  const stride = Math.ceil(timeUs.length / 5000);
  const steps: number[] = [];
  for (let i = 1; i < timeUs.length; i += stride) steps.push((timeUs[i] ?? 0) - (timeUs[i - 1] ?? 0));
  return Float64Array.from(steps).sort()[Math.floor(steps.length / 2)] ?? 0;
}
