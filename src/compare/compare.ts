/**
 * In: two Reports of one application. Out: what differs, with a verdict where the two measurements can bear one. The runs were
 * made at two times in two processes, so a difference counts only when its interval excludes none *and* it is larger than what
 * two runs of the same code may show. Deliberately not here: reading runs, words.
 */
import {
  comparedTotals,
  type Caveat,
  type Change,
  type ChangeVerdict,
  type ComparedRoute,
  type ComparedRun,
  type ComparedTotal,
  type Comparison,
} from '../model/comparison.ts';
import type { Report } from '../model/report.ts';
import { ratePerCore } from '../model/report-capacity.ts';
import type { ReportRoute } from '../model/report-load.ts';
import { changeOf, judgeRatio, ratioChange, unknownPace, type Measured, type PaceChange } from './change.ts';
import { compareFunctions } from './compare-functions.ts';

export interface NamedRun {
  readonly name: string;
  readonly report: Report;
}

/**
 * Two runs of the same code differ by about this in CPU per request on a shared machine, at one pace of it: two processes compile
 * and lay out memory differently, and the pace is known only so well (bench/README.md, "The same code twice").
 */
const leastCpuShare = 0.1;
/** Allocation is known within 5 % and bytes on the socket within 1 %, so ratios of two within twice that. */
const leastAllocationShare = 0.1;
const leastBytesShare = 0.02;
/** A smaller change of the machine's pace is not worth a word. */
const leastPace = 0.05;
/** Beyond this coefficient of variation between slices the machine was busy with something else. */
const mostNoise = 0.2;

export function compare(base: NamedRun, head: NamedRun): Comparison {
  const pace = paceChange(base.report, head.report);
  const caveats = caveatsOf(base.report, head.report, pace);
  const least = Math.max(leastCpuShare, itself(base.report), itself(head.report));
  const sameWork = !caveats.some(({ kind }) => kind === 'processor' || kind === 'command');
  const sameMix = sameWork && !caveats.some(({ kind }) => kind === 'mix');
  const totals = compareTotals(base.report, head.report, { least, pace, comparable: sameMix });
  const routes = compareRoutes(base.report.routes, head.report.routes, { least, pace, comparable: sameWork });
  const judged = [
    ...(sameMix ? totals.filter(({ metric }) => metric === 'cpuMsPerRequest') : []),
    ...routes.map((route) => route.cpuMsPerRequest),
  ].flatMap(({ verdict }) => verdict ?? []);
  return {
    comparisonVersion: 1,
    tool: head.report.tool,
    base: describe(base),
    head: describe(head),
    caveats,
    leastCpuShare: least,
    verdict: overall(judged),
    totals,
    routes,
    functions: compareFunctions(base.report, head.report, { least, pace, comparable: sameMix }),
  };
}

/** How far the default was from itself where settings were tried: this machine's own measure of the same. */
function itself({ quality: { againstItself } }: Report): number {
  if (againstItself === undefined) return 0;
  return Math.max(againstItself.value, 1 / againstItself.value) - 1;
}

