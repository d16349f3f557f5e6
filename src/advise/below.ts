/** What code of a kind costs with all that it calls, and which function of the app it does that for. */
import type { ReportFunction } from '../model/report-code.ts';
import type { Priced } from '../model/priced.ts';

export interface CostBelow<Kind> {
  readonly kind: Kind;
  /** Index of the nearest function of the app above it; undefined where nobody of the app is (a callback of Node.js). */
  readonly caller: number | undefined;
  readonly cpuMs: number;
}

/**
 * Self CPU of all nodes by the kind of the nearest node above them, or their own, that has one. A function of the app ends its caller's
 * kind: what it does is its own. With `outermost`, a kind within a kind is part of the outer one.
 */
export function costsBelow<Kind>(
  { functions, stacks }: Pick<Priced, 'functions' | 'stacks'>,
  kindOf: (fn: ReportFunction) => Kind | undefined,
  { outermost = false }: { readonly outermost?: boolean } = {},
): readonly CostBelow<Kind>[] {
  const { kinds, kindAt } = kindFinder(functions, kindOf);
  const { parent: parents, selfCpuMsPerRequest } = stacks;
  const nobody = functions.length;
  const isApp = functions.map(({ origin }) => origin === 'app');
  // By node: the id of the kind above it or its own, and the index of the nearest function of the app. Columns of numbers: a large tree has
  // hundreds of thousands of nodes.
  const kindOfNode = new Int32Array(parents.length).fill(none);
  const callerOf = new Int32Array(parents.length).fill(nobody);
  const costs = new Map<number, { kind: Kind; caller: number | undefined; cpuMs: number }>();
  for (let node = 0; node < parents.length; node++) {
    const index = stacks.function[node] ?? -1;
    const parent = parents[node] ?? -1;
    const ends = isApp[index] === true;
    const above = ends || parent < 0 ? none : (kindOfNode[parent] ?? none);
    const own = ends || index < 0 ? none : kindAt(index);
    const kind = above === none || (own !== none && !outermost) ? own : above;
    const caller = ends ? index : parent < 0 ? nobody : (callerOf[parent] ?? nobody);
    kindOfNode[node] = kind;
    callerOf[node] = caller;
    const cpuMs = selfCpuMsPerRequest[node] ?? 0;
    const known = kinds[kind];
    if (known === undefined || !(cpuMs > 0)) continue;
    const key = kind * (nobody + 1) + caller;
    const cost = costs.get(key) ?? { kind: known.kind, caller: caller === nobody ? undefined : caller, cpuMs: 0 };
    cost.cpuMs += cpuMs;
    costs.set(key, cost);
  }
  return [...costs.values()];
}

/** No kind. */
const none = -1;

interface Kinds<Kind> {
  /** By id; wrapped, because a kind may be anything. */
  readonly kinds: readonly { readonly kind: Kind }[];
  /** Id of a function's kind. */
  readonly kindAt: (index: number) => number;
}

/** Equal kinds have one id. There are many times as many nodes as functions: each of these is asked once. */
function kindFinder<Kind>(
  functions: readonly ReportFunction[],
  kindOf: (fn: ReportFunction) => Kind | undefined,
): Kinds<Kind> {
  const kinds: { readonly kind: Kind }[] = [];
  const byText = new Map<string, number>();
  const unasked = -2;
  const ids = new Int32Array(functions.length).fill(unasked);
  const find = (fn: ReportFunction | undefined): number => {
    const kind = fn === undefined ? undefined : kindOf(fn);
    if (kind === undefined) return none;
    const text = JSON.stringify(kind);
    const id = byText.get(text) ?? kinds.push({ kind }) - 1;
    byText.set(text, id);
    return id;
  };
  const kindAt = (index: number): number => {
    const known = ids[index] ?? none;
    return known === unasked ? (ids[index] = find(functions[index])) : known;
  };
  return { kinds, kindAt };
}
