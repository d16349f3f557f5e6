/**
 * Was each budget kept? A limit is broken only where the measurement is sure of it: a run must not fail for noise. What could
 * not be measured is said to be unknown, never to be kept.
 */
import type { BudgetMetric, Budgets } from '../model/budget.ts';
import type { Priced } from '../model/priced.ts';
import type { Interval } from '../model/interval.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { BudgetVerdict, ReportBudget } from '../model/report-findings.ts';
import type { ReportRoute } from '../model/report-load.ts';

interface Measured {
  readonly value: number | undefined;
  readonly interval?: Interval | undefined;
}

type Figures = Readonly<Partial<Record<BudgetMetric, Measured>>>;
type Subject = Pick<ReportBudget, 'scope' | 'name' | 'file' | 'line'>;

export function checkBudgets(priced: Priced): readonly ReportBudget[] {
  const { routes = {}, functions = {}, ...app } = priced.budgets ?? {};
  return [
    ...check({ scope: 'app' }, app, appFigures(priced)),
    ...Object.entries(routes).flatMap(([name, limits]) => {
      const route = priced.routes.find(({ method, path }) => `${method} ${path}` === name);
      return check({ scope: 'route', name, ...placeOf(route) }, limits, routeFigures(route));
    }),
    ...Object.entries(functions).flatMap(([name, limits]) => {
      const fn = functionNamed(priced.functions, name);
      return check({ scope: 'function', name, ...placeOf(fn) }, limits, functionFigures(fn));
    }),
  ];
}

function check(
  subject: Subject,
  limits: Omit<Budgets, 'routes' | 'functions'>,
  figures: Figures,
): readonly ReportBudget[] {
  return (Object.entries(limits) as [BudgetMetric, number][]).map(([metric, limit]) => {
    const { value, interval } = figures[metric] ?? { value: undefined };
    return {
      ...subject,
      metric,
      limit,
      ...(value === undefined ? {} : { value }),
      ...(interval === undefined ? {} : { interval }),
      verdict: verdictOn(limit, { value, interval }),
    };
  });
}

function verdictOn(limit: number, { value, interval }: Measured): BudgetVerdict {
  if (value === undefined) return 'unknown';
  if (value <= limit) return 'within';
  return interval !== undefined && interval.low <= limit ? 'unclear' : 'over';
}

function appFigures({ totals, app }: Priced): Figures {
  const figures: Figures = {
    cpuMsPerRequest: { value: totals.cpuMsPerRequest, interval: totals.cpuMsPerRequestInterval },
    gcMsPerRequest: { value: totals.gcMsPerRequest },
    allocatedBytesPerRequest: { value: totals.allocatedBytesPerRequest },
    bytesOutPerRequest: { value: totals.bytesOutPerRequest },
    rssPeakBytes: { value: totals.rssPeakBytes },
    heapUsedPeakBytes: { value: totals.heapUsedPeakBytes },
    usdPerMillionRequests: { value: totals.usdPerMillionRequests },
    usdPerMonth: { value: totals.usdPerMonth },
  };
  // A script's latency is the time of a whole run, a process has none: nobody waits for an answer.
  return app.kind !== 'server' ? figures : { ...figures, ...latencyFigures(totals) };
}

function routeFigures(route: ReportRoute | undefined): Figures {
  if (route === undefined) return {};
  return {
    cpuMsPerRequest: { value: route.cpuMsPerRequest, interval: route.interval },
    allocatedBytesPerRequest: { value: route.allocatedBytesPerRequest },
    bytesOutPerRequest: { value: route.bytesOutPerRequest },
    usdPerMillionRequests: { value: route.usdPerMillionRequests },
    ...latencyFigures(route),
  };
}

function latencyFigures({ latencyMs }: Pick<ReportRoute, 'latencyMs'>): Figures {
  return { p50Ms: { value: latencyMs.p50 }, p99Ms: { value: latencyMs.p99 } };
}

function functionFigures(fn: ReportFunction | undefined): Figures {
  if (fn === undefined) return {};
  const cpuMs = fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest;
  const share = fn.ownShare ?? fn.selfShare;
  return {
    cpuMsPerRequest: { value: cpuMs, interval: scaled(fn, cpuMs) },
    share: { value: share, interval: scaled(fn, share) },
    allocatedBytesPerRequest: { value: fn.ownAllocatedBytesPerRequest ?? fn.allocatedBytesPerRequest },
    usdPerMillionRequests: { value: fn.ownUsdPerMillionRequests ?? fn.usdPerMillionRequests },
  };
}

/** Runs of earlier versions know the interval of self time only; own time rests on more samples, so it is no wider relatively. */
function scaled(
  { interval, selfCpuMsPerRequest, ownInterval, ownCpuMsPerRequest = 0 }: ReportFunction,
  value: number,
): Interval | undefined {
  if (ownInterval !== undefined && ownCpuMsPerRequest > 0) {
    const factor = value / ownCpuMsPerRequest;
    return { low: ownInterval.low * factor, high: ownInterval.high * factor };
  }
  if (interval === undefined || !(selfCpuMsPerRequest > 0)) return undefined;
  const factor = value / selfCpuMsPerRequest;
  return { low: interval.low * factor, high: interval.high * factor };
}

/** The costliest of that name: a budget that is meant for one of several names its file too. */
function functionNamed(functions: readonly ReportFunction[], wanted: string): ReportFunction | undefined {
  const cost = (fn: ReportFunction) => fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest;
  return functions
    .filter(({ file, name }) => name === wanted || `${file}:${name}` === wanted)
    .reduce<ReportFunction | undefined>(
      (found, fn) => (found === undefined || cost(fn) > cost(found) ? fn : found),
      undefined,
    );
}

function placeOf(
  place: { readonly file?: string; readonly line?: number } | undefined,
): Pick<Subject, 'file' | 'line'> {
  if (place?.file === undefined || place.file === '') return {};
  return { file: place.file, ...(place.line === undefined ? {} : { line: place.line }) };
}
