/** How packages and their functions are called in every view, and which of their costs are worth naming where room is short. */
import type { PackageCall, PackageFigure, ReportPackage, ReportPackages } from './report-packages.ts';

/** `lodash`; `Node.js: fs`. */
export function packageLabel({ name, origin }: Pick<ReportPackage, 'name' | 'origin'>): string {
  return origin === 'node' ? `Node.js: ${name}` : name;
}

/** The tool's own frames inside the application: no cost that its developer could do anything about. */
export function isTool({ name, origin }: Pick<ReportPackage, 'name' | 'origin'>): boolean {
  return origin === 'dependency' && name === 'leanscope';
}

/** What V8 calls a function that has no name a reader could look for. */
const nameless = new Set(['', '(anonymous)', 'exports', '<computed>', 'default']);

/** `cloneDeep`; the last word of `module.exports.cloneDeep`. Undefined where it has no name to look for. */
export function entryLabel({ entry }: Pick<PackageCall, 'entry'>): string | undefined {
  const name = entry.name.split('.').at(-1) ?? '';
  return nameless.has(name) ? undefined : name;
}

/** Undefined for one without a name. */
export function callerLabel({ caller }: Pick<PackageCall, 'caller'>): string | undefined {
  return caller === undefined || caller.name === '' || caller.name === '(anonymous)' ? undefined : caller.name;
}

/** Of the chain of packages the end tells most. */
const longestChain = 4;

/** `raw-body → body-parser → qs`; undefined where the package alone was there. */
export function chainLabel({ chain = [] }: Pick<PackageCall, 'chain'>): string | undefined {
  if (chain.length < 2) return undefined;
  const shown = chain.slice(-longestChain);
  return [...(shown.length < chain.length ? ['…'] : []), ...shown].join(' → ');
}

/** Of all CPU, at the lower end of the interval; about 3 % where it is known as well as usual. */
const leastSure = 0.02;
/** Where there is only one slice, nothing is known of how sure it is. */
const leastUnsure = 0.03;

export function isWorthNaming(figure: PackageFigure): boolean {
  const { share, cpuMsPerRequest, interval } = figure;
  if (interval === undefined || cpuMsPerRequest <= 0) return share >= leastUnsure;
  return (interval.low / cpuMsPerRequest) * share >= leastSure;
}

export interface NamedPackage {
  readonly owner: ReportPackage;
  /** Absent for all calls of the package together, where no single one is worth naming. */
  readonly call?: PackageCall;
  readonly figure: PackageFigure;
}

/** By CPU, highest first. */
export function namedPackages({ packages }: ReportPackages): readonly NamedPackage[] {
  return packages
    .filter((owner) => !isTool(owner))
    .flatMap((owner): readonly NamedPackage[] => {
      const calls = owner.calls.filter(isWorthNaming).map((call) => ({ owner, call, figure: call }));
      return calls.length > 0 ? calls : isWorthNaming(owner) ? [{ owner, figure: owner }] : [];
    })
    .sort((a, b) => b.figure.cpuMsPerRequest - a.figure.cpuMsPerRequest);
}
