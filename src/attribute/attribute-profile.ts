/**
 * In: a profile that was opened from disk, in the original source. Out: what each function and line of the application has of it.
 *
 * A sample lasts until the next one, as for every viewer: tools that export profiles write one sample for much time. Shares are of the
 * time in which the thread was not idle, garbage collection included; milliseconds are of its wall clock.
 */
import type { PlacedProfile, ProfileFigures, ProfileFunction } from '../model/opened-profile.ts';
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import type { ReportLine } from '../model/report-code.ts';
import { withFingerprints } from './fingerprints.ts';
import { profileParts } from './profile-parts.ts';
import { profileTimes, type ProfileTimes } from './profile-times.ts';
import { allocationShares } from './samples.ts';

/** As for functions of a run: with fewer a figure is a hint. */
const fewSamples = 30;
/** From this part of its time at lines of other files on, a function's figure is not its own. */
const muchForeign = 0.1;

type Figures = Omit<ProfileFigures, 'kind' | 'parts' | 'isWall' | 'missingFiles' | 'warnings'>;

export function attributeProfile(placed: PlacedProfile): ProfileFigures {
  const { kind, profile, edited, isWall, warnings } = placed;
  const figures = kind === 'cpu' ? figuresOfCpu(placed) : figuresOfHeap(profile);
  // The text of an edited file is not that which ran.
  const texts = new Map([...profile.sources].filter(([file]) => !edited.has(file)));
  return {
    kind,
    ...figures,
    functions: withFingerprints(figures.functions, texts),
    ...profileParts(placed),
    isWall,
    warnings,
  };
}

function figuresOfCpu(placed: PlacedProfile): Figures {
  const { profile, foreign, lineTicks } = placed;
  const times = profileTimes(placed);
  const ticks = ticksByFunction(profile);
  const msOf = (countedAs: number, count: number): number =>
    ((times.self[countedAs] ?? 0) * count) / Math.max(ticks[countedAs] ?? 0, times.leaves[countedAs] ?? 0, 1);
  const inlined = lineTicks.filter((row) => row.function !== row.countedAs);
  const given = givenBack(times, inlined, msOf);
  const share = (ms = 0): number => (times.busyMs > 0 ? Math.min(1, Math.max(0, ms) / times.busyMs) : 0);
  const functions = functionsOfApp(profile, (index) => {
    if ((given.total[index] ?? 0) <= 0) return undefined;
    const [selfShare, totalShare, ownShare] = [given.self[index], given.total[index], given.own[index]].map(share);
    const isForeign = (foreign.get(index) ?? 0) > muchForeign * (ticks[index] ?? 0);
    return {
      ...({ selfShare, totalShare, ownShare } as Pick<ProfileFunction, 'selfShare' | 'totalShare' | 'ownShare'>),
      selfCpuMsPerRequest: (selfShare ?? 0) * times.busyMs,
      totalCpuMsPerRequest: (totalShare ?? 0) * times.busyMs,
      ownCpuMsPerRequest: (ownShare ?? 0) * times.busyMs,
      confidence: isForeign || (given.samples[index] ?? 0) < fewSamples ? 'low' : 'high',
    };
  });
  const unedited = lineTicks.filter((row) => !placed.edited.has(profile.functions[row.function]?.file ?? ''));
  const foreignShare = share([...foreign].reduce((sum, [index, count]) => sum + msOf(index, count), 0));
  return { busyMs: times.busyMs, foreignShare, functions, lines: linesOf(profile, unedited, msOf) };
}

type MsOf = (countedAs: number, ticks: number) => number;

/** The caller keeps in its total what was inlined in it: it called it. */
function givenBack(times: ProfileTimes, inlined: PlacedProfile['lineTicks'], msOf: MsOf): ProfileTimes {
  const [self, total, own, samples] = [times.self, times.total, times.own, times.samples].map((each) => each.slice());
  if (self === undefined || total === undefined || own === undefined || samples === undefined) return times;
  for (const { function: to, countedAs, ticks } of inlined) {
    const ms = msOf(countedAs, ticks);
    for (const sums of [self, own]) {
      add(sums, countedAs, -ms);
      add(sums, to, ms);
    }
    add(total, to, ms);
    add(samples, to, ticks);
  }
  return { ...times, self, total, own, samples };
}

function linesOf(profile: Profile, rows: PlacedProfile['lineTicks'], msOf: MsOf): readonly ReportLine[] {
  const lines = new Map<string, ReportLine & { selfCpuMsPerRequest: number }>();
  for (const { function: index, countedAs, line, ticks } of rows) {
    if (line === undefined) continue;
    const file = profile.functions[index]?.file ?? '';
    const row = lines.get(`${file}:${line}`) ?? { file, line, selfCpuMsPerRequest: 0 };
    row.selfCpuMsPerRequest += msOf(countedAs, ticks);
    lines.set(`${file}:${line}`, row);
  }
  return [...lines.values()].sort((a, b) => b.selfCpuMsPerRequest - a.selfCpuMsPerRequest);
}

function ticksByFunction({ cpu, functions }: Profile): Float64Array {
  const ticks = new Float64Array(functions.length);
  for (const row of cpu.flatMap(({ lineTicks }: ProfiledCpu) => lineTicks)) add(ticks, row.function, row.ticks);
  return ticks;
}

/** V8 counts bytes by function only, so that what it inlined cannot be given back: no figure here is sure. */
function figuresOfHeap(profile: Profile): Figures {
  const bytes = profile.allocations.flatMap(({ selfBytes }) => selfBytes);
  const allocatedBytes = bytes.reduce((sum, each) => sum + each, 0);
  const shares = allocationShares(profile);
  const functions = functionsOfApp(profile, (index) => {
    const own = shares?.own[index] ?? 0;
    if (own === 0) return undefined;
    const self = (shares?.self[index] ?? 0) * allocatedBytes;
    return {
      ...(self === 0 ? {} : { allocatedBytesPerRequest: self }),
      ownAllocatedBytesPerRequest: own * allocatedBytes,
      ownAllocationShare: own,
      confidence: 'low',
    };
  });
  return { allocatedBytes, functions, lines: [] };
}

type FunctionFigures = Omit<ProfileFunction, 'id' | 'name' | 'file' | 'line' | 'endLine' | 'origin'>;

function functionsOfApp(
  { functions }: Profile,
  figuresOf: (index: number) => FunctionFigures | undefined,
): readonly ProfileFunction[] {
  return functions.flatMap(({ id, name, file, line, endLine, origin }, index) => {
    const figures = origin === 'app' && line !== undefined ? figuresOf(index) : undefined;
    if (figures === undefined || line === undefined) return [];
    return [{ id, name, file, line, origin, ...(endLine === undefined ? {} : { endLine }), ...figures }];
  });
}

function add(sums: Float64Array, index: number, amount: number): void {
  sums[index] = (sums[index] ?? 0) + amount;
}
