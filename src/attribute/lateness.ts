/**
 * A sampler that comes late. On a busy machine it waits for a processor, most often because the thread that it samples has just got it: what
 * begins a piece of work is sampled too seldom, and what ends one too often.
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import { activities, activityIn } from './activities.ts';
import { LATE, usualStep } from './idle-samples.ts';
import { sliceFinder } from './slice-finder.ts';

/** Of the idle samples; more, and the machine is what they are late for. */
const mostLate = 0.05;
/** Fewer idle samples tell nothing of it. */
const enoughIdle = 50;

export interface Lateness {
  readonly isLate: (sample: number) => boolean;
  /**
   * The sampler is late to the idle thread too, so that it waits for the machine. Where only samples of work are late, it is work that
   * cannot be interrupted, such as a long system call, and they stand for it.
   */
  readonly ofMachine: boolean;
  readonly lateWork: number;
  readonly work: number;
}

/** `isWork` is by node. */
export function latenessOf({ node, timeUs }: ProfiledCpu, isWork: readonly boolean[]): Lateness {
  const usualUs = usualStep(timeUs);
  const isLate = (i: number): boolean => (timeUs[i] ?? 0) - (timeUs[i - 1] ?? 0) > LATE * usualUs;
  let [idle, lateIdle, work, lateWork] = [0, 0, 0, 0];
  for (let i = 1; i < node.length; i++) {
    const late = isLate(i) ? 1 : 0;
    if (isWork[node[i] ?? -1] === true) {
      work++;
      lateWork += late;
    } else {
      idle++;
      lateIdle += late;
    }
  }
  return { isLate, ofMachine: idle >= enoughIdle && lateIdle > mostLate * idle, lateWork, work };
}

/**
 * Of the time before samples of work in these slices, the part, 0 to 1, that nobody saw because the sampler waited for the machine: what is
 * more than twice the usual time after the sample before.
 */
export function unseenShare(profile: Profile, slices: readonly Slice[]): number {
  const activityOf = profile.functions.map(activityIn);
  const threads = profile.cpu.map((cpu) => {
    const isWork = cpu.tree.function.map((index) => activityOf[index] !== activities.none);
    return { cpu, isWork, ...latenessOf(cpu, isWork) };
  });
  if (!threads.some(({ ofMachine }) => ofMachine)) return 0;
  const slicesAt = sliceFinder(slices);
  let [unseenUs, allUs] = [0, 0];
  for (const { cpu, isWork, ofMachine } of threads) {
    const { node, timeUs } = cpu;
    const usualUs = usualStep(timeUs);
    for (let i = 1; i < node.length; i++) {
      if (isWork[node[i] ?? -1] !== true || slicesAt(timeUs[i] ?? 0).length === 0) continue;
      const sinceUs = (timeUs[i] ?? 0) - (timeUs[i - 1] ?? 0);
      allUs += sinceUs;
      if (ofMachine) unseenUs += Math.max(0, sinceUs - LATE * usualUs);
    }
  }
  return allUs === 0 ? 0 : unseenUs / allUs;
}
