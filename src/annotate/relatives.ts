/** Who calls a function and whom it calls, by the CPU that goes that way; from the call tree of a Report. */
import type { Report } from '../model/report.ts';

export interface Relative {
  readonly name: string;
  /** CPU of the calls from the one to the other, with all that they call. */
  readonly cpuMsPerRequest: number;
  /** Of the total of the function in question, 0 to 1. */
  readonly share: number;
}

export interface Relatives {
  readonly callers: readonly Relative[];
  readonly callees: readonly Relative[];
}

/** No more than fit a glance, and none that does not matter. */
const most = 3;
const leastShare = 0.05;

/** The tree is walked once; what is asked of the answer afterwards is cheap. */
export function relativesIn(report: Report): (functionId: string) => Relatives {
  const edges = edgesOf(report);
  const indexOf = new Map(report.functions.map(({ id }, index) => [id, index]));
  return (functionId) => {
    const index = indexOf.get(functionId);
    const totalMs = index === undefined ? 0 : (report.functions[index]?.totalCpuMsPerRequest ?? 0);
    if (index === undefined || totalMs <= 0) return { callers: [], callees: [] };
    const name = (other: number): string => report.functions[other]?.name ?? '';
    const ranked = (byOther: ReadonlyMap<number, number> = new Map()): readonly Relative[] =>
      [...byOther]
        .map(([other, ms]) => ({ name: name(other), cpuMsPerRequest: ms, share: Math.min(1, ms / totalMs) }))
        .filter(({ share, name: known }) => share >= leastShare && known !== '')
        .sort((a, b) => b.cpuMsPerRequest - a.cpuMsPerRequest)
        .slice(0, most);
    return { callers: ranked(edges.callers.get(index)), callees: ranked(edges.callees.get(index)) };
  };
}

type Weights = Map<number, Map<number, number>>;

/** A call of itself is neither; a pair that recurs on one path counts once, at its outermost place. */
function edgesOf({ stacks }: Report): { readonly callers: Weights; readonly callees: Weights } {
  const callers: Weights = new Map();
  const callees: Weights = new Map();
  const totals = inclusive(stacks.parent, stacks.selfCpuMsPerRequest);
  const active = new Map<string, number>();
  walk(stacks.parent, (node, entering) => {
    const callee = stacks.function[node] ?? -1;
    const caller = stacks.function[stacks.parent[node] ?? -1] ?? -1;
    if (callee < 0 || caller < 0 || caller === callee) return;
    const key = `${caller}>${callee}`;
    const depth = active.get(key) ?? 0;
    active.set(key, entering ? depth + 1 : depth - 1);
    if (!entering || depth > 0) return;
    add(callers, callee, caller, totals[node] ?? 0);
    add(callees, caller, callee, totals[node] ?? 0);
  });
  return { callers, callees };
}

function add(weights: Weights, of: number, other: number, ms: number): void {
  const known = weights.get(of) ?? new Map<number, number>();
  weights.set(of, known.set(other, (known.get(other) ?? 0) + ms));
}

/** A parent stands before its children. */
function inclusive(parent: readonly number[], self: readonly number[]): Float64Array {
  const totals = Float64Array.from(self);
  for (let node = totals.length - 1; node >= 0; node -= 1) {
    const above = parent[node] ?? -1;
    if (above >= 0) totals[above] = (totals[above] ?? 0) + (totals[node] ?? 0);
  }
  return totals;
}

/** Depth first; without recursion of ours, since stacks may be deeper than our own. */
function walk(parent: readonly number[], visit: (node: number, entering: boolean) => void): void {
  const children = new Map<number, number[]>();
  parent.forEach((above, node) => {
    const known = children.get(above);
    if (known === undefined) children.set(above, [node]);
    else known.push(node);
  });
  const open: { readonly node: number; readonly entering: boolean }[] = [];
  const push = (node: number): void => {
    open.push({ node, entering: false }, { node, entering: true });
  };
  children.get(-1)?.forEach(push);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    visit(next.node, next.entering);
    if (next.entering) children.get(next.node)?.forEach(push);
  }
}
