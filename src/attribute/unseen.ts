/**
 * CPU that the operating system booked on a thread and that no busy sample accounts for: whose is it?
 *
 * - The sampler's. It wakes the thread for each sample; where nothing but idle samples fell between two readings of the thread's
 *   CPU, all that was used there was for that, and what one sample takes of an idle thread is known.
 * - Unseen work. Where other programs keep the sampler off the processor it comes late, most often in the moment in which the thread falls
 *   idle, and calls all the time since its last sample idle. What came more than twice the usual time after the one before it
 *   tells nothing of that time: as much of it as the thread was on the processor went to what it does otherwise.
 * - Without an owner, where the thread was not sampled: it began later, or did not answer. Where it was sampled for a part of the time, that part
 *   stands for all of it.
 * - The event loop's own. V8 calls a thread idle from before it waits for events until JavaScript is called again: waiting costs
 *   nothing, but reading from sockets and parsing what was read, in native code, do.
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import { idleReadings, idleSampleUs, LATE, usualStep, type OnlyIdle } from './idle-samples.ts';
import { sliceFinder } from './slice-finder.ts';
import { sum } from './statistics.ts';
import type { ThreadKey } from './thread-key.ts';

/** Shares of the CPU time of all threads that run JavaScript; but for `told`, they sum to 1. */
export interface ThreadShares {
  /** Of what the samples tell of. */
  readonly sampled: number;
  readonly eventLoop: number;
  /** Of what was used before there was anything to sample: Node.js's own start. */
  readonly startup: number;
  /** Of threads without samples. */
  readonly unsampled: number;
  /** `sampled`, thread by thread. */
  readonly told: ReadonlyMap<string, number>;
}

export interface ThreadSlices {
  readonly sampling: readonly Slice[];
  readonly asIs: readonly Slice[];
  readonly keyOf: ThreadKey;
}

/** Undefined where the system does not tell CPU time per thread, and for recordings older than this. */
export function shareThreads(profile: Profile, { sampling, asIs, keyOf }: ThreadSlices): ThreadShares | undefined {
  if (cpuPerThread(sampling, keyOf) === undefined) return undefined;
  const used = cpuPerThread(asIs, keyOf);
  if (used === undefined) return undefined;
  const all = sum([...used.values()].map(({ ownUs, startupUs }) => ownUs + startupUs));
  if (all === 0 || profile.cpu.length === 0) return undefined;
  const told = new Map<string, number>();
  let eventLoop = 0;
  for (const [key, cpus] of groupByThread(profile.cpu, keyOf)) {
    const weight = (used.get(key)?.ownUs ?? 0) / all;
    const seen = sampling.filter((slice) => cpus.some((cpu) => covers(cpu, slice)));
    // It used CPU, and nothing says for what.
    if (seen.length === 0) continue;
    const slicesAt = sliceFinder(seen);
    const known = knownShare(profile, cpus, {
      bookedUs: cpuPerThread(seen, keyOf)?.get(key)?.ownUs ?? 0,
      within: (at) => slicesAt(at).length > 0,
    });
    told.set(key, weight * known);
    eventLoop += weight * (1 - known);
  }
  const sampled = sum([...told.values()]);
  const startup = sum([...used.values()].map(({ startupUs }) => startupUs)) / all;
  return { sampled, eventLoop, startup, unsampled: Math.max(0, 1 - sampled - eventLoop - startup), told };
}

/** Of a slice, at least: a sampler that began or ended in it. */
const mostOfIt = 0.5;

function covers({ timeUs }: ProfiledCpu, { startUs, endUs, usage: { threads = [] } }: Slice): boolean {
  // A script's slice is its threads' whole life: each is sampled from when there is anything to sample.
  if (threads.some(({ startupCpuUs }) => startupCpuUs !== undefined)) return true;
  const from = Math.max(startUs, timeUs[0] ?? Infinity);
  const to = Math.min(endUs, timeUs.at(-1) ?? -Infinity);
  return to - from >= mostOfIt * (endUs - startUs);
}

interface Booked {
  readonly bookedUs: number;
  readonly within: (atUs: number) => boolean;
}

/** Of a thread's CPU: what its busy samples stand for. */
function knownShare(profile: Profile, cpus: readonly ProfiledCpu[], { bookedUs, within }: Booked): number {
  const counts = cpus.map((cpu) => countThread(profile, cpu, within));
  const total = (of: (count: ThreadCount) => number): number => sum(counts.map(of));
  const idleSamples = total((count) => count.idleSamples);
  const ownUs = bookedUs - idleSampleUs(counts.map(({ onlyIdle }) => onlyIdle)) * idleSamples;
  const busyUs = total((count) => count.busyUs);
  if (!(ownUs > busyUs)) return 1;
  return (
    (busyUs +
      Math.min(
        ownUs - busyUs,
        total((count) => count.unseenUs),
      )) /
    ownUs
  );
}

interface ThreadCount {
  readonly busyUs: number;
  readonly unseenUs: number;
  readonly idleSamples: number;
  readonly onlyIdle: OnlyIdle;
}

function countThread({ functions }: Profile, cpu: ProfiledCpu, within: (atUs: number) => boolean): ThreadCount {
  const { node, timeUs, tree } = cpu;
  const isIdle = tree.function.map((index) => ['idle', 'root'].includes(functions[index]?.meta ?? ''));
  const usualUs = usualStep(timeUs);
  const count = { busyUs: 0, unseenUs: 0, idleSamples: 0 };
  for (let i = 1; i < node.length; i++) {
    const at = timeUs[i] ?? 0;
    if (!within(at)) continue;
    const sinceUs = at - (timeUs[i - 1] ?? at);
    if (isIdle[node[i] ?? -1] === true) {
      count.idleSamples++;
      count.unseenUs += Math.max(0, sinceUs - LATE * usualUs);
    } else count.busyUs += sinceUs;
  }
  return { ...count, onlyIdle: idleReadings(cpu, isIdle) };
}

function groupByThread(cpus: readonly ProfiledCpu[], keyOf: ThreadKey): ReadonlyMap<string, readonly ProfiledCpu[]> {
  const groups = new Map<string, ProfiledCpu[]>();
  for (const cpu of cpus) groups.set(keyOf(cpu), [...(groups.get(keyOf(cpu)) ?? []), cpu]);
  return groups;
}

interface ThreadCpu {
  readonly ownUs: number;
  readonly startupUs: number;
}

/** Undefined where one is not known. */
function cpuPerThread(slices: readonly Slice[], keyOf: ThreadKey): ReadonlyMap<string, ThreadCpu> | undefined {
  const cpu = new Map<string, ThreadCpu>();
  for (const { usage } of slices) {
    if (usage.threads === undefined) return undefined;
    for (const thread of usage.threads) {
      const { cpuUs, startupCpuUs = 0 } = thread;
      if (cpuUs === undefined) return undefined;
      const { ownUs, startupUs } = cpu.get(keyOf(thread)) ?? { ownUs: 0, startupUs: 0 };
      cpu.set(keyOf(thread), { ownUs: ownUs + cpuUs - startupCpuUs, startupUs: startupUs + startupCpuUs });
    }
  }
  return cpu;
}
