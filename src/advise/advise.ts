/**
 * In: Priced. Out: the same with findings, highest saving first. So far there is one rule: an application function that
 * takes a noticeable part of the CPU itself. It names the place and the ceiling of what can be saved, and guesses no
 * cause. Deliberately not here: patterns of waste, and anything about dependencies, which the user cannot edit.
 */
import type { Advice } from '../model/advice.ts';
import { figuresIn } from '../model/format.ts';
import type { Priced } from '../model/priced.ts';
import type { ReportAdvice, ReportFunction } from '../model/report.ts';
import { checkBudgets } from './budgets.ts';

const worthLookingShare = 0.05;
const mostFindings = 5;
const figures = figuresIn('en-US');

export function advise(priced: Priced): Advice {
  const cpuMs = priced.totals.cpuMsPerRequest;
  const findings = priced.functions
    .filter((fn) => fn.origin === 'app' && fn.file !== '' && causedCpuMs(fn) >= worthLookingShare * cpuMs)
    .filter((fn) => causedCpuMs(fn) > 0)
    .sort((a, b) => causedCpuMs(b) - causedCpuMs(a))
    .slice(0, mostFindings)
    .map((fn) => hotFunction(fn, priced));
  return { ...priced, advice: findings, checkedBudgets: checkBudgets(priced) };
}

/** CPU that would be gone if the function did nothing: with the library code it calls, and the collection of their garbage. */
function causedCpuMs(fn: ReportFunction): number {
  return ownCpuMs(fn) + (ownGcCpuMs(fn) ?? 0);
}

function ownCpuMs(fn: ReportFunction): number {
  return fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest;
}

function ownGcCpuMs(fn: ReportFunction): number | undefined {
  return fn.ownGcCpuMsPerRequest ?? fn.gcCpuMsPerRequest;
}

function hotFunction(fn: ReportFunction, { totals, worth }: Priced): ReportAdvice {
  const share = causedCpuMs(fn) / totals.cpuMsPerRequest;
  return {
    rule: 'hot-function',
    title: `${fn.name} takes ${figures.share(share)} of the CPU; no known pattern`,
    file: fn.file,
    ...(fn.line === undefined ? {} : { line: fn.line }),
    evidence: evidenceOf(fn),
    saving: worth({ cpuMsPerRequest: causedCpuMs(fn) }),
    certainty: 'lookHere',
  };
}

function evidenceOf(fn: ReportFunction): string {
  const ms = (value: number) => `${figures.ms(value)}/req`;
  const parts = [
    `${ms(ownCpuMs(fn))} of CPU in it and the library code it calls`,
    `${ms(fn.selfCpuMsPerRequest)} in it alone${between(fn)}`,
  ];
  const gcCpuMs = ownGcCpuMs(fn);
  if (gcCpuMs !== undefined) parts.push(`${ms(gcCpuMs)} of garbage collection it causes`);
  const allocated = fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest;
  if (allocated !== undefined) parts.push(`${figures.bytes(allocated)}/req allocated`);
  return `${parts.join(', ')}. The saving is a ceiling, reached only if the function cost nothing.`;
}

function between({ interval }: ReportFunction): string {
  return interval === undefined ? '' : ` (95 % between ${figures.ms(interval.low)} and ${figures.ms(interval.high)})`;
}
