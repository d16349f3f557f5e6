/** A stored run at a glance: what a list of runs shows. Kept beside the Report, because a hundred Reports take seconds to read. */
import type { Interval } from './interval.ts';
import type { Report } from './report.ts';
import { finite, fits, flag, isTrue, object, oneOf, optional, text } from './shape.ts';
import type { Unit } from './unit.ts';

export interface RunSummary {
  readonly schemaVersion: 1;
  readonly startedAt: string;
  readonly kind: Unit['kind'];
  /** See the Report. */
  readonly unit?: string;
  readonly command: string;
  readonly commit?: string;
  readonly dirty?: boolean;
  /** Present where the measurement ended before its time. */
  readonly partial?: true;
  readonly requests: number;
  readonly errors: number;
  readonly cpuMsPerRequest: number;
  /** 95 %. */
  readonly cpuMsPerRequestInterval?: Interval;
  readonly allocatedBytesPerRequest?: number;
  readonly p99Ms?: number;
  readonly usdPerMillionRequests?: number;
  /** Absent where leanscope.json states no budget. */
  readonly brokenBudgets?: number;
}

const shape = object<RunSummary>({
  schemaVersion: oneOf(1),
  startedAt: text,
  kind: oneOf('server', 'script', 'process'),
  unit: optional(text),
  command: text,
  commit: optional(text),
  dirty: optional(flag),
  partial: optional(isTrue),
  requests: finite,
  errors: finite,
  cpuMsPerRequest: finite,
  cpuMsPerRequestInterval: optional(object<Interval>({ low: finite, high: finite })),
  allocatedBytesPerRequest: optional(finite),
  p99Ms: optional(finite),
  usdPerMillionRequests: optional(finite),
  brokenBudgets: optional(finite),
});

/** A stored one may have been written by another version, or by somebody else. */
export function isRunSummary(value: unknown): value is RunSummary {
  return fits(value, shape);
}

export function summaryOf({ startedAt, app, totals, partial, budgets }: Report): RunSummary {
  const { requests, errors, cpuMsPerRequest, cpuMsPerRequestInterval, allocatedBytesPerRequest } = totals;
  const optional = {
    unit: app.unit,
    commit: app.commit,
    dirty: app.dirty,
    partial: partial === undefined ? undefined : (true as const),
    cpuMsPerRequestInterval,
    allocatedBytesPerRequest,
    p99Ms: totals.latencyMs.p99,
    usdPerMillionRequests: totals.usdPerMillionRequests,
    brokenBudgets: budgets?.filter(({ verdict }) => verdict === 'over').length,
  };
  return {
    schemaVersion: 1,
    ...{ startedAt, kind: app.kind, command: app.command, requests, errors, cpuMsPerRequest },
    ...present(optional),
  };
}

function present<T extends object>(fields: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof present<T>
  >;
}
