/** "What if this function were twice as fast?": by Amdahl's law, and what that is worth. */
import type { Worth, WhatIfWorth } from '../model/report-plan.ts';
import type { Change } from '../model/priced.ts';
import type { WhatIf } from '../model/spec.ts';

export interface Imagined {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly selfCpuMsPerRequest: number;
  readonly ownCpuMsPerRequest?: number;
  readonly gcCpuMsPerRequest?: number;
  readonly ownGcCpuMsPerRequest?: number;
}

/** CPU that goes with the function: with the library code it calls where that is known, and the collection of its garbage. */
export function causedCpuMs(fn: Imagined): number {
  return (fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest) + (fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest ?? 0);
}

export function imagine(
  { function: wanted, speedup }: WhatIf,
  functions: readonly Imagined[],
  cpuMsPerRequest: number,
  worth: (change: Change) => Worth,
): WhatIfWorth {
  const found = find(wanted, functions);
  if (typeof found === 'string') return { function: wanted, speedup, cpuMsPerRequest: 0, problem: found };
  if (!(speedup > 1 && speedup <= 1e6)) {
    const problem = `"${wanted}" cannot become ${speedup} times as fast: a speed-up is a number above 1.`;
    return { function: wanted, speedup, cpuMsPerRequest: 0, problem };
  }
  // d' = d · (1 − share · (1 − 1/speedup))
  const saved = causedCpuMs(found) * (1 - 1 / speedup);
  return {
    ...worth({ cpuMsPerRequest: saved }),
    function: found.name,
    functionId: found.id,
    speedup,
    ...(cpuMsPerRequest > saved ? { requestSpeedup: cpuMsPerRequest / (cpuMsPerRequest - saved) } : {}),
  };
}

/** By id, else by name; of several with one name, those of the application first; else by the end of a method's name. */
function find(wanted: string, functions: readonly Imagined[]): Imagined | string {
  const byId = functions.find(({ id }) => id === wanted);
  if (byId !== undefined) return byId;
  const named = functions.filter(({ name }) => name === wanted || name.endsWith(`.${wanted}`));
  const ofTheApp = named.filter(({ origin }) => origin === 'app');
  const candidates = ofTheApp.length > 0 ? ofTheApp : named;
  const [first, ...more] = candidates;
  if (first === undefined) return `No function named "${wanted}" was seen in this run.`;
  if (more.length === 0) return first;
  return `${candidates.length} functions are named "${wanted}"; say which by id: ${candidates.map(({ id }) => id).join(', ')}.`;
}
