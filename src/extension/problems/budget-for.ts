/** The budget that keeps a finding from growing: a little above what its place costs now. */
import type { ReportAdvice } from '../../model/report-findings.ts';
import type { Report } from '../../model/report.ts';
import { pathOf } from './budget-places.ts';

export interface NewBudget {
  /** In leanscope.json. */
  readonly path: readonly string[];
  /** CPU per request, ms. */
  readonly value: number;
}

export function budgetFor(finding: ReportAdvice, report: Report): NewBudget {
  return (
    ofFunction(finding, report) ??
    ofRoute(finding, report) ?? { path: cpuOf('app'), value: roomy(report.totals.cpuMsPerRequest) }
  );
}

function ofFunction({ function: name, file }: ReportAdvice, { functions }: Report): NewBudget | undefined {
  const named = functions.filter((fn) => fn.name === name && fn.origin === 'app');
  const fn = named.find((known) => known.file === file);
  if (fn === undefined) return undefined;
  // Of several of one name leanscope.json wants the file as well.
  const key = named.length > 1 ? `${fn.file}:${fn.name}` : fn.name;
  return { path: cpuOf('function', key), value: roomy(fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest) };
}

function ofRoute({ route }: ReportAdvice, { routes }: Report): NewBudget | undefined {
  const found = routes.find(({ method, path }) => `${method} ${path}` === route);
  if (route === undefined || found?.cpuMsPerRequest === undefined) return undefined;
  return { path: cpuOf('route', route), value: roomy(found.cpuMsPerRequest) };
}

function cpuOf(scope: 'app' | 'route' | 'function', name?: string): string[] {
  return pathOf({ scope, metric: 'cpuMsPerRequest', ...(name === undefined ? {} : { name }) });
}

/** A tenth more, in two digits, and never less than it costs. */
export function roomy(ms: number): number {
  if (!(ms > 0)) return 1;
  const wanted = ms * 1.1;
  const step = 10 ** (Math.floor(Math.log10(wanted)) - 1);
  return Number((Math.ceil(wanted / step) * step).toPrecision(2));
}
