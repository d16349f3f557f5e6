/**
 * Who: samples counted per function.
 *
 * What is a sample of? Of the thread's wall-clock time, at a fixed rate; idle ones are left out, and the others count for the CPU time that
 * they are worth (see `sample-worth.ts`). What is its share of? Of the
 * samples that were neither idle nor in garbage collection (which is charged by allocation), in the slices only. A function that is on a stack twice counts once in its total.
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import { activities, activityIn } from './activities.ts';
import { sliceFinder } from './slice-finder.ts';

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
  /** Samples per node, in the slices, by what they are worth. */
  readonly count: Float64Array;
  /** How many there are. */
  readonly samples: number;
}

type Growing = { -readonly [K in keyof Tally]: Tally[K] };

/** What each sample is worth, by thread of the profile; undefined where all of a thread's are worth 1. */
export type SampleWorth = readonly (Float64Array | undefined)[];

/** One tally per slice, in the order of the slices. */
export function tallySlices(profile: Profile, slices: readonly Slice[], worth: SampleWorth): readonly Tally[] {
  const size = profile.functions.length;
  const tallies = slices.map((): Growing => ({
    busy: 0,
    working: 0,
    busyUs: 0,
    self: new Float64Array(size),
    total: new Float64Array(size),
    own: new Float64Array(size),
  }));
  profile.cpu.forEach((cpu, index) => {
    tallyThread({ profile, cpu, worth: worth[index], slices, tallies });
  });
  return tallies;
}

interface ThreadTally {
  readonly profile: Profile;
  readonly cpu: ProfiledCpu;
  readonly worth: SampleWorth[number];
  readonly slices: readonly Slice[];
  readonly tallies: readonly Growing[];
}

/**
 * Neighbouring samples in the same slices are counted by node, and only then, node by node, for functions: to walk up the stack of each
 * sample takes many times as long.
 */
function tallyThread({ profile, cpu, worth, slices, tallies }: ThreadTally): void {
  const nodes = describeNodes(profile, cpu);
  const slicesAt = sliceFinder(slices);
  const counts = new Float64Array(nodes.activity.length);
  const below = new Float64Array(nodes.activity.length);
  for (let from = 0; from < cpu.node.length;) {
    const within = slicesAt(cpu.timeUs[from] ?? 0);
    let to = from + 1;
    while (to < cpu.node.length && slicesAt(cpu.timeUs[to] ?? 0) === within) to++;
    const open = tallies.filter((_, index) => within.includes(index));
    if (open.length > 0) {
      countRun(cpu, worth, { from, to }, counts);
      addCounts(cpu, nodes, { counts, below }, open);
      for (const tally of open) tally.busyUs = addBusyUs(cpu, { from, to }, nodes, tally.busyUs);
    }
    from = to;
  }
}

interface Run {
  readonly from: number;
  readonly to: number;
}

function countRun({ node }: ProfiledCpu, worth: SampleWorth[number], { from, to }: Run, counts: Float64Array): void {
  counts.fill(0);
  for (let i = from; i < to; i++) add(counts, node[i] ?? -1, worth?.[i]);
}

function addBusyUs({ node, timeUs }: ProfiledCpu, { from, to }: Run, { activity }: Nodes, soFarUs: number): number {
  let busyUs = soFarUs;
  let before = timeUs[Math.max(0, from - 1)] ?? 0;
  for (let i = from; i < to; i++) {
    const at = timeUs[i] ?? 0;
    if (activity[node[i] ?? 0] !== activities.none) busyUs += at - before;
    before = at;
  }
  return busyUs;
}

interface NodeSamples {
  /** Samples of the node itself. */
  readonly counts: Float64Array;
  /** Room for those of its children and theirs; used again for each run, because it is large. */
  readonly below: Float64Array;
}

function addCounts(
  { tree }: ProfiledCpu,
  nodes: Nodes,
  { counts, below }: NodeSamples,
  tallies: readonly Growing[],
): void {
  below.fill(0);
  // Parents come before children, so walking backwards meets each child before its parent.
  for (let node = counts.length - 1; node >= 0; node--) {
    if (counts[node] === 0 && below[node] === 0) continue;
    const activity = nodes.activity[node];
    const busy = activity === activities.none ? 0 : (counts[node] ?? 0);
    const working = activity === activities.work ? busy : 0;
    const all = working + (below[node] ?? 0);
    const index = tree.function[node] ?? -1;
    add(below, tree.parent[node] ?? -1, all);
    for (const tally of tallies) {
      tally.busy += busy;
      tally.working += working;
      add(tally.self, index, working);
      add(tally.own, nodes.owner[node] ?? -1, working);
      if (nodes.outermost[node] === 1) add(tally.total, index, all);
    }
  }
}

function add(counts: Float64Array, index: number, amount = 1): void {
  if (index >= 0) counts[index] = (counts[index] ?? 0) + amount;
}

export interface Nodes {
  /** One of `activities`. */
  readonly activity: Uint8Array;
  /** The innermost function of the app on the node's stack, −1 where there is none. */
  readonly owner: Int32Array;
  /** 1 where no caller is the same function: what is below it counts for the function, and counts once. */
  readonly outermost: Uint8Array;
}

export function describeNodes({ functions }: Profile, { tree }: ProfiledCpu): Nodes {
  const activityOf = Uint8Array.from(functions, activityIn);
  const isOfApp = Uint8Array.from(functions, ({ origin }) => (origin === 'app' ? 1 : 0));
  const size = tree.parent.length;
  const nodes = { activity: new Uint8Array(size), owner: new Int32Array(size), outermost: new Uint8Array(size) };
  for (let node = 0; node < size; node++) {
    const index = tree.function[node] ?? -1;
    const parent = tree.parent[node] ?? -1;
    nodes.activity[node] = activityOf[index] ?? activities.work;
    nodes.owner[node] = isOfApp[index] === 1 ? index : parent < 0 ? -1 : (nodes.owner[parent] ?? -1);
    nodes.outermost[node] = isAbove(tree, parent, index) ? 0 : 1;
  }
  return nodes;
}

/** V8 samples no more than 255 frames of a stack, so that the way up is short (kMaxFramesCount in its src/profiler/tick-sample.h). */
function isAbove({ parent, function: functionOf }: ProfiledCpu['tree'], from: number, index: number): boolean {
  for (let node = from; node >= 0; node = parent[node] ?? -1) if (functionOf[node] === index) return true;
  return false;
}

/** Busy samples per node of each thread's tree, over all the slices. */
export function countNodes(
  { cpu, functions }: Profile,
  slices: readonly Slice[],
  worth: SampleWorth,
): readonly NodeCounts[] {
  const slicesAt = sliceFinder(slices);
  const activityOf = Uint8Array.from(functions, activityIn);
  return cpu.map((thread, index) => {
    const isBusy = Uint8Array.from(thread.tree.function, (fn) => (activityOf[fn] === activities.none ? 0 : 1));
    const count = new Float64Array(thread.tree.parent.length);
    let samples = 0;
    for (let i = 0; i < thread.node.length; i++) {
      const node = thread.node[i] ?? -1;
      if (isBusy[node] !== 1 || slicesAt(thread.timeUs[i] ?? 0).length === 0) continue;
      samples++;
      add(count, node, worth[index]?.[i]);
    }
    return { cpu: thread, count, samples };
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
