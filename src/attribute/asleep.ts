/**
 * Threads that sleep in `Atomics.wait` between two pieces of work, as the workers of most pools do. V8 samples a sleeping thread like one that
 * computes, in the function that called; each sample wakes it, so that the system even books CPU time there. Such samples are of a thread that
 * rests, as those of a thread that waits for events are. What the thread used beyond its samples of work is then what falling
 * asleep and waking take: see `unseen.ts`.
 *
 * By the lines of the calls, and not by the CPU time of each moment: where more threads are ready than there are processors, a thread that computes and one
 * that sleeps look the same there.
 */
import type { Profile, ProfiledCpu, ProfiledFunction } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';

const asleep: ProfiledFunction = { id: '(asleep)', name: '(idle)', file: '', origin: 'native', meta: 'idle' };

/** The profile with samples of sleep as idle ones, in the threads that did not turn their event loop. */
export function withSleepAsIdle(profile: Profile, slices: readonly Slice[]): Profile {
  const threads = slices.flatMap(({ usage }) => usage.threads ?? []).filter(({ silent }) => silent === true);
  const silent = new Set(threads.map(({ process, thread }) => `${process}:${thread}`));
  const sleeps = ({ process, thread, sleep = [] }: ProfiledCpu): boolean =>
    sleep.length > 0 && silent.has(`${process}:${thread}`);
  if (!profile.cpu.some(sleeps)) return profile;
  const idle = profile.functions.length;
  return {
    ...profile,
    functions: [...profile.functions, asleep],
    cpu: profile.cpu.map((cpu) => (sleeps(cpu) ? resting(cpu, idle) : cpu)),
  };
}

/** A node of its own below each one that sleeps: the functions that it calls are still called by it. */
function resting(cpu: ProfiledCpu, idle: number): ProfiledCpu {
  const { tree, node, sleep = [] } = cpu;
  const shareOf = new Map(sleep.map(({ function: index, share }) => [index, share]));
  const functions = [...tree.function];
  const parents = [...tree.parent];
  const below = tree.function.map((index, at) => {
    if (!shareOf.has(index)) return at;
    functions.push(idle);
    return parents.push(at) - 1;
  });
  // V8 tells lines only in sum: of a function's samples, every so many are sleep as its ticks say.
  const owed = new Map<number, number>();
  const rests = (index: number): boolean => {
    const due = (owed.get(index) ?? 0) + (shareOf.get(index) ?? 0);
    owed.set(index, due >= 1 ? due - 1 : due);
    return due >= 1;
  };
  return {
    ...cpu,
    tree: { function: functions, parent: parents },
    node: node.map((at) => (below[at] !== at && rests(tree.function[at] ?? -1) ? (below[at] ?? at) : at)),
  };
}
