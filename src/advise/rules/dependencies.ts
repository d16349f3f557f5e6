/** An expensive call into a package: at the line of the application that calls it, or by the packages through which it is called. */
import type { Evidence } from '../evidence.ts';
import { thresholdOf, type Found, type Rule } from '../rule.ts';
import { seen } from '../../model/observation.ts';
import { callerLabel, chainLabel, entryLabel, isTool } from '../../model/package-labels.ts';
import type { PackageCall, PackageCaller, ReportPackage } from '../../model/report-packages.ts';
import { frameworksIn } from '../frameworks.ts';

/** Of all CPU, at the lower end of the interval: about a tenth where it is known as well as usual. */
const muchCpu = 0.08;
/** Of a finding's cost: an entry function with less is not named. */
const namedPart = 0.2;
const mostNamed = 3;

export const costlyDependency: Rule = {
  id: 'costly-dependency',
  find: (evidence) => {
    const { packages, totals } = evidence.priced;
    if (packages === undefined) return [];
    const frameworks = frameworksIn(evidence.priced);
    const least = thresholdOf(evidence.priced, 'costly-dependency', muchCpu) * totals.cpuMsPerRequest;
    return packages.packages.flatMap((owner) => {
      if (owner.origin === 'node' || isTool(owner)) return [];
      const called = frameworks.serving.has(owner.name) ? [] : byCaller(owner);
      const single = called.filter((calls) => surely(calls) >= least);
      // Called from many places, none of which has much of it: told once, where most of it is.
      const isMuch = surely(called.flat()) >= least;
      const through = frameworks.plumbing.has(owner.name) ? [] : byChain(owner);
      return [
        ...(single.length > 0
          ? single.flatMap((calls) => foundAt(owner, calls, evidence))
          : isMuch
            ? foundInMany(owner, called, evidence)
            : []),
        ...through.filter((calls) => surely(calls) >= least).map((calls) => foundThrough(owner, calls, evidence)),
      ];
    });
  },
};

/** Of several calls together: no more than the lower end of their sum. */
function surely(calls: readonly PackageCall[]): number {
  return calls.reduce((sum, { interval, cpuMsPerRequest }) => sum + (interval?.low ?? cpuMsPerRequest), 0);
}

const costOf = (calls: readonly PackageCall[]): number =>
  calls.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);

/** Groups and what is in them: the costliest first. */
function grouped(
  calls: readonly PackageCall[],
  keyOf: (call: PackageCall) => string | undefined,
): readonly (readonly PackageCall[])[] {
  const groups = new Map<string, PackageCall[]>();
  for (const call of calls) {
    const key = keyOf(call);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups.values()].sort((a, b) => costOf(b) - costOf(a));
}

const byCaller = ({ calls }: ReportPackage): ReturnType<typeof grouped> =>
  grouped(calls, ({ caller }) => caller?.function);
const byChain = ({ calls }: ReportPackage): ReturnType<typeof grouped> =>
  grouped(calls, ({ caller, chain = [] }) => (caller === undefined ? chain.join('\n') : undefined));

function factsOf(
  owner: ReportPackage,
  calls: readonly PackageCall[],
  { priced: { totals } }: Evidence,
): Found['facts'] {
  const all = costOf(calls);
  const named = grouped(calls, entryLabel).filter((ofOne) => costOf(ofOne) >= namedPart * all);
  const entries = named
    .slice(0, mostNamed)
    .flatMap(([first]) => (first === undefined ? [] : (entryLabel(first) ?? [])))
    .join(', ');
  return {
    package: owner.name,
    share: all / totals.cpuMsPerRequest,
    ...(entries === '' ? {} : { entries }),
  };
}

/** `calls` are of one function, the costliest first. */
function foundAt(owner: ReportPackage, calls: readonly PackageCall[], evidence: Evidence): readonly Found[] {
  const [most] = calls;
  const caller: PackageCaller | undefined = most?.caller;
  if (most === undefined || caller === undefined || caller.file === '') return [];
  const name = callerLabel(most);
  return [
    {
      rule: 'costly-dependency',
      certainty: 'lookHere',
      ...{ file: caller.file, function: caller.name },
      ...(caller.line === undefined ? {} : { line: caller.line }),
      cpuMs: costOf(calls),
      facts: { ...factsOf(owner, calls, evidence), ...(name === undefined ? {} : { caller: name }) },
      effort: 3,
    },
  ];
}

/** Its saving is that of the place; its share is that of all places. */
function foundInMany(owner: ReportPackage, called: ReturnType<typeof grouped>, evidence: Evidence): readonly Found[] {
  const facts = factsOf(owner, called.flat(), evidence);
  return foundAt(owner, called[0] ?? [], evidence).map((found) => ({
    ...found,
    facts,
    because: [seen('calledFrom', { functions: called.length, name: found.function ?? '' })],
  }));
}

/** No function of the application calls it: there is no line to show, and the packages on the way say what to look at. */
function foundThrough(owner: ReportPackage, calls: readonly PackageCall[], evidence: Evidence): Found {
  const [most] = calls;
  const through = most === undefined ? undefined : chainLabel(most);
  return {
    rule: 'costly-dependency',
    certainty: 'lookHere',
    cpuMs: costOf(calls),
    facts: { ...factsOf(owner, calls, evidence), through: through ?? 'Node.js' },
    effort: 3,
  };
}
