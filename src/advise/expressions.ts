/** Regular expressions: what V8 saw them cost, and whether their form lets them try the same text over and over. */
import { analyse } from 'scslre';
import type { Priced } from '../model/priced.ts';
import { isNode, walk, type Node } from './syntax.ts';

/** As V8 names the machine code of an expression in a profile. */
const prefix = 'RegExp: ';

/** By function of the app: its expressions by their source, with their CPU in ms per request. Those of libraries are not the app's to change. */
export function expressionCosts({ functions, stacks }: Priced): ReadonlyMap<number, ReadonlyMap<string, number>> {
  const costs = new Map<number, Map<string, number>>();
  stacks.selfCpuMsPerRequest.forEach((ms, node) => {
    const name = functions[stacks.function[node] ?? -1]?.name ?? stacks.label[node] ?? '';
    if (!name.startsWith(prefix) || !(ms > 0)) return;
    let caller = stacks.parent[node] ?? -1;
    while (caller >= 0 && !['app', 'dependency'].includes(functions[stacks.function[caller] ?? -1]?.origin ?? ''))
      caller = stacks.parent[caller] ?? -1;
    const owner = stacks.function[caller] ?? -1;
    if (functions[owner]?.origin !== 'app') return;
    const source = name.slice(prefix.length);
    const ofOwner = costs.get(owner) ?? new Map<string, number>();
    costs.set(owner, ofOwner.set(source, (ofOwner.get(source) ?? 0) + ms));
  });
  return costs;
}

/** `exponential`: some text of n characters takes 2ⁿ steps and the like; `polynomial`: n² or more. */
export type Backtracking = 'exponential' | 'polynomial';

export function backtrackingOf(source: string, flags: string): Backtracking | undefined {
  try {
    const { reports } = analyse(new RegExp(source, flags), { maxReports: 8 });
    if (reports.some(({ exponential }) => exponential)) return 'exponential';
    return reports.length > 0 ? 'polynomial' : undefined;
  } catch {
    // V8's name of it is not its source, or it is of a form that is not known here.
    return undefined;
  }
}

/** The literal with that source, if it is written down in the node. */
export function literalIn(root: Node, source: string): Node | undefined {
  let found: Node | undefined;
  walk(root, (node) => {
    if (found === undefined && isNode(node) && node.type === 'RegExpLiteral' && node['pattern'] === source)
      found = node;
  });
  return found;
}
