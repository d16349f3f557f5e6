/** Packages that call the application: what they do is what they are there for, and no finding. */
import type { Priced } from '../model/priced.ts';

export interface Frameworks {
  /** On the way to a function of the application: what a handler asks of them, to send an answer say, is not meant. */
  readonly serving: ReadonlySet<string>;
  /** Those among them that call the application themselves, and those by which such a way begins. What middleware does is not among it. */
  readonly plumbing: ReadonlySet<string>;
}

type Way = readonly string[];

export function frameworksIn(priced: Pick<Priced, 'functions' | 'stacks' | 'packages'>): Frameworks {
  const ways = waysToApplication(priced);
  const calling = new Set(ways.flatMap((way) => way.slice(-1)));
  const chains = (priced.packages?.packages ?? []).flatMap(({ calls }) => calls.flatMap(({ chain = [] }) => [chain]));
  // A way that was only seen as far as a package that calls the application in other stacks.
  const known = [...ways, ...chains.flatMap((chain) => upToLast(chain, calling))];
  return {
    serving: new Set(known.flat()),
    plumbing: new Set([...calling, ...known.flatMap((way) => way.slice(0, 1))]),
  };
}

function upToLast(chain: Way, calling: ReadonlySet<string>): readonly Way[] {
  const last = chain.findLastIndex((name) => calling.has(name));
  return last < 0 ? [] : [chain.slice(0, last + 1)];
}

/** The packages above each function of the application that has no other above it, as they come; the one that calls it last. */
function waysToApplication({ functions, stacks }: Pick<Priced, 'functions' | 'stacks'>): readonly Way[] {
  const ways = new Map<string, Way>();
  /** By node; undefined where the application is above it or is it, whose own calls begin there. */
  const above: (Way | undefined)[] = [];
  stacks.parent.forEach((parent, node) => {
    const fn = functions[stacks.function[node] ?? -1];
    const way = parent < 0 ? [] : above[parent];
    const isEntry = fn?.origin === 'app' && way !== undefined && way.length > 0;
    if (isEntry) ways.set(way.join('\n'), way);
    const isNew = fn?.package !== undefined && way !== undefined && way.at(-1) !== fn.package;
    above[node] = fn?.origin === 'app' ? undefined : isNew ? [...way, fn.package] : way;
  });
  return [...ways.values()];
}
