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
  const kindAt = kindFinder(functions, kindOf);
  const kinds: (Known<Kind> | undefined)[] = [];
  const callers: (number | undefined)[] = [];
  const costs = new Map<number, { kind: Kind; caller: number | undefined; cpuMs: number }>();
  stacks.parent.forEach((parent, node) => {
    const index = stacks.function[node] ?? -1;
    const fn = functions[index];
    const isApp = fn?.origin === 'app';
    const above = isApp ? undefined : kinds[parent];
    const own = fn === undefined || isApp ? undefined : kindAt(index);
    const kind = outermost ? (above ?? own) : (own ?? above);
    kinds[node] = kind;
    callers[node] = isApp ? index : callers[parent];
    const cpuMs = stacks.selfCpuMsPerRequest[node] ?? 0;
    if (kind === undefined || !(cpuMs > 0)) return;
    const key = kind.id * (functions.length + 1) + (callers[node] ?? functions.length);
    const cost = costs.get(key) ?? { kind: kind.kind, caller: callers[node], cpuMs: 0 };
    cost.cpuMs += cpuMs;
    costs.set(key, cost);
  });
  return [...costs.values()];
}

/** Equal kinds have one id. */
interface Known<Kind> {
  readonly id: number;
  readonly kind: Kind;
}

/** By index of a function. There are many times as many nodes as functions: each of these is asked once. */
function kindFinder<Kind>(
  functions: readonly ReportFunction[],
  kindOf: (fn: ReportFunction) => Kind | undefined,
): (index: number) => Known<Kind> | undefined {
  const byText = new Map<string, Known<Kind>>();
  const found = new Array<Known<Kind> | null | undefined>(functions.length);
  const find = (fn: ReportFunction | undefined): Known<Kind> | null => {
    const kind = fn === undefined ? undefined : kindOf(fn);
    if (kind === undefined) return null;
    const text = JSON.stringify(kind);
    const known = byText.get(text) ?? { id: byText.size, kind };
    byText.set(text, known);
    return known;
  };
  return (index) => {
    const known = found[index];
    return (known === undefined ? (found[index] = find(functions[index])) : known) ?? undefined;
  };
}
