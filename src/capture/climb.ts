/**
 * The climb to the breaking point: offered load is raised in steps until the application no longer keeps up, then the gap between
 * the last load it stood and the first it did not is halved. No profiler, V8's defaults.
 */
import { loadPointOf, type LoadPoint } from '../model/load-point.ts';
import type { OnProgress } from '../model/progress.ts';
import type { Standard } from '../model/recording.ts';
import type { OpenArrival, Spec } from '../model/spec.ts';
import type { Evidence } from './evidence.ts';
import { isLate, shortestClimbStepMs, type Plan } from './plan.ts';
import { toRecorded } from './recorded-slice.ts';
import { completedIn, sum, type MeasuredSlice, type Slicer } from './slice.ts';

const steps = 7;
const longestStepMs = 4000;
/** Between two steps while the application keeps up. */
const factor = { least: 1.25, most: 4 };
/** Beyond what one generator sends on one core; an application that answers faster needs several. */
const mostPerSecond = 20_000;
/** The knee lies between two loads that are no further apart than this. */
const closeEnough = 1.08;
/** So much of what is under way when a step ends is waited for: about a second's worth. */
const underWay = { least: 64, most: 1000 };

export async function climb(
  slicer: Slicer,
  plan: Plan,
  { spec, onProgress, evidence }: { readonly spec: Spec; readonly onProgress: OnProgress; readonly evidence: Evidence },
): Promise<void> {
  const against = reasonAgainst(spec, plan);
  if (against !== undefined) {
    evidence.warnings.push(`The load was not raised to the breaking point: ${against}.`);
    return;
  }
  onProgress({ kind: 'phase', phase: 'climbing' });
  const dueMs = performance.now() + plan.climbMs;
  const before = evidence.slices.filter(({ kind, requestIndex }) => kind === 'asIs' && requestIndex === undefined);
  const { spacing, p99Ms } = { spacing: spec.scenario?.arrival, ...spec.objective };
  const standard: Standard = { errorShare: errorShareOf(before), ...(p99Ms === undefined ? {} : { p99Ms }) };
  const start = estimate(before);
  const durationMs = Math.min(longestStepMs, Math.max(shortestClimbStepMs, plan.climbMs / steps));
  const climbed: Climbed[] = [];
  evidence.climb = { standard };
  const most = spec.scenario?.limits?.requestsPerSecond ?? mostPerSecond;
  for (let rate = nextRate(climbed, start); rate !== undefined; rate = nextRate(climbed, start)) {
    // However much time there is: a complete climb has its number of steps.
    if (isLate(plan, dueMs, performance.now() + durationMs) || (plan.complete === true && climbed.length >= steps))
      break;
    if (rate > most) {
      evidence.warnings.push(
        `The load was raised no further than ${Math.round(most)} requests per second: ${limitOf(spec)}.`,
      );
      break;
    }
    const triedPerSecond = Math.max(rate, evidence.climb.triedPerSecond ?? 0);
    evidence.climb = { standard, triedPerSecond, begunPerSecond: rate };
    const arrival: OpenArrival = { spacing: spacing === 'constant' ? 'constant' : 'poisson', ratePerSecond: rate };
    const best = Math.max(start.closed, ...climbed.map(({ point }) => point.achieved));
    const connections = Math.round(Math.min(underWay.most, Math.max(underWay.least, best)));
    const slice = toRecorded(await slicer.run({ kind: 'climb', durationMs, arrival, connections }));
    evidence.climb = { standard, triedPerSecond };
    const point = loadPointOf(slice, standard);
    if (point === undefined) break;
    evidence.slices.push(slice);
    climbed.push({ rate, point });
  }
}

function limitOf({ scenario }: Spec): string {
  return scenario?.limits?.requestsPerSecond === undefined
    ? 'one generator sends no more than that on one core'
    : 'that is its limit';
}

function reasonAgainst({ pid }: Spec, { climbMs }: Plan): string | undefined {
  // It may not survive, and is not ours to end.
  if (pid !== undefined) return 'the application was running before, and is to be left as it was';
  return climbMs === 0 ? 'there was no time; give the run a --budget-seconds of 13 or more' : undefined;
}

export interface Climbed {
  readonly rate: number;
  readonly point: LoadPoint;
}

export interface Start {
  /** What was answered with as many requests under way as there are connections. */
  readonly closed: number;
  /** What a busy event loop would answer, if nothing else were in the way. */
  readonly possible: number;
}

/** Requests per second, from the mix as it is. */
export function estimate(mix: readonly Pick<MeasuredSlice, 'outcome' | 'usage' | 'startUs' | 'endUs'>[]): Start {
  const seconds = sum(mix.map(({ startUs, endUs }) => endUs - startUs)) / 1e6;
  const closed = sum(mix.map(completedIn)) / seconds;
  const utilization = sum(mix.map(({ usage }) => usage.eventLoopUtilization)) / mix.length;
  return { closed, possible: closed / Math.min(1, Math.max(0.01, utilization)) };
}

/** Undefined when the knee is known well enough. A load that the generator may have spoilt is tried once more. */
export function nextRate(climbed: readonly Climbed[], { closed, possible }: Start): number | undefined {
  const last = climbed.at(-1);
  if (last === undefined) return 0.5 * closed;
  const doubtful = ({ point }: Climbed): boolean => !point.valid && point.limits.length > 0;
  if (doubtful(last) && climbed.filter(({ rate }) => rate === last.rate).length < 2) return last.rate;
  const lastWord = new Map(climbed.map(({ rate, point }) => [rate, point.limits.length > 0]));
  const broken = Math.min(...[...lastWord].filter(([, limited]) => limited).map(([rate]) => rate));
  const held = Math.max(
    0,
    ...[...lastWord].filter(([rate, limited]) => !limited && rate < broken).map(([rate]) => rate),
  );
  if (broken === Infinity)
    return held * Math.min(factor.most, Math.max(factor.least, (possible / (0.5 * closed)) ** 0.2));
  if (held === 0) return broken / 2;
  return broken / held < closeEnough ? undefined : Math.sqrt(held * broken);
}

function errorShareOf(slices: Evidence['slices']): number {
  const outcomes = slices.flatMap(({ outcome }) => outcome.perRequest);
  const completed = sum(outcomes.map((outcome) => outcome.completed));
  return completed === 0 ? 0 : sum(outcomes.map(({ errors }) => errors)) / completed;
}
