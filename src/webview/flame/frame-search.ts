/** Which frames a query finds, and how much of the whole is spent in and below them, each part counted once. */
import type { CallTree } from './call-tree.ts';

export interface Found {
  /** By frame: 1 where it is found. */
  readonly frames: Uint8Array;
  readonly count: number;
  readonly amount: number;
}

/** Every word of the query must be in a frame's name, file or package, in any case. No words: nothing is searched for. */
export function searchFrames(tree: CallTree, query: string): Found | undefined {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const frames = Uint8Array.from(tree.frames, ({ name, file, package: ofPackage = '' }) => {
    const hay = `${name} ${file} ${ofPackage}`.toLowerCase();
    return words.every((word) => hay.includes(word)) ? 1 : 0;
  });
  const inside = new Uint8Array(tree.parent.length);
  let amount = 0;
  let count = 0;
  for (let node = 1; node < inside.length; node++) {
    const found = frames[tree.frame[node] ?? -1] === 1;
    const above = inside[tree.parent[node] ?? 0] === 1;
    if (found) count += 1;
    if (found && !above) amount += tree.total[node] ?? 0;
    if (found || above) inside[node] = 1;
  }
  return { frames, count, amount };
}
