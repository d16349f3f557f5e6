/**
 * What is a sample worth? CPU time. Samples are taken by the clock on the wall, and several things keep one from standing for as much CPU
 * time as any other.
 *
 * - A function that waits gathers samples and uses no CPU (`waiting-functions.ts`).
 * - On a busy machine the sampler comes late: more at some times than at others, and to one thread more than to another. So the samples of
 *   each short stretch together stand for the CPU time that the operating system booked in it (`stretches.ts`), and all samples
 *   of a thread for what it booked on the thread, or, where that is not known, for the time between them.
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import { activities, activityIn } from './activities.ts';
import type { SampleWorth } from './samples.ts';
import { sliceFinder } from './slice-finder.ts';
import { sum } from './statistics.ts';
import { worthInStretches } from './stretches.ts';
import type { ThreadKey } from './thread-key.ts';
import { functionWorth } from './waiting-functions.ts';

export interface WorthOptions {
  readonly keyOf: ThreadKey;
  /** By thread: what its samples tell of, as shares of the CPU time of all threads; undefined where the system does not tell. */
  readonly told: ReadonlyMap<string, number> | undefined;
}

export function worthOfSamples(profile: Profile, slices: readonly Slice[], { keyOf, told }: WorthOptions): SampleWorth {
  const activityOf = Uint8Array.from(profile.functions, activityIn);
  const isBusy = (index: number): boolean => activityOf[index] !== activities.none;
  const ofFunctions = functionWorth(profile, isBusy);
  const worth = profile.cpu.map((cpu, index) => worthInStretches(cpu, ofFunctions[index], isBusy));
  const keys = profile.cpu.map(keyOf);
  if (new Set(keys).size < 2) return worth;
  const busy = profile.cpu.map((cpu, index) => busyIn(cpu, slices, { worth: worth[index], isBusy }));
  const factors = told === undefined ? factorsOfTime(busy, keys) : factorsOfCpu(busy, keys, told);
  return profile.cpu.map(({ node }, index) => {
    const factor = factors.get(keys[index] ?? '') ?? 1;
    return worth[index]?.map((one) => one * factor) ?? new Float64Array(node.length).fill(factor);
  });
}

interface Busy {
  readonly count: number;
  readonly worth: number;
  readonly us: number;
}

interface BusyOptions {
  readonly worth: SampleWorth[number];
  readonly isBusy: (index: number) => boolean;
}

function busyIn({ node, timeUs, tree }: ProfiledCpu, slices: readonly Slice[], { worth, isBusy }: BusyOptions): Busy {
  const slicesAt = sliceFinder(slices);
  const busy = { count: 0, worth: 0, us: 0 };
  for (let i = 0; i < node.length; i++) {
    const at = timeUs[i] ?? 0;
    const index = tree.function[node[i] ?? -1] ?? -1;
    if (!isBusy(index) || slicesAt(at).length === 0) continue;
    busy.count++;
    busy.worth += worth?.[i] ?? 1;
    busy.us += at - (timeUs[i - 1] ?? at);
  }
  return busy;
}

/** All samples together are worth as much as before: what counts is one thread beside another. */
function factorsOfCpu(
  busy: readonly Busy[],
  keys: readonly string[],
  told: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const worthOf = sumsBy(keys, (index) => busy[index]?.worth ?? 0);
  const all = sum([...worthOf.values()]);
  const sampled = sum([...worthOf].map(([key, worth]) => (worth === 0 ? 0 : (told.get(key) ?? 0))));
  const factorOf = (key: string, worth: number): number =>
    worth === 0 || sampled === 0 ? 1 : ((told.get(key) ?? 0) / sampled) * (all / worth);
  return new Map([...worthOf].map(([key, worth]) => [key, factorOf(key, worth)]));
}

/** The mean time before a thread's samples, over that of all. */
function factorsOfTime(busy: readonly Busy[], keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = sumsBy(keys, (index) => busy[index]?.count ?? 0);
  const times = sumsBy(keys, (index) => busy[index]?.us ?? 0);
  const mean = sum([...times.values()]) / sum([...counts.values()]);
  const factorOf = (key: string, count: number): number =>
    count === 0 || !(mean > 0) ? 1 : (times.get(key) ?? 0) / count / mean;
  return new Map([...counts].map(([key, count]) => [key, factorOf(key, count)]));
}

function sumsBy(keys: readonly string[], of: (index: number) => number): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [index, key] of keys.entries()) sums.set(key, (sums.get(key) ?? 0) + of(index));
  return sums;
}
