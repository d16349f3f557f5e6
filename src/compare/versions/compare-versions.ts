/**
 * In: what every start of two versions came to, and what they answered. Out: a verdict, with what it rests on. Pure: it is asked again after
 * every look.
 */
import type {
  AnswersChange,
  Because,
  ComparedFigure,
  FigureChange,
  FunctionChange,
  RouteChange,
  VersionComparison,
  VersionVerdict,
} from '../../model/version-comparison.ts';
import { comparedFigures } from '../../model/version-comparison.ts';
import { routeName } from '../../model/format.ts';
import { figureChange, routeChanges } from './figure-changes.ts';
import { functionChanges, isDecided } from './function-changes.ts';
import { missAtLook, missOfPart } from './looks.ts';
import type { AnyStart, SampledStart } from './start-figures.ts';

export type Judged = Pick<VersionComparison, 'verdict' | 'because' | 'figures' | 'routes' | 'functions' | 'starts'>;

export function compareVersions(starts: readonly AnyStart[], answers: AnswersChange, least: number): Judged {
  const sampled = starts.filter(isSampled);
  const figures = Object.fromEntries(
    comparedFigures.map((figure) => [figure, figureChange(starts, figure, least)]),
  ) as Record<ComparedFigure, FigureChange>;
  const routes = routeChanges(sampled, least);
  const strict = functionChanges(sampled, missAtLook('functions'));
  const { verdict, because } = decide({ figures, routes, functions: strict, answers });
  const isWhole = isDecided(figures.cpuMs);
  const functions = isWhole ? functionChanges(sampled, missOfPart) : strict;
  const main = isWhole ? functions.find((each) => each.verdict === verdict) : undefined;
  return {
    verdict,
    because:
      main === undefined || because.kind === 'answers'
        ? because
        : { kind: 'function', name: main.name, file: main.file },
    ...{ figures, routes, functions },
    starts: starts.filter(({ side }) => side === 'base').length,
  };
}

function isSampled(start: AnyStart): start is SampledStart {
  return start.report !== undefined;
}

interface Found extends Pick<Judged, 'figures' | 'routes' | 'functions'> {
  readonly answers: AnswersChange;
}

/**
 * CPU first, because money follows it: of all requests, then where one function or route alone is certain, then allocation and bytes. What
 * gets worse anywhere is worse, unless all requests together are certainly better.
 */
function decide({ figures, routes, functions, answers }: Found): {
  readonly verdict: VersionVerdict;
  readonly because: Because;
} {
  const cpu = figures.cpuMs.verdict;
  const ofCpu = { kind: 'figure', figure: 'cpuMs' } as const;
  const guarded = (
    verdict: VersionVerdict,
    because: Because,
  ): { readonly verdict: VersionVerdict; readonly because: Because } =>
    verdict === 'better' && answers.verdict === 'differs'
      ? { verdict: 'worse', because: { kind: 'answers' } }
      : { verdict, because };
  if (cpu === 'worse' || cpu === 'better') return guarded(cpu, ofCpu);
  const byFunctions = netOf(functions);
  if (byFunctions !== undefined) return guarded(byFunctions.verdict, byFunctions.because);
  const byRoutes = oneWay(routes, ({ cpuMs }) => cpuMs.verdict);
  if (byRoutes !== undefined) return guarded(byRoutes.verdict, { kind: 'route', route: routeName(byRoutes.item) });
  for (const figure of ['allocatedBytes', 'bytesOut'] as const) {
    const { verdict } = figures[figure];
    if (verdict === 'worse' || verdict === 'better') return guarded(verdict, { kind: 'figure', figure });
  }
  return { verdict: cpu, because: ofCpu };
}

/** Work that moved from one function to another is none that was added: where both ways are certain, all requests together decide. */
function netOf(
  functions: readonly FunctionChange[],
): { readonly verdict: VersionVerdict; readonly because: Because } | undefined {
  const one = oneWay(functions.filter(isDecided), ({ verdict }) => verdict);
  return one === undefined
    ? undefined
    : { verdict: one.verdict, because: { kind: 'function', name: one.item.name, file: one.item.file } };
}

/** The first that is decided, where none is decided the other way. */
function oneWay<T extends FunctionChange | RouteChange>(
  items: readonly T[],
  verdictOf: (item: T) => VersionVerdict,
): { readonly verdict: VersionVerdict; readonly item: T } | undefined {
  const decided = items.filter((item) => verdictOf(item) === 'worse' || verdictOf(item) === 'better');
  const [item] = decided;
  if (item === undefined || new Set(decided.map(verdictOf)).size > 1) return undefined;
  return { verdict: verdictOf(item), item };
}
