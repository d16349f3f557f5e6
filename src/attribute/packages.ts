/**
 * What packages cost, by who called them: samples counted by the row of `package-stacks.ts` that their innermost frame is in, with the
 * worth, the shares and the intervals that functions have.
 */
import type { Profile } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type {
  PackageCall,
  PackageCaller,
  PackageEntry,
  PackageFigure,
  ReportPackage,
  ReportPackages,
} from '../model/report-packages.ts';
import { activities, activityIn } from './activities.ts';
import { callSites } from './call-site.ts';
import type { SampleWorth } from './samples.ts';
import { shareOfCounts, type Sampled } from './shares.ts';
import { sliceFinder } from './slice-finder.ts';
import { callOf, otherRow, ownRow, packageRows, type CallRow, type PackageRows } from './package-stacks.ts';
import { intervalOf, product, type Estimate } from './statistics.ts';

/** Of all CPU: calls that cost less are in their package's figure only. */
const leastShare = 0.0005;

export interface PackagesInput {
  readonly profile: Profile;
  /** In which the samples were taken. */
  readonly sampling: readonly Slice[];
  readonly worth: SampleWorth;
  readonly sampled: Sampled;
  /** What all working samples together stand for, ms per request. */
  readonly whole: Estimate;
  readonly cpuMs: number;
}

/** Undefined without samples. */
export function costPackages(input: PackagesInput): ReportPackages | undefined {
  if (!input.sampled.tallies.some(({ working }) => working > 0)) return undefined;
  const { profile } = input;
  const rows = packageRows(profile);
  const counts = countRows(input, rows);
  const figureOf = (ofRows: readonly number[]): PackageFigure =>
    figure(input, (slice) => ofRows.reduce((all, row) => all + (counts[slice]?.[row] ?? 0), 0));
  const siteOf = callSites(profile);
  const byPackage = new Map<string, number[]>();
  rows.calls.forEach(({ origin, name }, index) => {
    const key = `${origin}:${name}`;
    const known = byPackage.get(key);
    const row = rows.firstCall + index;
    if (known === undefined) byPackage.set(key, [row]);
    else known.push(row);
  });
  const packages = [...byPackage.values()].flatMap((ofPackage): readonly ReportPackage[] => {
    const [first] = ofPackage.flatMap((row) => callOf(rows, row) ?? []);
    const whole = figureOf(ofPackage);
    if (first === undefined || whole.cpuMsPerRequest === 0) return [];
    const calls = ofPackage.flatMap((row): readonly PackageCall[] => {
      const call = callOf(rows, row);
      const cost = figureOf([row]);
      if (call === undefined || cost.share < leastShare) return [];
      return [{ ...who(call, profile, siteOf), ...cost }];
    });
    return [{ name: first.name, origin: first.origin, ...whole, calls: calls.sort(byCost) }];
  });
  return { packages: packages.sort(byCost), application: figureOf([ownRow]), other: figureOf([otherRow]) };
}

const byCost = (a: PackageFigure, b: PackageFigure): number => b.cpuMsPerRequest - a.cpuMsPerRequest;

/** By slice, by row. */
function countRows(
  { profile, sampling, worth }: PackagesInput,
  { calls, rowOf, firstCall }: PackageRows,
): readonly Float64Array[] {
  const counts = sampling.map(() => new Float64Array(firstCall + calls.length));
  const slicesAt = sliceFinder(sampling);
  const isWorking = Uint8Array.from(profile.functions, (fn) => (activityIn(fn) === activities.work ? 1 : 0));
  profile.cpu.forEach(({ tree, node, timeUs }, thread) => {
    for (let i = 0; i < node.length; i++) {
      const at = node[i] ?? -1;
      if (isWorking[tree.function[at] ?? -1] !== 1) continue;
      const row = rowOf[thread]?.[at] ?? otherRow;
      for (const slice of slicesAt(timeUs[i] ?? 0)) {
        const ofSlice = counts[slice];
        if (ofSlice !== undefined) ofSlice[row] = (ofSlice[row] ?? 0) + (worth[thread]?.[i] ?? 1);
      }
    }
  });
  return counts;
}

function figure({ sampled, whole, cpuMs }: PackagesInput, countIn: (slice: number) => number): PackageFigure {
  const estimate = product(shareOfCounts(sampled, countIn) ?? { value: 0 }, whole);
  const interval = intervalOf(estimate);
  return {
    cpuMsPerRequest: estimate.value,
    share: cpuMs === 0 ? 0 : estimate.value / cpuMs,
    ...(interval === undefined ? {} : { interval }),
  };
}

type SiteFinder = ReturnType<typeof callSites>;

function who(
  call: CallRow,
  { functions }: Profile,
  siteOf: SiteFinder,
): Pick<PackageCall, 'entry' | 'caller' | 'chain'> {
  const { name, entry, caller, chain } = call;
  const called = placeOf(functions[entry]);
  if (caller === undefined) return { entry: called, ...(chain.length === 0 ? {} : { chain }) };
  const site = siteOf({ caller, package: name, entry: called.name });
  const from: PackageCaller = placeOf(functions[caller]);
  return { entry: called, caller: site === undefined ? from : { ...from, line: site, isCallSite: true } };
}

function placeOf(fn: Profile['functions'][number] | undefined): PackageEntry {
  const { id = '', name = '', file = '', line } = fn ?? {};
  return { function: id, name, file, ...(line === undefined ? {} : { line }) };
}
