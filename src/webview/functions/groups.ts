/** Functions by where they are from, with the figures that may be summed; totals may not. */
import type { ReportFunction } from '../../model/report-code.ts';

export interface FunctionGroup {
  readonly name: string;
  /** What finds its functions in a table of them. */
  readonly search: string;
  readonly functions: number;
  readonly selfCpuMsPerRequest: number;
  readonly selfShare: number;
  readonly gcCpuMsPerRequest?: number;
  readonly allocatedBytesPerRequest?: number;
  readonly usdPerMillionRequests?: number;
}

export function groupFunctions(
  functions: readonly ReportFunction[],
  keyOf: (fn: ReportFunction) => Pick<FunctionGroup, 'name' | 'search'>,
): readonly FunctionGroup[] {
  const groups = new Map<string, { readonly search: string; readonly group: ReportFunction[] }>();
  for (const fn of functions) {
    const { name, search } = keyOf(fn);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, { search, group: [fn] });
    else known.group.push(fn);
  }
  return [...groups].map(([name, { search, group }]) => ({
    ...{ name, search },
    functions: group.length,
    selfCpuMsPerRequest: sumOf(group, (fn) => fn.selfCpuMsPerRequest) ?? 0,
    selfShare: sumOf(group, (fn) => fn.selfShare) ?? 0,
    ...known('gcCpuMsPerRequest', group),
    ...known('allocatedBytesPerRequest', group),
    ...known('usdPerMillionRequests', group),
  }));
}

function known<K extends 'gcCpuMsPerRequest' | 'allocatedBytesPerRequest' | 'usdPerMillionRequests'>(
  key: K,
  group: readonly ReportFunction[],
): Partial<Record<K, number>> {
  const sum = sumOf(group, (fn) => fn[key]);
  return sum === undefined ? {} : ({ [key]: sum } as Record<K, number>);
}

/** Of what is known; unknown where nothing is. */
function sumOf(
  group: readonly ReportFunction[],
  value: (fn: ReportFunction) => number | undefined,
): number | undefined {
  return group.reduce<number | undefined>((sum, fn) => {
    const each = value(fn);
    return each === undefined ? sum : (sum ?? 0) + each;
  }, undefined);
}
