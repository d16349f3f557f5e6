/**
 * In: Priced. Out: the same with findings: a pattern in the source of the application at a place where the measurement says that it
 * costs, or "hot here" where none is known. Each saving is a ceiling, and no cost is in two of them. Deliberately not here: anything
 * that the run did not measure, and dependencies, which the user cannot edit.
 */
import type { Advice } from '../model/advice.ts';
import type { Priced } from '../model/priced.ts';
import { checkBudgets } from './budgets.ts';
import { gatherEvidence } from './evidence.ts';
import { ignoredIn } from './ignored.ts';
import { costsOtherThanCpu, thresholdOf, worthReading, type Found } from './rule.ts';
import { awaitsInSeries } from './rules/awaits.ts';
import { compiledPerCall, expressionPerCall, formatterPerCall } from './rules/built-per-call.ts';
import { costlyDependency } from './rules/dependencies.ts';
import { errorPerCall } from './rules/errors.ts';
import { developmentMode } from './rules/development.ts';
import { blockedLoop } from './rules/event-loop.ts';
import { backtracking } from './rules/expressions.ts';
import { hotFunction, notOptimised } from './rules/functions.ts';
import { garbage } from './rules/garbage.ts';
import { jsonCompare, jsonCopy, jsonIndented, jsonParse } from './rules/json.ts';
import { consolePerRequest, costlyLogMessage } from './rules/logging.ts';
import { copyPerStep, nestedScan, shiftInLoop } from './rules/loops.ts';
import { memoryGrowth } from './rules/memory.ts';
import { repeatedInLoop } from './rules/repeated-in-loop.ts';
import { duplicateResponse, uncacheableResponse, uncompressedResponse, wideResponse } from './rules/responses.ts';
import { sameArguments } from './rules/same-arguments.ts';
import { runtimeSetting } from './rules/settings.ts';
import { synchronousCall } from './rules/synchronous-call.ts';
import { overFetch, repeatedUpstream, withoutKeepAlive } from './rules/upstreams.ts';
import { fullThreadPool } from './rules/thread-pool.ts';
import { stackFinder } from './stack.ts';
import { toAdvice } from './to-advice.ts';
import { withoutOverlap } from './overlap.ts';

/** Those that name a cause come before those that only name a place: a place with a cause is no place without one. */
const rules = [
  repeatedUpstream,
  withoutKeepAlive,
  overFetch,
  awaitsInSeries,
  synchronousCall,
  jsonCopy,
  jsonCompare,
  copyPerStep,
  formatterPerCall,
  consolePerRequest,
  costlyLogMessage,
  backtracking,
  repeatedInLoop,
  jsonParse,
  jsonIndented,
  nestedScan,
  shiftInLoop,
  compiledPerCall,
  expressionPerCall,
  errorPerCall,
  notOptimised,
  uncompressedResponse,
  wideResponse,
  duplicateResponse,
  uncacheableResponse,
  memoryGrowth,
  fullThreadPool,
  developmentMode,
  runtimeSetting,
  costlyDependency,
  blockedLoop,
  sameArguments,
  hotFunction,
  garbage,
];

/** A short list is read; a long one is not. */
const mostFindings = 20;

export function advise(priced: Priced): Advice {
  const evidence = gatherEvidence(priced);
  const stackOf = stackFinder(priced);
  const found = rules.flatMap(({ find }) => find(evidence)).filter((each) => isWorthReading(each, priced));
  const distinct = withoutOverlap(found);
  const kept = distinct.filter((each) => !ignoredIn(priced, each));
  const advice = kept
    .sort((a, b) => promiseOf(b, priced) - promiseOf(a, priced))
    .slice(0, priced.findings?.limit ?? mostFindings)
    .map((each) => toAdvice(each, priced, stackOf));
  return { ...priced, advice, ignoredFindings: distinct.length - kept.length, checkedBudgets: checkBudgets(priced) };
}

/** By CPU, by bytes sent, or by what else it costs. */
function isWorthReading(found: Found, priced: Priced): boolean {
  const { cpuMsPerRequest, bytesOutPerRequest = 0 } = priced.totals;
  const least = thresholdOf(priced, found.rule, worthReading);
  const { bytesOut = 0, ...rest } = found;
  const isOfBytes = bytesOut > 0 && bytesOut >= least * bytesOutPerRequest;
  return costOf(found) >= least * cpuMsPerRequest || isOfBytes || costsOtherThanCpu(rest);
}

function costOf({ cpuMs, gcMs = 0 }: Found): number {
  return cpuMs + gcMs;
}

/**
 * How likely it is that there is something to win: what is known to be waste comes before what somebody should look at, unless that
 * costs several times as much. Chosen, not measured.
 */
const chances = { certain: 1, likely: 0.7, lookHere: 0.3 } as const;

/** What may be won for the work of fixing it: first what has most of it. */
function promiseOf(found: Found, priced: Priced): number {
  return (chances[found.certainty] * worthOf(found, priced)) / found.effort;
}

/**
 * What no bill tells, as a part of all that a request costs: half of the part of its time that it waits, and a fifth for an event loop that
 * is held or memory that is never given back. Chosen, not measured; no finding shows it.
 */
function unbilledShare({ waitMs = 0, heldMs = 0, keptBytes = 0 }: Found, { totals }: Priced): number {
  const meanMs = totals.latencyPartsMs?.mean ?? Infinity;
  return 0.5 * Math.min(1, waitMs / meanMs) + (heldMs > 0 ? 0.2 : 0) + (keptBytes > 0 ? 0.2 : 0);
}

/** In dollars where there are prices, so that bytes and CPU can stand in one list. */
function worthOf(found: Found, priced: Priced): number {
  const { totals, cost } = priced;
  const cpuMs = costOf(found) + unbilledShare(found, priced) * totals.cpuMsPerRequest;
  const usdPerMs = (totals.usdPerMillionRequests ?? 0) / Math.max(totals.cpuMsPerRequest, Number.MIN_VALUE);
  const usdPerByte = (cost.egressUsdPerMillionRequests ?? 0) / Math.max(totals.bytesOutPerRequest ?? 0, 1);
  const usd = cpuMs * usdPerMs + (found.bytesOut ?? 0) * usdPerByte;
  return usd > 0 ? usd : cpuMs * 1e-9;
}
