/** Where each node of a tree is drawn: left-heavy or by time, the root on top, the whole from 0 to 1. */
import { childrenOf, type CallTree } from './call-tree.ts';

export interface Layout {
  readonly tree: CallTree;
  /** Left edges by node; a node is as wide as its part of the whole. */
  readonly left: Float64Array;
  readonly width: Float64Array;
  /** Nodes of each depth, from left to right. */
  readonly rows: readonly Int32Array[];
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
  return { tree, left, width, rows };
}

/** First place in a row whose box ends after x, the row's length where none does. */
export function firstEndingAfter({ left, width }: Layout, row: Int32Array, x: number, from = 0): number {
  let low = from;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const node = row[middle] ?? 0;
    if ((left[node] ?? 0) + (width[node] ?? 0) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The node at a place of the graph; undefined where there is none. */
export function nodeAt(layout: Layout, depth: number, x: number): number | undefined {
  const row = layout.rows[depth];
  if (row === undefined) return undefined;
  const node = row[firstEndingAfter(layout, row, x)];
  return node !== undefined && (layout.left[node] ?? 0) <= x ? node : undefined;
}
