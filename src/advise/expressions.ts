/** Regular expressions: what V8 saw them cost, and whether their form lets them try the same text over and over. */
import { analyse } from 'scslre';
import type { Priced } from '../model/priced.ts';

/** As V8 names the machine code of an expression in a profile. */
const prefix = 'RegExp: ';

/** By the id of a function of the app: its expressions by their source, with their CPU in ms per request. Those of libraries are not the app's to change. */
export function expressionCosts({ functions, stacks }: Priced): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const costs = new Map<string, Map<string, number>>();
  stacks.selfCpuMsPerRequest.forEach((ms, node) => {
    const name = functions[stacks.function[node] ?? -1]?.name ?? stacks.label[node] ?? '';
    if (!name.startsWith(prefix) || !(ms > 0)) return;
    let caller = stacks.parent[node] ?? -1;
    while (caller >= 0 && !['app', 'dependency'].includes(functions[stacks.function[caller] ?? -1]?.origin ?? ''))
      caller = stacks.parent[caller] ?? -1;
    const owner = functions[stacks.function[caller] ?? -1];
    if (owner?.origin !== 'app') return;
    const source = name.slice(prefix.length);
    const ofOwner = costs.get(owner.id) ?? new Map<string, number>();
    costs.set(owner.id, ofOwner.set(source, (ofOwner.get(source) ?? 0) + ms));
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
