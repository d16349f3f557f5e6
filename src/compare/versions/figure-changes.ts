/** Figures of two versions, each with its interval and a verdict. */
import type { ComparedFigure, FigureChange, RouteChange, VersionVerdict } from '../../model/version-comparison.ts';
import { couldSee, effectOf, halfWidth, mean, type StartValue } from './effect.ts';
import { missAtLook, missOfSame, type Family } from './looks.ts';
import { figureOf, routesOf, type AnyStart, type SampledStart, type StartRoute } from './start-figures.ts';

/**
 * What a start varies by at least, as a share, and the least difference that counts where it is not the user's: allocation is sampled, bytes
 * are counted, but a slice holds a little more of one request or the other.
 */
const known: Readonly<Record<ComparedFigure, { readonly spread: number; readonly least?: number }>> = {
  cpuMs: { spread: 0.005 },
  allocatedBytes: { spread: 0.01 },
  bytesOut: { spread: 0.002, least: 0.01 },
  bytesIn: { spread: 0.002, least: 0.01 },
  gcMs: { spread: 0.02 },
};

export function figureChange(starts: readonly AnyStart[], figure: ComparedFigure, least: number): FigureChange {
  const values = starts.map((start) => ({ ...start, value: figureOf(start, figure) }));
  return changeOf(values, {
    family: figure,
    spread: known[figure].spread,
    least: known[figure].least ?? least,
    tests: 1,
  });
}

export function routeChanges(starts: readonly SampledStart[], least: number): readonly RouteChange[] {
  const tables = starts.map((start) => ({ start, routes: routesOf(start) }));
  const routes = new Map<string, StartRoute>();
  for (const { routes: all } of tables)
    for (const route of all) if (!routes.has(route.key)) routes.set(route.key, route);
  const tests = routes.size;
  return [...routes.values()].map(({ key, method, path, operation }) => {
    const change = (figure: 'cpuMs' | 'bytesOut' | 'allocatedBytes'): FigureChange =>
      changeOf(
        tables.map(({ start, routes: all }) => ({ ...start, value: all.find((each) => each.key === key)?.[figure] })),
        { family: 'routes', spread: known[figure].spread, least: known[figure].least ?? least, tests: 3 * tests },
      );
    return {
      ...{ method, path },
      ...(operation === undefined ? {} : { operation }),
      ...{ cpuMs: change('cpuMs'), bytesOut: change('bytesOut'), allocatedBytes: change('allocatedBytes') },
    };
  });
}

interface Judging {
  readonly family: Family;
  readonly tests: number;
  readonly spread: number;
  readonly least: number;
}

/** On the scale of logarithms, where a machine that is slower for all moves every start of a round by the same. */
function changeOf(
  values: readonly (Pick<StartValue, 'round' | 'side'> & { readonly value: number | undefined })[],
  { family, tests, spread, least }: Judging,
): FigureChange {
  const logs = values.flatMap(({ round, side, value }) =>
    value === undefined || value <= 0 ? [] : [{ round, side, value: Math.log(value) }],
  );
  const [base, head] = (['base', 'head'] as const).map((side) => {
    const of = logs.filter((each) => each.side === side).map(({ value }) => value);
    return of.length === 0 ? undefined : Math.exp(mean(of));
  });
  const ends = { ...(base === undefined ? {} : { base }), ...(head === undefined ? {} : { head }) };
  const effect = effectOf(logs, spread);
  if (effect === undefined) return { ...ends, verdict: 'undecided' };
  const { difference } = effect;
  const miss = missAtLook(family, tests);
  const half = halfWidth(effect, miss);
  const ratio = { value: Math.exp(difference), low: Math.exp(difference - half), high: Math.exp(difference + half) };
  const same = halfWidth(effect, missOfSame);
  return {
    ...ends,
    ratio,
    spread: effect.spread,
    couldSee: Math.expm1(couldSee(effect, miss)),
    verdict: judge(ratio, { least, isSame: Math.abs(difference) + same <= Math.log1p(least) }),
  };
}

/** Less is better. A difference that is certain and certainly too small to count is none. */
function judge(
  { low, high }: { readonly low: number; readonly high: number },
  { least, isSame }: { readonly least: number; readonly isSame: boolean },
): VersionVerdict {
  const within = low >= 1 / (1 + least) && high <= 1 + least;
  if (low > 1 && !within) return 'worse';
  if (high < 1 && !within) return 'better';
  return within || isSame ? 'same' : 'undecided';
}
