/** A finding in words, with its numbers and what it could save at most. */
import { describeEvidence, describeFinding } from '../model/finding-words.ts';
import type { Interval } from '../model/interval.ts';
import { seen, type Observation } from '../model/observation.ts';
import type { Priced } from '../model/priced.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { AdviceSaving, ReportAdvice } from '../model/report-findings.ts';
import { unitOf } from '../model/unit.ts';
import { heldBy } from './held.ts';
import type { Found } from './rule.ts';
import type { StackFinder } from './stack.ts';

export function toAdvice(found: Found, priced: Priced, stackOf: StackFinder): ReportAdvice {
  const { rule, certainty, file, line, endLine, function: name, route } = found;
  // A Report of requests has said so from the first version on.
  const facts = priced.app.kind === 'server' ? found.facts : { ...found.facts, per: unitOf(priced.app) };
  const { title, fix } = describeFinding(rule, facts, 'en-US');
  const observed = observedOf(found, priced);
  const stack = stackOf(found);
  return {
    rule,
    title,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(name === undefined ? {} : { function: name }),
    ...(route === undefined ? {} : { route }),
    evidence: describeEvidence(observed, 'en-US', priced.app) ?? '',
    observed,
    // One alone leads nowhere.
    ...(stack.length < 2 ? {} : { stack }),
    fix,
    facts,
    saving: savingOf(found, priced),
    certainty,
  };
}

/** More would be no ceiling that says anything. */
const mostDearer = 2;

/**
 * At most. Shares come from a pass in which V8 keeps functions apart and is sampled: that makes small functions dearer and
 * loops hardly, so that a loop's share of the application as it runs can be larger than the one that was seen, by as much as the
 * whole request was dearer in that pass. Of the two together it is the upper end of the 95 % interval (relative errors of a product
 * add in quadrature); and more than all there is cannot be saved.
 */
function savingOf(found: Found, priced: Priced): AdviceSaving {
  const { cpuMs, gcMs = 0, bytesOut, bytesIn, waitMs, keptBytes, allocatedBytes } = found;
  const { totals, cost, worth, quality } = priced;
  const { value: dearer, error } = found.isAsItRuns === true ? { value: 1, error: 0 } : dearerBy(quality);
  const ofShare = intervalOf(functionOf(found, priced), cpuMs);
  const upperEnd = 1 + Math.hypot(error, ofShare.high === undefined ? 0 : ofShare.high / cpuMs - 1);
  const saved = Math.min((cpuMs + gcMs) * Math.min(mostDearer, dearer * upperEnd), totals.cpuMsPerRequest);
  const rest = totals.cpuMsPerRequest - saved;
  const egress = cost.egressUsdPerMillionRequests;
  const sent = totals.bytesOutPerRequest;
  return {
    ...worth({ cpuMsPerRequest: saved }),
    ...(bytesOut === undefined ? {} : { bytesOutPerRequest: bytesOut }),
    ...(bytesOut === undefined || egress === undefined || sent === undefined || !(sent > 0)
      ? {}
      : { egressUsdPerMillionRequests: (egress * bytesOut) / sent }),
    ...(allocatedBytes === undefined ? {} : { allocatedBytesPerRequest: allocatedBytes }),
    ...(bytesIn === undefined ? {} : { upstreamBytesPerRequest: bytesIn }),
    ...(waitMs === undefined || waitMs === 0 ? {} : { waitMsPerRequest: waitMs }),
    ...(keptBytes === undefined ? {} : { keptBytesPerRequest: keptBytes }),
    ...(saved > 0 && rest > 0 ? { requestsPerSecondPerCore: 1000 / rest - 1000 / totals.cpuMsPerRequest } : {}),
  };
}

/** How many times as much a request cost in the pass that shares come from, at least once, and the relative error of that, 95 %. */
function dearerBy({ overheadShare = 0, overheadInterval }: Priced['quality']): {
  readonly value: number;
  readonly error: number;
} {
  const value = 1 + Math.max(0, overheadShare);
  return { value, error: Math.max(0, 1 + (overheadInterval?.high ?? overheadShare) - value) / value };
}

function functionOf(found: Found, { functions }: Priced): ReportFunction | undefined {
  return functions.find(({ name, file }) => name === found.function && file === found.file);
}

function observedOf(found: Found, priced: Priced): readonly Observation[] {
  const { totals } = priced;
  const { cpuMs, gcMs = 0, bytesOut, bytesIn, waitMs, allocatedBytes, because = [] } = found;
  const fn = functionOf(found, priced);
  const inIt = found.function === undefined ? {} : { name: found.function };
  return [
    ...(cpuMs > 0 ? [seen('cpu', { ms: cpuMs, share: cpuMs / totals.cpuMsPerRequest, ...intervalOf(fn, cpuMs) })] : []),
    ...(gcMs > 0 ? [seen('collection', { ms: gcMs })] : []),
    ...(allocatedBytes === undefined ? [] : [seen('allocated', { bytes: allocatedBytes, ...inIt })]),
    ...(bytesOut === undefined ? [] : [seen('sent', { bytes: bytesOut })]),
    ...(bytesIn === undefined ? [] : [seen('read', { bytes: bytesIn })]),
    ...(waitMs === undefined || waitMs === 0 ? [] : [seen('waited', { ms: waitMs })]),
    ...because,
    ...callsOf(fn),
    ...sizesOf(found, fn, priced),
    ...heldOf(found, priced),
    ...(found.route === undefined ? [] : [seen('onRoute', { route: found.route })]),
  ];
}

/** More than once for a request: then the cost of one call is not all there is to look at. */
function callsOf(fn: ReportFunction | undefined): readonly Observation[] {
  const [most] = fn?.calls ?? [];
  if (fn === undefined || most === undefined || most.callsPerRequest < 1.5) return [];
  return [seen('called', { name: fn.name, calls: most.callsPerRequest, route: `${most.method} ${most.path}` })];
}

/** How its cost grows with what is asked for: seen, or to be seen in a run that looks. */
function sizesOf(
  { rule }: Found,
  fn: ReportFunction | undefined,
  { growthWithSize = [] }: Priced,
): readonly Observation[] {
  for (const { parameter, functions } of growthWithSize) {
    const grown = functions.find(({ functionId }) => functionId === fn?.id);
    if (grown === undefined) continue;
    const { name, exponent, interval } = grown;
    return [seen('growsWithSize', { name, parameter, exponent, low: interval.low, high: interval.high })];
  }
  return rule === 'nested-scan' ? [seen('sizesWouldTell')] : [];
}

/** A cause at a function that was seen holding the event loop. */
function heldOf({ rule, file, function: name }: Found, priced: Priced): readonly Observation[] {
  if (rule === 'blocked-loop' || rule === 'memory-growth' || file === undefined || name === undefined) return [];
  const held = heldBy(priced, { file, name });
  return held === undefined ? [] : [seen('held', { name, ms: held.durationMs })];
}

/** Of the function's own code; where the finding is nearly all of it, because of a part the interval is not known. */
function intervalOf(fn: ReportFunction | undefined, cpuMs: number): Partial<Interval> {
  if (fn?.interval === undefined || Math.abs(cpuMs / fn.selfCpuMsPerRequest - 1) > 0.01) return {};
  return { low: fn.interval.low, high: fn.interval.high };
}
