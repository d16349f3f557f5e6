/**
 * In: Priced. Out: the same with findings, highest saving first. So far there is one rule: an application function that
 * takes a noticeable part of the CPU itself. It names the place and the ceiling of what can be saved, and guesses no
 * cause. Deliberately not here: patterns of waste, and anything about dependencies, which the user cannot edit.
 */
import type { Advice } from '../model/advice.ts';
import { figuresIn } from '../model/format.ts';
import type { Priced } from '../model/priced.ts';
import type { ReportAdvice, ReportFunction } from '../model/report.ts';

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
    .map((fn) => hotFunction(fn, cpuMs));
  return { ...priced, advice: findings };
}

/** CPU that would be gone if the function did nothing: its own, and the collection of its garbage. */
function causedCpuMs(fn: ReportFunction): number {
  return fn.selfCpuMsPerRequest + (fn.gcCpuMsPerRequest ?? 0);
}

function hotFunction(fn: ReportFunction, cpuMs: number): ReportAdvice {
  const share = figures.share(causedCpuMs(fn) / cpuMs);
  return {
    rule: 'hot-function',
    title: `${fn.name} takes ${share} of the CPU; no known pattern`,
    file: fn.file,
    ...(fn.line === undefined ? {} : { line: fn.line }),
    evidence: evidenceOf(fn),
    saving: {
      cpuMsPerRequest: causedCpuMs(fn),
      ...(fn.usdPerMonth === undefined ? {} : { usdPerMonth: fn.usdPerMonth }),
    },
    certainty: 'lookHere',
  };
}

function evidenceOf(fn: ReportFunction): string {
  const ms = (value: number) => `${figures.ms(value)}/req`;
  const parts = [`${ms(fn.selfCpuMsPerRequest)} of its own CPU${between(fn)}`];
  if (fn.gcCpuMsPerRequest !== undefined) parts.push(`${ms(fn.gcCpuMsPerRequest)} of garbage collection it causes`);
  if (fn.allocatedBytesPerRequest !== undefined) {
    parts.push(`${figures.bytes(fn.allocatedBytesPerRequest)}/req allocated`);
  }
  return `${parts.join(', ')}. The saving is a ceiling, reached only if the function cost nothing.`;
}

function between({ interval }: ReportFunction): string {
  return interval === undefined ? '' : ` (95 % between ${figures.ms(interval.low)} and ${figures.ms(interval.high)})`;
}
