/** A finding in words, with its numbers and what it could save at most. */
import { describeFinding } from '../model/finding-words.ts';
import { figuresIn } from '../model/format.ts';
import type { Priced } from '../model/priced.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { AdviceSaving, ReportAdvice } from '../model/report-findings.ts';
import { unitOf } from '../model/unit.ts';
import { heldBy } from './held.ts';
import type { Found } from './rule.ts';

const figures = figuresIn('en-US');

export function toAdvice(found: Found, priced: Priced): ReportAdvice {
  const { rule, facts, certainty, file, line, endLine, function: name, route } = found;
  const { title, fix } = describeFinding(rule, facts, 'en-US');
  return {
    rule,
    title,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(name === undefined ? {} : { function: name }),
    ...(route === undefined ? {} : { route }),
    evidence: evidenceOf(found, priced),
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
 * whole request was dearer in that pass. And more than all there is cannot be saved.
 */
function savingOf(found: Found, priced: Priced): AdviceSaving {
  const { cpuMs, gcMs = 0, bytesOut, bytesIn, waitMs, keptBytes, allocatedBytes } = found;
  const { totals, cost, worth, quality } = priced;
  const dearer = found.isAsItRuns === true ? 1 : Math.min(mostDearer, 1 + Math.max(0, quality.overheadShare ?? 0));
  const saved = Math.min((cpuMs + gcMs) * dearer, totals.cpuMsPerRequest);
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

function evidenceOf(found: Found, priced: Priced): string {
  const { functions, totals, app } = priced;
  const per = app.kind === 'server' ? 'req' : unitOf(app);
  const { cpuMs, gcMs = 0, bytesOut, bytesIn, waitMs, allocatedBytes, because = [] } = found;
  const fn = functions.find(({ name, file }) => name === found.function && file === found.file);
  const parts = [
    ...(cpuMs > 0
      ? [
          `${figures.ms(cpuMs)}/${per} of CPU${between(fn, cpuMs)}, ${figures.share(cpuMs / totals.cpuMsPerRequest)} of all`,
        ]
      : []),
    ...(gcMs > 0 ? [`${figures.ms(gcMs)}/${per} of garbage collection it causes`] : []),
    ...(allocatedBytes === undefined
      ? []
      : [`${figures.bytes(allocatedBytes)}/${per} allocated in ${found.function ?? 'it'}`]),
    ...(bytesOut === undefined ? [] : [`${figures.bytes(bytesOut)}/${per} of what is sent, over the mix of requests`]),
    ...(bytesIn === undefined ? [] : [`${figures.bytes(bytesIn)}/${per} read from others and not sent on`]),
    ...(waitMs === undefined || waitMs === 0 ? [] : [`up to ${figures.ms(waitMs)}/${per} of waiting`]),
    ...because,
    ...callWords(fn),
    ...sizeWords(found, fn, priced),
    ...heldWords(found, priced),
    ...(found.route === undefined ? [] : [`seen on ${found.route}`]),
  ];
  return `${parts.join(', ')}. The saving is a ceiling until it is measured again.`;
}

/** More than once for a request: then the cost of one call is not all there is to look at. */
function callWords(fn: ReportFunction | undefined): readonly string[] {
  const [most] = fn?.calls ?? [];
  if (fn === undefined || most === undefined || most.callsPerRequest < 1.5) return [];
  return [
    `${fn.name} is called ${figures.rate(most.callsPerRequest)} times per request of ${most.method} ${most.path}`,
  ];
}

/** How its cost grows with what is asked for: seen, or to be seen in a run that looks. */
function sizeWords(
  { rule }: Found,
  fn: ReportFunction | undefined,
  { growthWithSize = [] }: Priced,
): readonly string[] {
  for (const { parameter, functions } of growthWithSize) {
    const grown = functions.find(({ functionId }) => functionId === fn?.id);
    if (grown === undefined) continue;
    const { exponent, interval } = grown;
    const range = `95 % between ${figures.rate(interval.low)} and ${figures.rate(interval.high)}`;
    return [`${grown.name} grows as ${parameter}^${figures.rate(exponent)} (${range})`];
  }
  return rule === 'nested-scan' ? ['a run with --sizes tells how it grows'] : [];
}

/** A cause at a function that was seen holding the event loop. */
function heldWords({ rule, file, function: name }: Found, priced: Priced): readonly string[] {
  if (rule === 'blocked-loop' || rule === 'memory-growth' || file === undefined || name === undefined) return [];
  const held = heldBy(priced, { file, name });
  return held === undefined ? [] : [`${name} holds the event loop for up to ${figures.ms(held.durationMs)}`];
}

/** Of the function's own code; said where the finding is nearly all of it, because of a part the interval is not known. */
function between(fn: ReportFunction | undefined, cpuMs: number): string {
  if (fn?.interval === undefined || Math.abs(cpuMs / fn.selfCpuMsPerRequest - 1) > 0.01) return '';
  return ` (95 % between ${figures.ms(fn.interval.low)} and ${figures.ms(fn.interval.high)})`;
}
