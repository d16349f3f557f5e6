/**
 * Which function of one run is which of the other? Lines move with every edit, so a function is its file and name; of several
 * of one name in a file, those whose lines are nearest. What is left finds its name in another file, where there is just one:
 * a file that was moved.
 */
import type { ReportFunction } from '../model/report-code.ts';

export interface Pair {
  /** Head's where head has one, else base's. */
  readonly known: ReportFunction;
  readonly base?: ReportFunction;
  readonly head?: ReportFunction;
}

export function matchFunctions(base: readonly ReportFunction[], head: readonly ReportFunction[]): readonly Pair[] {
  const inPlace = match(base, head, ({ origin, file, name }) => JSON.stringify([origin, file, name]));
  const moved = match(inPlace.base.filter(mayMove), inPlace.head.filter(mayMove), ({ name }) => name, 1);
  return [
    ...inPlace.pairs,
    ...moved.pairs,
    ...[...moved.base, ...inPlace.base.filter((fn) => !mayMove(fn))].map((fn) => ({ known: fn, base: fn })),
    ...[...moved.head, ...inPlace.head.filter((fn) => !mayMove(fn))].map((fn) => ({ known: fn, head: fn })),
  ];
}

/** A function without a name of its own cannot be told by it. */
function mayMove({ origin, name }: ReportFunction): boolean {
  return origin === 'app' && !name.startsWith('(');
}

interface Matched {
  readonly pairs: readonly Pair[];
  readonly base: readonly ReportFunction[];
  readonly head: readonly ReportFunction[];
}

function match(
  base: readonly ReportFunction[],
  head: readonly ReportFunction[],
  keyOf: (fn: ReportFunction) => string,
  most = Infinity,
): Matched {
  const [before, after] = [groupBy(base, keyOf), groupBy(head, keyOf)];
  const pairs: Pair[] = [];
  for (const [key, ours] of before) {
    const theirs = after.get(key) ?? [];
    if (ours.length <= most && theirs.length <= most) pairs.push(...nearest(ours, theirs));
  }
  const taken = new Set(pairs.flatMap((pair) => [pair.base, pair.head]));
  return { pairs, base: base.filter((fn) => !taken.has(fn)), head: head.filter((fn) => !taken.has(fn)) };
}

function groupBy(
  functions: readonly ReportFunction[],
  keyOf: (fn: ReportFunction) => string,
): ReadonlyMap<string, readonly ReportFunction[]> {
  const groups = new Map<string, ReportFunction[]>();
  for (const fn of functions) {
    const group = groups.get(keyOf(fn));
    if (group === undefined) groups.set(keyOf(fn), [fn]);
    else group.push(fn);
  }
  return groups;
}

/** In order where there are as many in both; else the pairs with the least distance between their lines first. */
function nearest(base: readonly ReportFunction[], head: readonly ReportFunction[]): readonly Pair[] {
  const inOrder = (functions: readonly ReportFunction[]) => [...functions].sort((a, b) => lineOf(a) - lineOf(b));
  if (base.length === head.length) {
    const other = inOrder(head);
    return inOrder(base).flatMap((fn, index) => {
      const partner = other[index];
      return partner === undefined ? [] : [{ known: partner, base: fn, head: partner }];
    });
  }
  const candidates = base
    .flatMap((ours) => head.map((theirs) => ({ known: theirs, base: ours, head: theirs })))
    .sort((a, b) => distance(a.base, a.head) - distance(b.base, b.head));
  const taken = new Set<ReportFunction>();
  return candidates.filter((pair) => {
    if (taken.has(pair.base) || taken.has(pair.head)) return false;
    taken.add(pair.base).add(pair.head);
    return true;
  });
}

const lineOf = ({ line = 0 }: ReportFunction): number => line;
const distance = (a: ReportFunction, b: ReportFunction): number => Math.abs(lineOf(a) - lineOf(b));