function overall(verdicts: readonly ChangeVerdict[]): ChangeVerdict {
  return (['worse', 'better', 'same'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'unclear';
}

function describe({ name, report: { startedAt, app, machine } }: NamedRun): ComparedRun {
  return {
    ...{ name, startedAt, nodeVersion: app.nodeVersion, cpuModel: machine.cpuModel },
    ...(app.commit === undefined ? {} : { commit: app.commit }),
    ...(app.dirty === undefined ? {} : { dirty: app.dirty }),
  };
}

/** Known where the two can be held against each other: on one processor, by the same Node.js. */
function paceChange(base: Report, head: Report): PaceChange {
  const [before, after] = [base.quality.pace, head.quality.pace];
  const comparable =
    base.machine.cpuModel === head.machine.cpuModel && base.machine.toolNodeVersion === head.machine.toolNodeVersion;
  if (before === undefined || after === undefined || !comparable) return unknownPace;
  const halfWidths = [before, after].map(({ us, interval }) => (interval.high - us) / us);
  return { ratio: after.us / before.us, halfWidth: Math.hypot(...halfWidths) };
}

function caveatsOf(base: Report, head: Report, { ratio: pace }: PaceChange): readonly Caveat[] {
  const differs = (kind: 'processor' | 'nodeVersion' | 'command', of: (report: Report) => string): readonly Caveat[] =>
    of(base) === of(head) ? [] : [{ kind, base: of(base), head: of(head) }];
  const runs = [
    ['base', base],
    ['head', head],
  ] as const;
  return [
    ...differs('processor', ({ machine }) => machine.cpuModel),
    ...differs('nodeVersion', ({ app }) => app.nodeVersion),
    ...differs('command', ({ app }) => `${app.kind} ${app.command}`),
    ...(Math.abs(Math.log(pace)) > Math.log1p(leastPace)
      ? [
          {
            kind: 'pace',
            ratio: pace,
            cpuRatio: head.totals.cpuMsPerRequest / base.totals.cpuMsPerRequest / pace,
          } as const,
        ]
      : []),
    ...(mixOf(base) === mixOf(head) ? [] : [{ kind: 'mix' } as const]),
    ...runs.flatMap(([run, { partial, quality }]): readonly Caveat[] => [
      ...(partial === undefined ? [] : [{ kind: 'partial', run } as const]),
      ...((quality.noise ?? 0) > mostNoise ? [{ kind: 'noise', run } as const] : []),
    ]),
  ];
}

const keyOf = ({ method, path, operation }: ReportRoute): string => JSON.stringify([method, path, operation]);

function mixOf({ routes }: Report): string {
  return routes
    .map((route) => `${keyOf(route)} ${route.share.toFixed(3)}`)
    .sort()
    .join('\n');
}

interface Judging {
  readonly least: number;
  readonly pace: PaceChange;
  /** Whether the two did the same work. */
  readonly comparable: boolean;
}

type Metric = (typeof comparedTotals)[number];

const readers: Readonly<Record<Metric, (report: Report) => number | undefined>> = {
  cpuMsPerRequest: ({ totals }) => totals.cpuMsPerRequest,
  gcMsPerRequest: ({ totals }) => totals.gcMsPerRequest,
  allocatedBytesPerRequest: ({ totals }) => totals.allocatedBytesPerRequest,
  bytesOutPerRequest: ({ totals }) => totals.bytesOutPerRequest,
  rssPeakBytes: ({ totals }) => totals.rssPeakBytes,
  heapUsedPeakBytes: ({ totals }) => totals.heapUsedPeakBytes,
  latencyP50Ms: ({ totals }) => totals.latencyMs.p50,
  latencyP99Ms: ({ totals }) => totals.latencyMs.p99,
  requestsPerSecondPerCore: ({ capacity }) => (capacity === undefined ? undefined : ratePerCore(capacity)),
  usdPerMillionRequests: ({ totals }) => totals.usdPerMillionRequests,
  errorShare: ({ totals: { errors, requests } }) =>
    requests + errors === 0 ? undefined : errors / (requests + errors),
};

function compareTotals(base: Report, head: Report, judging: Judging): readonly ComparedTotal[] {
  return comparedTotals.flatMap((metric): readonly ComparedTotal[] => {
    const [before, after] = [readers[metric](base), readers[metric](head)];
    if (before === undefined && after === undefined) return [];
    const change =
      metric === 'cpuMsPerRequest'
        ? ratioChange(measuredTotal(base), measuredTotal(head), { ...judging, comparisons: 1 })
        : sizeChange(metric, before, after, judging);
    return [{ metric, ...change }];
  });
}

function measuredTotal({ totals: { cpuMsPerRequest, cpuMsPerRequestInterval } }: Report): Measured {
  return { value: cpuMsPerRequest, interval: cpuMsPerRequestInterval };
}

/** Figures without an interval of their own are judged by how well such figures are known at all, or not. */
function sizeChange(
  metric: Metric,
  base: number | undefined,
  head: number | undefined,
  { comparable }: Judging,
): Change {
  const change = changeOf(base, head);
  const least =
    metric === 'allocatedBytesPerRequest'
      ? leastAllocationShare
      : metric === 'bytesOutPerRequest'
        ? leastBytesShare
        : undefined;
  if (least === undefined || change.ratio === undefined) return change;
  const { value } = change.ratio;
  return { ...change, verdict: comparable ? judgeRatio({ value, low: value, high: value }, least) : 'unclear' };
}

function compareRoutes(
  base: readonly ReportRoute[],
  head: readonly ReportRoute[],
  judging: Judging,
): readonly ComparedRoute[] {
  const keys = [...new Set([...head, ...base].map(keyOf))];
  const comparisons = keys.length;
  return keys.flatMap((key) => {
    const [before, after] = [base, head].map((routes) => routes.find((route) => keyOf(route) === key));
    const known = after ?? before;
    if (known === undefined) return [];
    const { method, path, operation } = known;
    const size = (metric: 'allocatedBytesPerRequest' | 'bytesOutPerRequest') =>
      sizeChange(metric, before?.[metric], after?.[metric], judging);
    return [
      {
        ...{ method, path },
        ...(operation === undefined ? {} : { operation }),
        cpuMsPerRequest: ratioChange(measuredRoute(before), measuredRoute(after), { ...judging, comparisons }),
        allocatedBytesPerRequest: size('allocatedBytesPerRequest'),
        bytesOutPerRequest: size('bytesOutPerRequest'),
      },
    ];
  });
}

function measuredRoute(route: ReportRoute | undefined): Measured {
  return { value: route?.cpuMsPerRequest, interval: route?.interval };
}
