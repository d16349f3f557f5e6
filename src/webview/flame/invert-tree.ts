/** The tree from the other end: who spends it comes first, and below it who called for that. */
import type { CallTree, TreeColumns } from './call-tree.ts';

/** What is a smaller part of the whole than this is not split by its callers: nobody could see it, and it would be most of the work. */
const finestShare = 1 / 20_000;

interface Group {
  /** Node of the inverted tree. */
  readonly node: number;
  /** Nodes of the tree that are on the way up from who spends it, and what is spent below them. */
  readonly at: readonly number[];
  readonly amount: readonly number[];
}

export function invertTree(tree: CallTree): TreeColumns {
  const parent = [-1];
  const frame = [-1];
  const self = [0];
  const least = (tree.total[0] ?? 0) * finestShare;
  const spenders = Array.from(tree.self.keys()).filter((node) => node > 0 && (tree.self[node] ?? 0) > 0);
  let waiting: Group[] = [{ node: 0, at: spenders, amount: spenders.map((node) => tree.self[node] ?? 0) }];
  while (waiting.length > 0) {
    const next: Group[] = [];
    for (const group of waiting) {
      for (const [index, part] of byFrame(tree, group)) {
        const node = parent.push(group.node) - 1;
        frame.push(index);
        const amount = part.amount.reduce((sum, each) => sum + each, 0);
        // What somebody in the tree spends stays theirs however far up it is followed, so only the end of a way up holds it.
        const above = amount < least ? { at: [], amount: [] } : callers(tree, part);
        self.push(amount - above.amount.reduce((sum, each) => sum + each, 0));
        if (above.at.length > 0) next.push({ node, ...above });
      }
    }
    waiting = next;
  }
  return { frames: tree.frames, parent, frame, self };
}

type Part = Pick<Group, 'at' | 'amount'>;

function byFrame(tree: CallTree, { at, amount }: Part): ReadonlyMap<number, Part> {
  const parts = new Map<number, { at: number[]; amount: number[] }>();
  at.forEach((node, i) => {
    const index = tree.frame[node] ?? -1;
    const part = parts.get(index) ?? { at: [], amount: [] };
    parts.set(index, part);
    part.at.push(node);
    part.amount.push(amount[i] ?? 0);
  });
  return parts;
}

/** One step up for each; those that nobody called are at their end. */
function callers({ parent }: CallTree, { at, amount }: Part): Part {
  const called = at.flatMap((node, i) => ((parent[node] ?? 0) > 0 ? [i] : []));
  return { at: called.map((i) => parent[at[i] ?? 0] ?? 0), amount: called.map((i) => amount[i] ?? 0) };
}
