/** Functions of two versions: which of them differ, found among many without being fooled by the many. */
import type { ReportFunction } from '../../model/report-code.ts';
import type { FunctionChange, Side, VersionVerdict } from '../../model/version-comparison.ts';
import { matchFunctions, type Pair } from '../match-functions.ts';
import { chanceOf, effectOf, halfWidth, mean, type Effect } from './effect.ts';
import { standing } from './looks.ts';
import { cpuOf, type SampledStart } from './start-figures.ts';

/** Of the CPU of a request, in the version where it has more: functions with less are left out. */
const leastShare = 0.005;
/** Of base's CPU per request: what is certainly less is too little to act on. */
const leastThatCounts = 0.01;

/** @param level of those that are called better or worse, so many at most are so by chance */
export function functionChanges(starts: readonly SampledStart[], level: number): readonly FunctionChange[] {
  const whole = mean(starts.filter(({ side }) => side === 'base').map(({ report }) => report.totals.cpuMsPerRequest));
  const tables = starts.map((start) => ({ start, functions: tableOf(start.report.functions) }));
  const known = (side: Side): readonly ReportFunction[] =>
    representatives(tables.flatMap(({ start, functions }) => (start.side === side ? [functions] : [])));
  const pairs = matchFunctions(known('base'), known('head')).map((pair) => measured(pair, tables));
  const worthIt = pairs.filter(({ base, head }) => Math.max(base, head) >= leastShare * whole);
  const stands = standing(
    worthIt.map(({ effect }) => (effect === undefined ? 1 : chanceOf(effect))),
    level,
  );
  return worthIt
    .map((each, index) => toChange(each, { whole, stands: stands[index] === true }))
    .sort((a, b) => Number(isDecided(b)) - Number(isDecided(a)) || Math.abs(b.difference) - Math.abs(a.difference));
}

export function isDecided({ verdict }: { readonly verdict: VersionVerdict }): boolean {
  return verdict === 'better' || verdict === 'worse';
}

type Table = ReadonlyMap<string, ReportFunction>;

/** In one version a function stands at the same line in every start. */
const keyOf = ({ origin, file, name, line }: ReportFunction): string => JSON.stringify([origin, file, name, line]);

function tableOf(functions: readonly ReportFunction[]): Table {
  return new Map(functions.map((fn) => [keyOf(fn), fn]));
}

/** One of each function of a version, with the mean of its cost: a start that did not see it counts as nothing. */
function representatives(tables: readonly Table[]): readonly ReportFunction[] {
  const all = new Map(tables.flatMap((table) => [...table]));
  return [...all].map(([key, fn]) => {
    const cost = mean(tables.map((table) => costIn(table, key)));
    return { ...fn, ownCpuMsPerRequest: cost };
  });
}

function costIn(table: Table, key: string): number {
  const fn = table.get(key);
  return fn === undefined ? 0 : cpuOf(fn);
}

interface Measured {
  readonly pair: Pair;
  readonly base: number;
  readonly head: number;
  readonly effect: Effect | undefined;
}

function measured(
  pair: Pair,
  tables: readonly { readonly start: SampledStart; readonly functions: Table }[],
): Measured {
  const keys = { base: pair.base && keyOf(pair.base), head: pair.head && keyOf(pair.head) };
  const values = tables.map(({ start: { round, side }, functions }) => {
    const key = keys[side];
    return { round, side, value: key === undefined ? 0 : costIn(functions, key) };
  });
  return {
    pair,
    base: pair.base === undefined ? 0 : cpuOf(pair.base),
    head: pair.head === undefined ? 0 : cpuOf(pair.head),
    effect: effectOf(values, sampledSpread(pair)),
  };
}

/** As little as a sampled figure of the size may vary, whatever a few starts happened to: what the Reports' own intervals say. */
function sampledSpread({ base, head }: Pair): number {
  const halves = [base, head].flatMap((fn) => {
    if (fn === undefined) return [];
    const { ownInterval, interval } = fn;
    const known = ownInterval ?? interval;
    return known === undefined ? [] : [(known.high - known.low) / 2 / 1.96];
  });
  return halves.length === 0 ? 0 : mean(halves);
}

function toChange(
  { pair: { known, base: was, head: is }, base, head, effect }: Measured,
  { whole, stands }: { readonly whole: number; readonly stands: boolean },
): FunctionChange {
  const difference = head - base;
  const half = effect === undefined ? Infinity : halfWidth(effect, 0.05);
  const counts = Math.abs(difference) + half >= leastThatCounts * whole;
  return {
    ...{ name: known.name, file: known.file, origin: known.origin },
    ...(known.line === undefined ? {} : { line: known.line }),
    ...(known.endLine === undefined ? {} : { endLine: known.endLine }),
    ...(known.package === undefined ? {} : { package: known.package }),
    ...(was !== undefined && is !== undefined && was.file !== is.file ? { baseFile: was.file } : {}),
    ...{ base, head, difference },
    interval: { low: difference - half, high: difference + half },
    share: difference / whole,
    verdict: stands && counts ? (difference > 0 ? 'worse' : 'better') : 'undecided',
    ...(was === undefined ? { only: 'head' as const } : is === undefined ? { only: 'base' as const } : {}),
  };
}
