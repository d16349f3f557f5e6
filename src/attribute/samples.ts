/**
 * Who: samples counted per function.
 *
 * What is a sample of? Of the thread's wall-clock time, at a fixed rate; idle ones are left out. What is its share of? Of the
 * samples that were neither idle nor in garbage collection (which is charged by allocation), in the slices only. A function that is on a stack twice counts once in its total.
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import type { Slice } from '../model/recording.ts';

export interface Tally {
  /** Samples that were not idle. */
  readonly busy: number;
  /** The busy ones that were not in garbage collection: what functions have shares of. */
  readonly working: number;
  /** By function index. */
  readonly self: Float64Array;
  readonly total: Float64Array;
  /** Self of the function, and of all code that is not the app's called from it until the next function of the app. */
  readonly own: Float64Array;
  /** Busy wall-clock time of the sampled threads, µs. */
  readonly busyUs: number;
}

export interface NodeCounts {
  readonly cpu: ProfiledCpu;
  /** Samples per node, in the slices. */
  readonly count: Float64Array;
}

/** One tally per slice, in the order of the slices. */
export function tallySlices(profile: Profile, slices: readonly Slice[]): readonly Tally[] {
  const walks = profile.cpu.map((cpu) => ({ cpu, paths: functionPaths(profile, cpu) }));
  return slices.map((slice) => {
    const size = profile.functions.length;
    const tally = {
      busy: 0,
      working: 0,
      busyUs: 0,
      self: new Float64Array(size),
      total: new Float64Array(size),
      own: new Float64Array(size),
    };
    for (const { cpu, paths } of walks) tallyThread(profile, cpu, paths, slice, tally);
    return tally;
  });
}

/** A sample tells of the time before it, so one on the border of two slices belongs to the first. */
function isIn({ startUs, endUs }: Slice, at: number): boolean {
  return at > startUs && at <= endUs;
}

type Growing = { -readonly [K in keyof Tally]: Tally[K] };

interface Paths {
  /** Per node: the distinct functions on its stack. */
  readonly distinct: readonly (readonly number[])[];
  /** Per node: the innermost function of the app on its stack, −1 where there is none. */
  readonly owner: readonly number[];
}

function tallyThread(
  profile: Profile,
  cpu: ProfiledCpu,
  { distinct, owner }: Paths,
  slice: Slice,
  tally: Growing,
): void {
  for (let i = 0; i < cpu.node.length; i++) {
    const at = cpu.timeUs[i] ?? 0;
    if (!isIn(slice, at)) continue;
    const node = cpu.node[i] ?? 0;
    const index = cpu.tree.function[node] ?? -1;
    if (profile.functions[index]?.meta === 'idle' || profile.functions[index]?.meta === 'root') continue;
    tally.busy++;
    tally.busyUs += at - (cpu.timeUs[i - 1] ?? at);
    if (profile.functions[index]?.meta === 'gc') continue;
    tally.working++;
    add(tally.self, index);
    add(tally.own, owner[node] ?? -1);
    for (const each of distinct[node] ?? []) add(tally.total, each);
  }
}

function add(counts: Float64Array, index: number, amount = 1): void {
  if (index >= 0) counts[index] = (counts[index] ?? 0) + amount;
}

function functionPaths({ functions }: Profile, { tree }: ProfiledCpu): Paths {
  const distinct: (readonly number[])[] = [];
  const owner: number[] = [];
  for (let node = 0; node < tree.parent.length; node++) {
    const parent = tree.parent[node] ?? -1;
    const index = tree.function[node] ?? -1;
    const above = distinct[parent] ?? [];
    distinct.push(above.includes(index) ? above : [...above, index]);
    owner.push(functions[index]?.origin === 'app' ? index : (owner[parent] ?? -1));
  }
  return { distinct, owner };
}

/** Busy samples per node of each thread's tree, over all the slices. */
export function countNodes({ cpu, functions }: Profile, slices: readonly Slice[]): readonly NodeCounts[] {
  return cpu.map((thread) => {
    const idle = new Set(
      thread.tree.function.flatMap((index, node) => (functions[index]?.meta === 'idle' ? [node] : [])),
    );
    const count = new Float64Array(thread.tree.parent.length);
    for (let i = 0; i < thread.node.length; i++) {
      const at = thread.timeUs[i] ?? 0;
      const node = thread.node[i] ?? -1;
      if (!idle.has(node) && slices.some((slice) => isIn(slice, at))) add(count, node);
    }
    return { cpu: thread, count };
  });
}

export interface AllocationShares {
  /** By function index: share of all allocated bytes, 0 to 1. */
  readonly self: Float64Array;
  readonly own: Float64Array;
}

/** Undefined where nothing was sampled. */
export function allocationShares(profile: Profile): AllocationShares | undefined {
  const shares = { self: new Float64Array(profile.functions.length), own: new Float64Array(profile.functions.length) };
  let all = 0;
  for (const { kind, tree, selfBytes } of profile.allocations) {
    if (kind !== 'allocationSampling') continue;
    const owner: number[] = [];
    tree.function.forEach((index, node) => {
      owner.push(profile.functions[index]?.origin === 'app' ? index : (owner[tree.parent[node] ?? -1] ?? -1));
      const bytes = selfBytes[node] ?? 0;
      all += bytes;
      add(shares.self, index, bytes);
      add(shares.own, owner[node] ?? -1, bytes);
    });
  }
  if (all === 0) return undefined;
  return { self: shares.self.map((bytes) => bytes / all), own: shares.own.map((bytes) => bytes / all) };
}
