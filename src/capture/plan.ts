/** How the time there is is divided over the passes. */
import type { RecordedRequest } from '../model/recording.ts';

export interface Plan {
  /** All of it comes, however long it takes. */
  readonly complete?: true;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly warmUpMs: number;
  /** Where V8 is still compiling after that. */
  readonly longestWarmUpMs: number;
  readonly asIsMs: number;
  readonly oneAtATimeMs: number;
  /** 0 where there is no time for it. */
  readonly climbMs: number;
  /** 0 where there is no time for it, or no request says how much it asks for. */
  readonly sizesMs: number;
  /** Only of an application that asks others. */
  readonly outgoingMs: number;
  /** For what sampling costs; too little of it is none. */
  readonly overheadMs: number;
  readonly allocationTotalMs: number;
  /** V8 recompiles after functions are kept apart; samples of that stretch are not used. */
  readonly resettleMs: number;
  readonly cpuSamplingMs: number;
  readonly allocationSamplingMs: number;
  /** After all others; what is counted is right however short it is. */
  readonly callsMs: number;
  /** At most, and only as far as the passes before it have left time. */
  readonly growthMs: number;
}

/** Shares of the time left; the rest goes to marks between slices and to reading the scripts. */
const share = {
  warmUp: 0.12,
  asIs: 0.24,
  oneAtATime: 0.05,
  outgoing: 0.03,
  overhead: 0.06,
  allocationTotal: 0.07,
  resettle: 0.05,
  cpuSampling: 0.21,
  allocationSampling: 0.06,
  growth: 0.08,
  leastGrowth: 0.08,
  calls: 0.02,
  reading: 0.04,
};

/** Of all the time; a short measurement would have too little left. */
const longWarmUp = { share: 0.2, leastMs: 25_000 };

/** Of all the time, taken from the other passes alike. */
const climbShare = 0.13;
/** Shorter steps hold too few requests; fewer steps do not reach the breaking point. */
export const shortestClimbStepMs = 250;
const leastClimbSteps = 6;

/** For seeing how cost grows with size: where it was asked for, and where it was not but there is the time. */
const sizesShare = { asked: 0.3, unasked: 0.12, leastMs: 18_000 };

/** V8 compiles what is hot within moments, however long the measurement is. */
const longestResettleMs = 3000;

/** Less than this and no pass says anything. */
const leastMs = 3000;
/** Of a complete run, which may count more than it times. */
const leastCompleteMs = 1000;

interface Wishes {
  /** Some request says how much it asks for. */
  readonly sized?: boolean;
  /** The user wants to see how cost grows with that. */
  readonly asked?: boolean;
  /** False for a process that nothing is sent to: what is for requests goes to the passes that are for all. */
  readonly loaded?: boolean;
  /** No time that is lost is taken from a pass. */
  readonly complete?: boolean;
  /** Once it is over: what it took beyond its share, the passes after it have less, all alike. */
  readonly warmUpTookMs?: number;
}

export function planTime(availableMs: number, nowMs: number, wishes: Wishes = {}): Plan {
  const { loaded = true, complete = false, warmUpTookMs = 0 } = wishes;
  const all = Math.max(complete ? leastCompleteMs : leastMs, availableMs);
  const climbs = loaded && all * climbShare >= shortestClimbStepMs * leastClimbSteps ? climbShare : 0;
  const sizes = sizesShareOf(all, wishes);
  const withoutThose = all * (1 - climbs - sizes);
  const warmUpMs = withoutThose * share.warmUp;
  const left = complete ? 1 : 1 - Math.max(0, warmUpTookMs - warmUpMs) / (all - warmUpMs);
  const ms = withoutThose * left;
  const resettleMs = Math.min(longestResettleMs, ms * share.resettle);
  return {
    ...(complete ? { complete } : {}),
    startedAtMs: nowMs,
    endsAtMs: nowMs + all,
    warmUpMs,
    longestWarmUpMs: all >= longWarmUp.leastMs ? all * longWarmUp.share : warmUpMs,
    asIsMs: ms * (share.asIs + (loaded ? 0 : share.oneAtATime)),
    oneAtATimeMs: loaded ? ms * share.oneAtATime : 0,
    climbMs: all * climbs * left,
    sizesMs: all * sizes * left,
    outgoingMs: ms * share.outgoing,
    overheadMs: ms * share.overhead,
    allocationTotalMs: ms * share.allocationTotal,
    resettleMs,
    cpuSamplingMs: ms * (share.cpuSampling + share.resettle) - resettleMs,
    allocationSamplingMs: ms * share.allocationSampling,
    callsMs: loaded ? ms * share.calls : 0,
    growthMs: ms * share.growth,
  };
}

