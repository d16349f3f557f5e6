/** What one start comes to: the figures that versions are compared by, from its Report. */
import type { ReportFunction } from '../../model/report-code.ts';
import type { Report } from '../../model/report.ts';
import { requestKey } from '../../model/request-key.ts';
import type { ComparedFigure, Side } from '../../model/version-comparison.ts';

/** One that was only loaded, for what its requests cost in all. */
export interface LoadedStart {
  readonly round: number;
  readonly side: Side;
  /** CPU per request in each slice of the mix, ms. */
  readonly mixCpuMs: readonly number[];
}

export interface SampledStart extends LoadedStart {
  readonly report: Report;
  /** Of requests alone, by their key. */
  readonly aloneCpuMs: ReadonlyMap<string, readonly number[]>;
}

/**
 * A machine that others use too makes work dearer for moments, never cheaper: the cheaper half of the slices is less spread than all of
 * them, and both versions are judged by the same half.
 */
export function usualCost(slices: readonly number[]): number | undefined {
  const sorted = slices.filter((each) => Number.isFinite(each) && each > 0).sort((a, b) => a - b);
  const kept = sorted.slice(0, Math.max(1, Math.ceil(sorted.length / 2)));
  return kept.length === 0 ? undefined : kept.reduce((sum, each) => sum + each, 0) / kept.length;
}

const figures: Readonly<Record<Exclude<ComparedFigure, 'cpuMs'>, (report: Report) => number | undefined>> = {
  allocatedBytes: ({ totals }) => totals.allocatedBytesPerRequest,
  bytesOut: (report) =>
    mixed(report, ({ bytesOutPerRequest }) => bytesOutPerRequest) ?? report.totals.bytesOutPerRequest,
  bytesIn: (report) => mixed(report, ({ bytesInPerRequest }) => bytesInPerRequest),
  gcMs: ({ totals }) => totals.gcMsPerRequest,
};

export type AnyStart = LoadedStart & Partial<SampledStart>;

export function figureOf({ mixCpuMs, report }: AnyStart, figure: ComparedFigure): number | undefined {
  if (figure === 'cpuMs') return usualCost(mixCpuMs);
  return report === undefined ? undefined : figures[figure](report);
}

/** The mean of the routes by their shares: slices hold a little more of one route or the other. Undefined where one is unknown. */
function mixed({ routes }: Report, of: (route: Report['routes'][number]) => number | undefined): number | undefined {
  let [total, shares] = [0, 0];
  for (const route of routes) {
    const value = of(route);
    if (value === undefined) return undefined;
    total += value * route.share;
    shares += route.share;
  }
  return shares === 0 ? undefined : total / shares;
}

export interface StartRoute {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  readonly cpuMs: number | undefined;
  readonly bytesOut: number | undefined;
  readonly allocatedBytes: number | undefined;
}

export function routesOf({ report, aloneCpuMs }: SampledStart): readonly StartRoute[] {
  return report.routes.map((route) => {
    const { method, path, operation } = route;
    const key = requestKey({ method, route: path, ...(operation === undefined ? {} : { operation }) });
    return {
      ...{ key, method, path },
      ...(operation === undefined ? {} : { operation }),
      cpuMs: usualCost(aloneCpuMs.get(key) ?? []),
      bytesOut: route.bytesOutPerRequest,
      allocatedBytes: route.allocatedBytesPerRequest,
    };
  });
}

/** Own CPU and the library code it calls, of the application's functions; of others their own. */
export const cpuOf = (fn: ReportFunction): number => fn.ownCpuMsPerRequest ?? fn.selfCpuMsPerRequest;
