/**
 * Requests that wait although neither loop nor processors are busy: what lets them through, and how many? A pool lets so many in at a
 * time (Little's law: answers per second times the time that one takes when it is alone), a rate limit so many in a second. Where even
 * the highest count at a time that the figures allow is below one, nothing is at work for a part of the time, and only a
 * clock can be what holds requests back.
 */
import type { Interval } from '../model/interval.ts';
import type { LoadPoint } from '../model/load-point.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { Binding } from '../model/report-capacity.ts';
import { sum } from './statistics.ts';

/** A step under an open load, and its judgement. */
export interface JudgedStep {
  readonly point: LoadPoint;
  readonly slice: Slice;
}

/** "Too Many Requests" (RFC 6585, 4). */
const tooManyRequests = 429;
/** Two-sided, of a normal distribution. */
const z95 = 1.96;
/** Of the requests that failed. */
const mostOfFailures = 0.5;

/** Undefined where it is no rate limit, or cannot be told from a pool. */
export function rateLimitOf(steps: readonly JudgedStep[]): Binding['rateLimit'] {
  const over = steps.filter(isTooMuch);
  const refused = over.filter(isRefusing);
  if (refused.length > 0) {
    const perSecond = perSecondOf(refused, ({ slice, point }) => point.achieved * (1 - failedShare(slice)));
    return perSecond === undefined ? undefined : { perSecond, status: tooManyRequests };
  }
  const perSecond = perSecondOf(over, ({ point }) => point.achieved);
  const atATime = atATimeOf(steps);
  return perSecond !== undefined && atATime !== undefined && atATime.high < 1 ? { perSecond } : undefined;
}

/** How many at a time; undefined where too little is known. */
export function atATimeOf(steps: readonly JudgedStep[]): Interval | undefined {
  const perSecond = perSecondOf(steps.filter(isTooMuch), ({ point }) => point.achieved);
  const alone = aloneMs(steps);
  if (perSecond === undefined || alone === undefined) return undefined;
  return { low: (perSecond.low * alone.low) / 1000, high: (perSecond.high * alone.high) / 1000 };
}

function isTooMuch({ point: { limits } }: JudgedStep): boolean {
  return limits.includes('behind') || limits.includes('errors');
}

/** Most of those that failed were refused for coming too often, so surely that chance is no reason. */
function isRefusing({ slice, point }: JudgedStep): boolean {
  if (!point.limits.includes('errors')) return false;
  const failed = sum(slice.outcome.perRequest.map(({ errors }) => errors));
  const refused = sum(slice.outcome.perRequest.map(({ statuses }) => statuses[tooManyRequests] ?? 0));
  if (failed === 0) return false;
  const share = Math.min(1, refused / failed);
  return share - z95 * Math.sqrt((share * (1 - share)) / failed) > mostOfFailures;
}

function failedShare({ outcome: { perRequest } }: Slice): number {
  const all = sum(perRequest.map(({ completed }) => completed));
  return all === 0 ? 0 : Math.min(1, sum(perRequest.map(({ errors }) => errors)) / all);
}

/** Over all steps in which it was too much: each counts answers in its window, and a count varies as its root. */
function perSecondOf(steps: readonly JudgedStep[], rateOf: (step: JudgedStep) => number): Interval | undefined {
  const seconds = steps.map(({ slice }) => (slice.outcome.open?.windowMs ?? 0) / 1000);
  const all = sum(seconds);
  const count = sum(steps.map((step, at) => rateOf(step) * (seconds[at] ?? 0)));
  if (all === 0 || count === 0) return undefined;
  const half = z95 * Math.sqrt(count);
  return { low: Math.max(0, count - half) / all, high: (count + half) / all };
}

/**
 * How long a request takes that does not queue: from where they were fastest to where they were fewest. The lightest step may have met a moment in
 * which the machine was busy.
 */
function aloneMs(steps: readonly JudgedStep[]): Interval | undefined {
  const known = steps.flatMap(({ point }) => (point.p50Ms === undefined ? [] : [point.p50Ms]));
  const [lightest] = known;
  return lightest === undefined ? undefined : { low: Math.min(...known), high: lightest };
}