function sizesShareOf(allMs: number, { sized = false, asked = false }: Wishes): number {
  if (!sized) return 0;
  if (asked) return sizesShare.asked;
  return allMs < sizesShare.leastMs ? 0 : sizesShare.unasked;
}

/** The pass has what those before it have left, but for counting calls and the reading of scripts; a leak takes many requests to tell. */
export function growthMs({ complete, startedAtMs, endsAtMs, growthMs: most }: Plan, nowMs: number): number {
  if (complete === true) return most;
  const allMs = endsAtMs - startedAtMs;
  return Math.max(allMs * share.leastGrowth, Math.min(most, endsAtMs - allMs * (share.calls + share.reading) - nowMs));
}

/** A request that is never answered must not take the time of all others: each slice waits for so much of what is left, or this. */
const patience = { share: 0.25, leastMs: 1000 };

/** How long after a slice, which ends at `nowMs`, answers that are still to come are waited for; undefined for as long as any answer. */
export function patienceMs({ complete, endsAtMs }: Plan, nowMs: number): number | undefined {
  return complete === true ? undefined : Math.max(patience.leastMs, (endsAtMs - nowMs) * patience.share);
}

/** Of all the time, for trying each request once. */
export const tryingShare = 0.4;
/** A measurement that is later than this leaves out what it can do without. */
const graceMs = 5000;

/** Whether there is time for a pass that a Report can do without; `before` is true while who spends the CPU is still to be seen. */
export function hasTime(plan: Plan, nowMs: number, before = false): boolean {
  if (plan.complete === true) return true;
  const needed = before ? plan.resettleMs + plan.cpuSamplingMs : 0;
  return nowMs + needed < plan.endsAtMs + graceMs;
}

/** Whether a pass ends without what is left of it, because it was to be over at `dueMs`. */
export function isLate({ complete }: Plan, dueMs: number, nowMs: number): boolean {
  return complete !== true && nowMs > dueMs;
}

/** Each part of a pass ends with the question whether it is known well enough; before it is, no interval is worth its name. */
const firstPartMs = 4000;

/**
 * A long pass in parts, each as long as all before it, so that stopping at the first that is tight takes about twice the time that was
 * needed, at most. `restartMs` is what it costs to begin a part anew.
 */
export function partsOf(passMs: number, restartMs = 0): readonly number[] {
  const parts = [firstPartMs];
  for (let left = passMs - firstPartMs; left > 0;) {
    const before = parts.reduce((sum, part) => sum + part, 0);
    const next = Math.min(left, Math.max(before, 2 * restartMs) + restartMs);
    // What would be too short to be worth its beginning goes to the part before it.
    const whole = left - next < next ? left : next;
    parts.push(whole - restartMs);
    left -= whole;
  }
  const [first = 0, second = 0] = parts;
  return passMs < firstPartMs || second < first / 2 ? [passMs] : parts;
}

/** Shorter slices hold too few requests of a slow route, and too much of the marks between them. */
export const shortestSliceMs = 120;
const completeShortening = 3;

/** A complete run has every request in its budget, and each of its slices shorter for it, down to a third of what is usual. */
export function shortest({ complete }: Plan, usualMs = shortestSliceMs): number {
  return complete === true ? usualMs / completeShortening : usualMs;
}

export const leastRounds = 3;
/** The mix returns after so many routes: the totals rest on it, and many short slices tell more than few long ones. */
export const routesPerMix = 2;

/** Indices of the requests there is time to drive alone: all, or those with the largest share of the mix. */
export function requestsAlone(requests: readonly RecordedRequest[], { complete, asIsMs }: Plan): readonly number[] {
  if (requests.length === 1) return [];
  const inTime = Math.floor(asIsMs / (shortestSliceMs * leastRounds * (1 + 1 / routesPerMix)));
  const affordable = complete === true ? requests.length : inTime;
  const byShare = requests
    .flatMap(({ onlyInSequence }, index) => (onlyInSequence === true ? [] : [index]))
    .sort((a, b) => (requests[b]?.share ?? 0) - (requests[a]?.share ?? 0));
  return byShare.slice(0, Math.max(1, affordable)).sort((a, b) => a - b);
}
