/** A call tree as the rows of a tree grid: which are shown, and where a key goes from one of them. */
import { childrenOf, type CallTree } from '../flame/call-tree.ts';

/** Nodes that cost something, the costliest first, of those that are let through. */
export type Children = (node: number) => readonly number[];

export function costlyChildren(tree: CallTree, isShown?: (node: number) => boolean): Children {
  return (node) =>
    Array.from(childrenOf(tree, node)).filter((child) => (tree.total[child] ?? 0) > 0 && (isShown?.(child) ?? true));
}

/** From the root down; what is below a node that is not open is not walked. */
export function rowsOf(children: Children, open: ReadonlySet<number>): readonly number[] {
  const rows: number[] = [];
  const waiting = [0];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    rows.push(node);
    if (open.has(node)) waiting.push(...children(node).toReversed());
  }
  return rows;
}

/** The way that most of the cost goes, as far as one child has the better part of it: open from the start. */
export function hotPath(tree: CallTree, children: Children): ReadonlySet<number> {
  const open = new Set<number>();
  for (let node: number | undefined = 0; node !== undefined;) {
    open.add(node);
    const first: number | undefined = children(node)[0];
    node = first !== undefined && (tree.total[first] ?? 0) >= (tree.total[node] ?? 0) / 2 ? first : undefined;
  }
  return open;
}

/** Nodes that are found, and those with one below them: what is left of a tree that is searched. */
export function withFound(tree: CallTree, found: Uint8Array): (node: number) => boolean {
  const isFound = (node: number): boolean => found[tree.frame[node] ?? -1] === 1;
  const holds = new Uint8Array(tree.parent.length);
  for (let node = holds.length - 1; node > 0; node--) {
    if (isFound(node)) holds[node] = 1;
    if (holds[node] === 1) holds[tree.parent[node] ?? 0] = 1;
  }
  // Below what is found everything is of interest; parents come first, so a node's parent is known by then.
  const below = new Uint8Array(tree.parent.length);
  for (let node = 1; node < below.length; node++) {
    const parent = tree.parent[node] ?? 0;
    if (below[parent] === 1 || (parent > 0 && isFound(parent))) below[node] = 1;
  }
  return (node) => holds[node] === 1 || below[node] === 1;
}

/** All that is above what is found, so that it is seen without opening anything; so many rows at most. */
export function openToFound(tree: CallTree, children: Children, found: Uint8Array, most = 500): ReadonlySet<number> {
  const open = new Set<number>();
  const waiting = [0];
  for (let at = 0; at < waiting.length && waiting.length < most; at++) {
    const node = waiting[at] ?? 0;
    if (node > 0 && found[tree.frame[node] ?? -1] === 1) continue;
    open.add(node);
    waiting.push(...children(node));
  }
  return open;
}

export interface GridStep {
  readonly to?: number;
  readonly open?: readonly number[];
  readonly close?: number;
}

interface Grid {
  readonly tree: CallTree;
  readonly children: Children;
  readonly rows: readonly number[];
  readonly open: ReadonlySet<number>;
}

const page = 15;

/** As the ARIA Authoring Practices have it for a treegrid whose rows take the focus. Undefined: the key is none of ours. */
export function gridStep({ tree, children, rows, open }: Grid, node: number, key: string): GridStep | undefined {
  const at = rows.indexOf(node);
  const row = (index: number): GridStep => {
    const to = rows[Math.min(rows.length - 1, Math.max(0, index))];
    return to === undefined ? {} : { to };
  };
  switch (key) {
    case 'ArrowDown':
      return row(at + 1);
    case 'ArrowUp':
      return row(at - 1);
    case 'PageDown':
      return row(at + page);
    case 'PageUp':
      return row(at - page);
    case 'Home':
      return row(0);
    case 'End':
      return row(rows.length - 1);
    case 'ArrowRight': {
      const first = children(node)[0];
      if (first === undefined) return {};
      return open.has(node) ? { to: first } : { open: [node] };
    }
    case 'ArrowLeft':
      if (open.has(node) && children(node).length > 0) return { close: node };
      return node === 0 ? {} : { to: tree.parent[node] ?? 0 };
    case '*':
      return { open: node === 0 ? [0] : children(tree.parent[node] ?? 0) };
    default:
      return undefined;
  }
}
