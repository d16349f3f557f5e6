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
import { blockedLoop } from './rules/event-loop.ts';
import { backtracking } from './rules/expressions.ts';
import { garbage, hotFunction, notOptimised } from './rules/functions.ts';
import { jsonCompare, jsonCopy, jsonIndented, jsonParse } from './rules/json.ts';
import { consolePerRequest, costlyLogMessage } from './rules/logging.ts';
import { copyPerStep, nestedScan, shiftInLoop } from './rules/loops.ts';
import { memoryGrowth } from './rules/memory.ts';
import { repeatedInLoop } from './rules/repeated-in-loop.ts';
import { uncompressedResponse, wideResponse } from './rules/responses.ts';
import { sameArguments } from './rules/same-arguments.ts';
import { runtimeSetting } from './rules/settings.ts';
import { synchronousCall } from './rules/synchronous-call.ts';
import { overFetch, repeatedUpstream, withoutKeepAlive } from './rules/upstreams.ts';
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
  memoryGrowth,
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
  const found = rules.flatMap(({ find }) => find(evidence)).filter((each) => isWorthReading(each, priced));
  const distinct = withoutOverlap(found);
  const kept = distinct.filter((each) => !ignoredIn(priced, each));
  const advice = kept
    .sort((a, b) => promiseOf(b, priced) - promiseOf(a, priced))
    .slice(0, priced.findings?.limit ?? mostFindings)
    .map((each) => toAdvice(each, priced));
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

/** As a part of the bill, so that CPU and bytes can stand in one list; without prices, of the CPU. */
function worthOf(found: Found, priced: Priced): number {
  const { totals, cost } = priced;
  const { usdPerMillionRequests: usdOfCpu = 0, cpuMsPerRequest, bytesOutPerRequest = 0 } = totals;
  const usdOfBytes = cost.egressUsdPerMillionRequests ?? 0;
  const usd = usdOfCpu + usdOfBytes;
  const ofCpu = cpuMsPerRequest > 0 ? costOf(found) / cpuMsPerRequest : 0;
  const ofBytes = bytesOutPerRequest > 0 ? (found.bytesOut ?? 0) / bytesOutPerRequest : 0;
  return (usd > 0 ? (ofCpu * usdOfCpu + ofBytes * usdOfBytes) / usd : ofCpu) + beyondTheBill(found, priced);
}

/** What nobody is billed for and users feel. Chosen, not measured: half of what the same part of the bill would be. */
const perPartOfLatency = 0.5;
/** Memory that only grows ends in a restart, sooner or later. */
const ofGrowingMemory = 0.3;

function beyondTheBill({ waitMs = 0, keptBytes = 0 }: Found, { totals }: Priced): number {
  const latencyMs = totals.latencyPartsMs?.alone ?? totals.latencyMs?.p50;
  const ofLatency = latencyMs === undefined || !(latencyMs > 0) ? 0 : Math.min(1, waitMs / latencyMs);
  return perPartOfLatency * ofLatency + (keptBytes > 0 ? ofGrowingMemory : 0);
}
