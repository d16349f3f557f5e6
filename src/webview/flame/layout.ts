/** Where each node of a tree is drawn: left-heavy or by time, the root on top, the whole from 0 to 1. */
import { childrenOf, type CallTree } from './call-tree.ts';

export interface Layout {
  readonly tree: CallTree;
  /** Left edges by node; a node is as wide as its part of the whole. */
  readonly left: Float64Array;
  readonly width: Float64Array;
  /** Nodes of each depth, from left to right. */
  readonly rows: readonly Int32Array[];
  /** Their right edges: searched several thousand times for each picture, they lie side by side. */
  readonly ends: readonly Float64Array[];
}

export function layOut(tree: CallTree): Layout {
  const count = tree.parent.length;
  const left = new Float64Array(count);
  const width = new Float64Array(count);
  const whole = tree.total[0] ?? 0;
  const rows: Int32Array[] = [];
  // Breadth first, so that a row is filled from left to right.
  let row = Int32Array.of(0);
  width[0] = whole > 0 ? 1 : 0;
  while (row.length > 0 && whole > 0) {
    rows.push(row);
    const next: number[] = [];
    for (const node of row) {
      let edge = left[node] ?? 0;
      for (const child of childrenOf(tree, node)) {
        const part = (tree.total[child] ?? 0) / whole;
        if (!(part > 0)) continue;
        left[child] = tree.start === undefined ? edge : (tree.start[child] ?? 0) / whole;
        width[child] = part;
        edge += part;
        next.push(child);
      }
    }
    row = Int32Array.from(next);
  }
  const ends = rows.map((nodes) => Float64Array.from(nodes, (node) => (left[node] ?? 0) + (width[node] ?? 0)));
  return { tree, left, width, rows, ends };
}

/** First place in a row, by its right edges, whose box ends after x; the row's length where none does. Mostly it is near where the search begins. */
export function firstEndingAfter(ends: Float64Array, x: number, from = 0): number {
  let low = from;
  let high = low + 1;
  while (high < ends.length && (ends[high - 1] ?? 0) <= x) {
    low = high;
    high += 2 * (high - from);
  }
  high = Math.min(high, ends.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The node at a place of the graph; undefined where there is none. */
export function nodeAt(layout: Layout, depth: number, x: number): number | undefined {
  const [row, ends] = [layout.rows[depth], layout.ends[depth]];
  if (row === undefined || ends === undefined) return undefined;
  const node = row[firstEndingAfter(ends, x)];
  return node !== undefined && (layout.left[node] ?? 0) <= x ? node : undefined;
}
