/** A finding in words, with its numbers and what a fix saves. */
import { describeEvidence, describeFinding } from '../model/finding-words.ts';
import type { Interval } from '../model/interval.ts';
import { seen, type Observation } from '../model/observation.ts';
import type { Priced } from '../model/priced.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { AdviceSaving, ReportAdvice } from '../model/report-findings.ts';
import { unitOf } from '../model/unit.ts';
import { heldBy } from './held.ts';
import type { Ranked } from './order.ts';
import type { Found } from './rule.ts';
import { functionOf } from './saving.ts';
import type { StackFinder } from './stack.ts';

export function toAdvice(ranked: Ranked, priced: Priced, stackOf: StackFinder): ReportAdvice {
  const { found } = ranked;
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
    saving: savingOf(ranked, priced),
    ...(found.places === undefined ? {} : { places: found.places }),
    certainty,
  };
}

function savingOf({ found, saved }: Ranked, priced: Priced): AdviceSaving {
  const { bytesIn, waitMs, keptBytes, allocatedBytes, measuredMs } = found;
  const { totals, cost, worth } = priced;
  const { cpuMs, bytesOut } = saved;
  const rest = totals.cpuMsPerRequest - cpuMs.high;
  const egress = cost.egressUsdPerMillionRequests;
  const sent = totals.bytesOutPerRequest;
  return {
    ...worth({ cpuMsPerRequest: cpuMs.high }),
    ...(cpuMs.high > 0
      ? { cpuMsPerRequestInterval: cpuMs, cpuShareInterval: shareOf(cpuMs, totals.cpuMsPerRequest) }
      : {}),
    ...(measuredMs === undefined ? {} : { measured: true }),
    ...(bytesOut === undefined ? {} : { bytesOutPerRequest: bytesOut.high, bytesOutPerRequestInterval: bytesOut }),
    ...(bytesOut === undefined || egress === undefined || sent === undefined || !(sent > 0)
      ? {}
      : { egressUsdPerMillionRequests: (egress * bytesOut.high) / sent }),
    ...(allocatedBytes === undefined ? {} : { allocatedBytesPerRequest: allocatedBytes }),
    ...(bytesIn === undefined ? {} : { upstreamBytesPerRequest: bytesIn }),
    ...(waitMs === undefined || waitMs === 0 ? {} : { waitMsPerRequest: waitMs }),
    ...(keptBytes === undefined ? {} : { keptBytesPerRequest: keptBytes }),
    ...(cpuMs.high > 0 && rest > 0 ? { requestsPerSecondPerCore: 1000 / rest - 1000 / totals.cpuMsPerRequest } : {}),
  };
}

export function shareOf({ low, high }: Interval, allMs: number): Interval {
  return allMs > 0 ? { low: low / allMs, high: high / allMs } : { low: 0, high: 0 };
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
    // Of several routes, the places tell.
    ...(found.route === undefined || found.places !== undefined ? [] : [seen('onRoute', { route: found.route })]),
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
