/** Where the arrow keys go in a flame graph: to the caller, to what it calls most, to its neighbours in the row. */
import { childrenOf } from './call-tree.ts';
import { firstEndingAfter, type Layout } from './layout.ts';
import type { Span } from './strips.ts';

export function move(layout: Layout, node: number, key: string): number | undefined {
  const { tree } = layout;
  switch (key) {
    case 'ArrowUp':
      return node === 0 ? undefined : tree.parent[node];
    case 'ArrowDown': {
      const child = childrenOf(tree, node)[0];
      return child !== undefined && (layout.width[child] ?? 0) > 0 ? child : undefined;
    }
    case 'ArrowLeft':
      return neighbour(layout, node, -1);
    case 'ArrowRight':
      return neighbour(layout, node, 1);
    default:
      return undefined;
  }
}

function neighbour(layout: Layout, node: number, step: 1 | -1): number | undefined {
  const depth = layout.tree.depth[node] ?? 0;
  const [row, ends] = [layout.rows[depth], layout.ends[depth]];
  if (row === undefined || ends === undefined) return undefined;
  const middle = (layout.left[node] ?? 0) + (layout.width[node] ?? 0) / 2;
  return row[firstEndingAfter(ends, middle) + step];
}

/** A node as wide as the view. */
export function spanOf({ left, width }: Layout, node: number): Span {
  const from = left[node] ?? 0;
  return { from, to: from + (width[node] ?? 0) };
}

/** Below this, the numbers of a layout have no digits left. */
const finest = 1e-9;

/** By a factor above 1 closer, around a place that stays where it is; never beyond the whole. */
export function zoomed({ from, to }: Span, factor: number, around: number): Span {
  const size = Math.min(1, Math.max(finest, (to - from) / factor));
  return within(around - ((around - from) * size) / (to - from), size);
}

/** By a part of the view's own width to the right. */
export function panned({ from, to }: Span, part: number): Span {
  return within(from + part * (to - from), to - from);
}

function within(from: number, size: number): Span {
  const kept = Math.min(1 - size, Math.max(0, from));
  return { from: kept, to: kept + size };
}
