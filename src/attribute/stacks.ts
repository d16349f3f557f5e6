/** The call trees of all threads and of both samplers merged into one, in columns, with costs on its nodes. */
import type { Profile, ProfiledTree } from '../model/profile.ts';
import type { ReportStacks } from '../model/report-code.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { NodeCounts } from './samples.ts';
import { stacksByThread } from './stacks-by-thread.ts';
import { stacksByTime } from './stacks-by-time.ts';
import { sum } from './statistics.ts';

interface Merged {
  readonly parent: number[];
  /** Index into the profile's functions. */
  readonly profiled: number[];
  /** CPU samples of the node itself. */
  readonly count: number[];
  /** Sampled bytes that the node itself allocated. */
  readonly bytes: number[];
}

export interface StackOptions {
  readonly msPerSample: number;
  readonly msPerGcSample: number;
  /** What a request allocates; absent where it was not measured. */
  readonly allocatedBytes: number | undefined;
  /** A profiled function's place in the Report's list, −1 where it is not there. */
  readonly positionOf: (index: number) => number;
  /** In which the samples were taken. */
  readonly sampling: readonly Slice[];
  /** What moments in the Report count from. */
  readonly startUs: number;
  /** The process as the Report counts it: each run of a script has processes of its own, which do the same. */
  readonly processOf: (process: number) => number;
}

export function mergeStacks(
  { functions, allocations }: Profile,
  threads: readonly NodeCounts[],
  { msPerSample, msPerGcSample, allocatedBytes, positionOf, sampling, startUs, processOf }: StackOptions,
): ReportStacks {
  const merged: Merged = { parent: [-1], profiled: [-1], count: [0], bytes: [0] };
  const childNode = childFinder(merged);
  const working = threads.map(({ cpu, count }) => {
    const place = mergeTree(cpu.tree, count, { into: merged.count, childNode });
    const process = processOf(cpu.process);
    return { process, thread: cpu.thread, place, amount: count, cpu: { ...cpu, process } };
  });
  const allocating = allocations
    .filter(({ kind }) => kind === 'allocationSampling')
    .map(({ process, thread, tree, selfBytes }) => {
      const place = mergeTree(tree, selfBytes, { into: merged.bytes, childNode });
      return { process: processOf(process), thread, place, amount: selfBytes };
    });
  const sampledBytes = sum(merged.bytes);
  const msOf = (count: number, node: number): number => {
    const gc = functions[merged.profiled[node] ?? -1]?.meta === 'gc';
    return count * (gc ? msPerGcSample : msPerSample);
  };
  const bytesOf =
    allocatedBytes === undefined || sampledBytes === 0
      ? undefined
      : (bytes: number): number => (bytes / sampledBytes) * allocatedBytes;
  const byThread = stacksByThread(working, allocating, { msOf, bytesOf });
  const byTime = stacksByTime(working, sampling, startUs);
  return {
    parent: merged.parent,
    function: merged.profiled.map((index) => positionOf(index)),
    label: merged.profiled.map((index) => (positionOf(index) >= 0 ? '' : (functions[index]?.name ?? '(root)'))),
    selfCpuMsPerRequest: merged.count.map(msOf),
    ...(bytesOf === undefined ? {} : { selfAllocatedBytesPerRequest: merged.bytes.map(bytesOf) }),
    ...(byThread === undefined ? {} : { threads: byThread }),
    ...(byTime === undefined ? {} : { byTime }),
  };
}

interface MergeOptions {
  /** The column that the amounts are added to, as long as the merged tree. */
  readonly into: number[];
  readonly childNode: (parent: number, index: number) => number;
}

/** Adds a tree's amounts to the merged tree, and gives the place of each node in it; branches without any are left out, at −1. */
function mergeTree(tree: ProfiledTree, amounts: ArrayLike<number>, { into, childNode }: MergeOptions): Int32Array {
  const below = withSubtrees(tree, amounts);
  const place = new Int32Array(below.length);
  for (let node = 0; node < below.length; node++) {
    const parent = tree.parent[node] ?? -1;
    if (parent < 0) continue;
    const at = below[node] === 0 ? -1 : childNode(place[parent] ?? 0, tree.function[node] ?? -1);
    place[node] = at;
    if (at > 0) into[at] = (into[at] ?? 0) + (amounts[node] ?? 0);
  }
  return place;
}

/** Amounts of each node and all below it. */
function withSubtrees({ parent }: ProfiledTree, amounts: ArrayLike<number>): Float64Array {
  const below = Float64Array.from(amounts);
  // Parents come before children, so walking backwards meets each child before its parent.
  for (let node = below.length - 1; node > 0; node--) {
    const above = parent[node] ?? -1;
    if (above >= 0) below[above] = (below[above] ?? 0) + (below[node] ?? 0);
  }
  return below;
}

/** Gives the child of a merged node for a function, and makes it where there is none. A function calls few others: its children are a list. */
function childFinder(merged: Merged): (parent: number, index: number) => number {
  const firstChild = [-1];
  const nextSibling = [-1];
  return (parent, index) => {
    for (let child = firstChild[parent] ?? -1; child >= 0; child = nextSibling[child] ?? -1)
      if (merged.profiled[child] === index) return child;
    const created = merged.parent.push(parent) - 1;
    merged.profiled.push(index);
    merged.count.push(0);
    merged.bytes.push(0);
    firstChild.push(-1);
    nextSibling.push(firstChild[parent] ?? -1);
    firstChild[parent] = created;
    return created;
  };
}
