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
  const kinds: (Kind | undefined)[] = [];
  const callers: (number | undefined)[] = [];
  const costs = new Map<string, { kind: Kind; caller: number | undefined; cpuMs: number }>();
  stacks.parent.forEach((parent, node) => {
    const index = stacks.function[node] ?? -1;
    const fn = functions[index];
    const isApp = fn?.origin === 'app';
    const above = isApp ? undefined : kinds[parent];
    const own = fn === undefined || isApp ? undefined : kindOf(fn);
    const kind = outermost ? (above ?? own) : (own ?? above);
    kinds[node] = kind;
    callers[node] = isApp ? index : callers[parent];
    const cpuMs = stacks.selfCpuMsPerRequest[node] ?? 0;
    if (kind === undefined || !(cpuMs > 0)) return;
    const key = `${JSON.stringify(kind)} ${callers[node] ?? ''}`;
    const cost = costs.get(key) ?? { kind, caller: callers[node], cpuMs: 0 };
    cost.cpuMs += cpuMs;
    costs.set(key, cost);
  });
  return [...costs.values()];
}
