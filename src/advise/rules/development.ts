/** What an application does only because it was not told that it runs in production. */
import { developmentKindOf, isOfNodeEnv, isProductionSetting, type DevelopmentKind } from '../../model/development.ts';
import type { Interval } from '../../model/interval.ts';
import { seen, type Observation } from '../../model/observation.ts';
import type { Priced } from '../../model/priced.ts';
import type { ReportFunction } from '../../model/report-code.ts';
import type { ReportKnob } from '../../model/report-quality.ts';
import type { Claim, Found, Rule } from '../rule.ts';

export const developmentMode: Rule = {
  id: 'development-mode',
  find: ({ priced }) => {
    const nodeEnv = servingOf(priced)?.nodeEnv ?? 'unset';
    const tried = priced.knobs?.find(({ setting, errors = 0 }) => isProductionSetting(setting) && errors === 0);
    // Where it was not recorded, nothing is known of it; and told so, an application that does it all the same means to.
    if (servingOf(priced)?.nodeEnv === undefined || (nodeEnv === 'production' && tried === undefined)) return [];
    const costs = costsByKind(priced.functions);
    return tried === undefined ? foundBySamples(priced, nodeEnv, costs) : foundByTrying(priced, nodeEnv, costs, tried);
  },
};

/** No more than what was seen in paths of development alone. */
function foundBySamples(priced: Priced, nodeEnv: string, costs: readonly KindCost[]): readonly Found[] {
  const cpuMs = sumOf(costs);
  if (!(cpuMs > 0)) return [];
  return [{ ...foundOf(priced, nodeEnv, costs, cpuMs), because: [...seenIn(costs), seen('modeWouldTell')] }];
}

/**
 * What was measured is the range. Where it may be nothing, there is no more to say of what NODE_ENV changes; what has switches of its own
 * is still there.
 */
function foundByTrying(
  priced: Priced,
  nodeEnv: string,
  costs: readonly KindCost[],
  tried: ReportKnob,
): readonly Found[] {
  const { setting, cpuRatio, verdict } = tried;
  const all = priced.totals.cpuMsPerRequest;
  const because = [
    ...seenIn(costs),
    seen('withMode', { setting, cpu: cpuRatio.value, low: cpuRatio.low, high: cpuRatio.high }),
  ];
  if (verdict === 'better') {
    const saved = all * (1 - cpuRatio.value);
    return [
      {
        ...foundOf(priced, nodeEnv, costs, saved),
        certainty: 'certain',
        measuredMs: savedByTrying(tried, all),
        because,
      },
    ];
  }
  const others = costs.filter(({ kind }) => !isOfNodeEnv(kind));
  const cpuMs = sumOf(others);
  return cpuMs > 0 ? [{ ...foundOf(priced, nodeEnv, others, cpuMs), because }] : [];
}

/**
 * Held against the instances beside it, which had as little time to warm up, and against the application as it was measured, which had
 * more of it at another moment: the truth lies within both.
 */
function savedByTrying({ cpuRatio, cpuMsPerRequest }: ReportKnob, all: number): Interval {
  const beside = { low: all * (1 - cpuRatio.high), high: all * (1 - cpuRatio.low) };
  if (cpuMsPerRequest === undefined) return beside;
  return {
    low: Math.max(0, Math.min(beside.low, all - cpuMsPerRequest.high)),
    high: Math.max(beside.high, all - cpuMsPerRequest.low),
  };
}

function foundOf(priced: Priced, nodeEnv: string, costs: readonly KindCost[], ms: number): Found {
  const [most] = [...costs].sort((a, b) => b.ms - a.ms);
  const cpuMs = Math.min(ms, priced.totals.cpuMsPerRequest);
  const what = most?.fn.package ?? most?.fn.file;
  return {
    rule: 'development-mode',
    // What a production build does instead costs something too.
    certainty: 'likely',
    cpuMs,
    facts: { nodeEnv, ...(what === undefined ? {} : { what }), ...(most === undefined ? {} : { kind: most.kind }) },
    claims: claimsOn(priced.functions, cpuMs),
    effort: 1,
  };
}

function seenIn(costs: readonly KindCost[]): readonly Observation[] {
  const files = [...new Set(costs.map(({ fn }) => fn.file))].slice(0, 3).join(', ');
  return files === '' ? [] : [seen('spentIn', { files })];
}

function sumOf(costs: readonly KindCost[]): number {
  return costs.reduce((sum, { ms }) => sum + ms, 0);
}

/** It is a part of what the application's functions have packages do, of each as large as what they do there. */
function claimsOn(functions: readonly ReportFunction[], cpuMs: number): readonly Claim[] {
  const below = functions.flatMap(({ file, name, origin, selfCpuMsPerRequest, ownCpuMsPerRequest = 0 }) =>
    origin === 'app' ? [{ file, function: name, ms: Math.max(0, ownCpuMsPerRequest - selfCpuMsPerRequest) }] : [],
  );
  const all = below.reduce((sum, { ms }) => sum + ms, 0);
  if (all === 0) return [];
  return below.map(({ ms, ...place }) => ({ ...place, cpuMs: Math.min(ms, (cpuMs * ms) / all) }));
}

interface KindCost {
  readonly kind: DevelopmentKind;
  /** That has most of it. */
  readonly fn: ReportFunction;
  readonly ms: number;
}

/**
 * A development build costs its own time: it may call the application. Looking up a view, compiling a template, noting where a promise was
 * made, writing a line and mapping a stack cost their total time, most of which is in other functions: file accesses, parsers, compilers.
 */
function costsByKind(functions: readonly ReportFunction[]): readonly KindCost[] {
  const costs = new Map<string, KindCost>();
  for (const fn of functions) {
    const { file, name, origin, package: owner } = fn;
    const kind = developmentKindOf({ file, name, package: origin === 'dependency' ? (owner ?? '') : undefined });
    if (kind === undefined) continue;
    const isOwn = kind === 'build';
    const ms = isOwn ? fn.selfCpuMsPerRequest : fn.totalCpuMsPerRequest;
    // A template engine calls the parts that it is made of, so that the largest total holds the others.
    const key = isOwn ? `build ${owner ?? file}` : kind;
    const before = costs.get(key);
    const larger = before === undefined || ms > before.ms ? fn : before.fn;
    costs.set(key, { kind, fn: larger, ms: isOwn ? (before?.ms ?? 0) + ms : Math.max(before?.ms ?? 0, ms) });
  }
  return [...costs.values()];
}

function servingOf({ threads = [] }: Priced) {
  return threads.find(({ serving, thread }) => serving && thread === 0);
}
