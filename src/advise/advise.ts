/**
 * In: Priced. Out: the same with findings: a pattern in the source of the application at a place where the measurement says that it
 * costs, or "hot here" where none is known. Each saving is a ceiling, and no cost is in two of them. Deliberately not here: anything
 * that the run did not measure, and dependencies, which the user cannot edit.
 */
import type { Advice } from '../model/advice.ts';
import type { Interval } from '../model/interval.ts';
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
import { byWorth } from './order.ts';
import { withoutOverlap } from './overlap.ts';
import { oncePerFix } from './same-fix.ts';
import { savedBy, savedTogether, withinAll } from './saving.ts';
import { stackFinder } from './stack.ts';
import { shareOf, toAdvice } from './to-advice.ts';

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
  const allMs = priced.totals.cpuMsPerRequest;
  const ranked = oncePerFix(kept)
    .map((each) => ({ found: each, saved: savedBy(each, priced), isMeasured: each.measuredMs !== undefined }))
    .sort(byWorth(priced))
    .slice(0, priced.findings?.limit ?? mostFindings);
  const findings = withinAll(ranked, allMs);
  return {
    ...priced,
    advice: findings.map((each) => toAdvice(each, priced, stackOf)),
    ...togetherOf(savedTogether(findings, allMs), allMs),
    ignoredFindings: distinct.length - kept.length,
    checkedBudgets: checkBudgets(priced),
  };
}

function togetherOf(saved: Interval, allMs: number): Pick<Advice, 'findingsTogether'> {
  if (!(saved.high > 0)) return {};
  return { findingsTogether: { cpuMsPerRequestInterval: saved, cpuShareInterval: shareOf(saved, allMs) } };
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
