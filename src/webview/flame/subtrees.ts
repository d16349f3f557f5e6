/** The part of a tree below some functions, wherever they stand, as one tree: what a route's handler does, say. */
import type { CallTree, TreeColumns } from './call-tree.ts';

export function subtreesOf(tree: CallTree, isTop: (frame: number) => boolean): TreeColumns {
  const parent = [-1];
  const frame = [-1];
  const self = [0];
  const childOf = new Map<string, number>();
  /** Of each node of the tree, −1 where it is in nobody's part. */
  const place = new Int32Array(tree.parent.length).fill(-1);
  for (let node = 1; node < place.length; node++) {
    const index = tree.frame[node] ?? -1;
    const above = place[tree.parent[node] ?? 0] ?? -1;
    if (above < 0 && !isTop(index)) continue;
    const under = Math.max(0, above);
    const key = `${under} ${index}`;
    let at = childOf.get(key);
    if (at === undefined) {
      at = parent.push(under) - 1;
      frame.push(index);
      self.push(0);
      childOf.set(key, at);
    }
    place[node] = at;
    self[at] = (self[at] ?? 0) + (tree.self[node] ?? 0);
  }
  return { frames: tree.frames, parent, frame, self };
}
