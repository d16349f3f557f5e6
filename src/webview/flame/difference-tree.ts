/** Two call trees as one: each node as wide as the costlier of its two sides, with what it costs more or less than before. */
import { callTree, type CallTree, type Frame } from './call-tree.ts';

export interface DifferenceTree {
  readonly tree: CallTree;
  /** By node, with all below it: head minus base. */
  readonly change: Float64Array;
}

export function differenceTree(base: CallTree, head: CallTree): DifferenceTree {
  const frames: Frame[] = [];
  const frameOf = new Map<string, number>();
  const parent = [-1];
  const frame = [-1];
  const sides = { base: [0], head: [0] };
  const childOf = new Map<string, number>();
  const add = (tree: CallTree, side: 'base' | 'head'): void => {
    const place = new Int32Array(tree.parent.length);
    for (let node = 1; node < place.length; node++) {
      const of = tree.frames[tree.frame[node] ?? -1];
      if (of === undefined) continue;
      const index = indexOf(of, frames, frameOf);
      const key = `${place[tree.parent[node] ?? 0] ?? 0} ${index}`;
      const at = childOf.get(key) ?? parent.push(place[tree.parent[node] ?? 0] ?? 0) - 1;
      if (!childOf.has(key)) {
        childOf.set(key, at);
        frame.push(index);
        sides.base.push(0);
        sides.head.push(0);
      }
      place[node] = at;
      sides[side][at] = (sides[side][at] ?? 0) + (tree.self[node] ?? 0);
    }
  };
  add(head, 'head');
  add(base, 'base');
  const self = sides.head.map((each, node) => Math.max(each, sides.base[node] ?? 0));
  const change = Float64Array.from(sides.head, (each, node) => each - (sides.base[node] ?? 0));
  for (let node = change.length - 1; node > 0; node--) {
    const above = parent[node] ?? 0;
    change[above] = (change[above] ?? 0) + (change[node] ?? 0);
  }
  return { tree: callTree({ frames, parent, frame, self }), change };
}

/** A function is the same in both where its name and file are: lines move. */
function indexOf(frame: Frame, frames: Frame[], known: Map<string, number>): number {
  const key = `${frame.name}\n${frame.file}\n${frame.package ?? ''}`;
  const at = known.get(key) ?? frames.push(frame) - 1;
  known.set(key, at);
  return at;
}
