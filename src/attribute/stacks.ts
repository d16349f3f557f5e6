/** The call trees of all threads merged into one, in columns, with costs on its nodes. */
import type { Profile } from '../model/profile.ts';
import type { ReportStacks } from '../model/report.ts';
import type { NodeCounts } from './samples.ts';

interface Merged {
  readonly parent: number[];
  /** Index into the profile's functions. */
  readonly profiled: number[];
  readonly count: number[];
}

export interface StackOptions {
  readonly msPerSample: number;
  readonly msPerGcSample: number;
  /** A profiled function's place in the Report's list, −1 where it is not there. */
  readonly positionOf: (index: number) => number;
}

export function mergeStacks(
  { functions }: Profile,
  threads: readonly NodeCounts[],
  { msPerSample, msPerGcSample, positionOf }: StackOptions,
): ReportStacks {
  const merged = merge(threads.map((thread) => withSubtrees(thread)));
  return {
    parent: merged.parent,
    function: merged.profiled.map((index) => positionOf(index)),
    label: merged.profiled.map((index) => (positionOf(index) >= 0 ? '' : (functions[index]?.name ?? '(root)'))),
    selfCpuMsPerRequest: merged.count.map((count, node) => {
      const gc = functions[merged.profiled[node] ?? -1]?.meta === 'gc';
      return count * (gc ? msPerGcSample : msPerSample);
    }),
  };
}

interface Subtrees extends NodeCounts {
  /** Samples of a node and all below it. */
  readonly below: Float64Array;
}

function withSubtrees({ cpu, count }: NodeCounts): Subtrees {
  const below = Float64Array.from(count);
  // Parents come before children, so walking backwards meets each child before its parent.
  for (let node = below.length - 1; node > 0; node--) {
    const parent = cpu.tree.parent[node] ?? -1;
    if (parent >= 0) below[parent] = (below[parent] ?? 0) + (below[node] ?? 0);
  }
  return { cpu, count, below };
}

function merge(threads: readonly Subtrees[]): Merged {
  const merged: Merged = { parent: [-1], profiled: [-1], count: [0] };
  const childNode = childFinder(merged);
  for (const { cpu, count, below } of threads) {
    const place: number[] = [];
    cpu.tree.parent.forEach((parent, node) => {
      const index = cpu.tree.function[node] ?? -1;
      if (parent < 0) place.push(0);
      else if ((below[node] ?? 0) === 0) place.push(-1);
      else place.push(childNode(place[parent] ?? 0, index));
      const at = place[node] ?? -1;
      if (at > 0) merged.count[at] = (merged.count[at] ?? 0) + (count[node] ?? 0);
    });
  }
  return merged;
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
    firstChild.push(-1);
    nextSibling.push(firstChild[parent] ?? -1);
    firstChild[parent] = created;
    return created;
  };
}
