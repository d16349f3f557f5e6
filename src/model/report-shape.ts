/**
 * The form of a Report in a file, by the parts that every view and every comparison reads. It is no proof of the rest:
 * `media/report.schema.json` states all of it.
 */
import type { Interval } from './interval.ts';
import type { ReportFunction, ReportLine, ReportStacks } from './report-code.ts';
import type { ReportRoute } from './report-load.ts';
import type { PackageCall, PackageFigure, ReportPackage, ReportPackages } from './report-packages.ts';
import type { Quality } from './report-quality.ts';
import type { Latency, Totals } from './report-totals.ts';
import type { Report } from './report.ts';
import { finite, fits, isTrue, list, object, oneOf, optional, simple, text, whole } from './shape.ts';

const interval = optional(object<Interval>({ low: finite, high: finite }));
const latency = object<Latency>({
  p50: optional(finite),
  p90: optional(finite),
  p99: optional(finite),
  p999: optional(finite),
  max: optional(finite),
});
const anyObject = simple<object>('an object', (value) => typeof value === 'object' && value !== null);

type FunctionBasics = Pick<
  ReportFunction,
  | 'id'
  | 'name'
  | 'file'
  | 'line'
  | 'origin'
  | 'selfShare'
  | 'totalShare'
  | 'selfCpuMsPerRequest'
  | 'totalCpuMsPerRequest'
  | 'ownShare'
  | 'ownCpuMsPerRequest'
  | 'ownInterval'
  | 'interval'
  | 'allocatedBytesPerRequest'
  | 'ownAllocatedBytesPerRequest'
  | 'confidence'
>;

const fn = object<FunctionBasics>({
  id: text,
  name: text,
  file: text,
  line: optional(whole),
  origin: oneOf('app', 'dependency', 'node', 'native'),
  selfShare: finite,
  totalShare: finite,
  selfCpuMsPerRequest: finite,
  totalCpuMsPerRequest: finite,
  ownShare: optional(finite),
  ownCpuMsPerRequest: optional(finite),
  ownInterval: interval,
  interval,
  allocatedBytesPerRequest: optional(finite),
  ownAllocatedBytesPerRequest: optional(finite),
  confidence: oneOf('high', 'low'),
});

type RouteBasics = Pick<
  ReportRoute,
  'method' | 'path' | 'requests' | 'errors' | 'share' | 'cpuMsPerRequest' | 'interval' | 'latencyMs'
>;

const route = object<RouteBasics>({
  method: text,
  path: text,
  requests: finite,
  errors: finite,
  share: finite,
  cpuMsPerRequest: optional(finite),
  interval,
  latencyMs: latency,
});

type TotalsBasics = Pick<
  Totals,
  'requests' | 'errors' | 'cpuMsPerRequest' | 'cpuMsPerRequestInterval' | 'allocatedBytesPerRequest' | 'latencyMs'
>;

const totals = object<TotalsBasics>({
  requests: finite,
  errors: finite,
  cpuMsPerRequest: finite,
  cpuMsPerRequestInterval: interval,
  allocatedBytesPerRequest: optional(finite),
  latencyMs: latency,
});

const line = object<Pick<ReportLine, 'file' | 'line' | 'selfCpuMsPerRequest'>>({
  file: text,
  line: whole,
  selfCpuMsPerRequest: finite,
});

const stacks = object<Pick<ReportStacks, 'parent' | 'function' | 'label' | 'selfCpuMsPerRequest'>>({
  parent: list(finite),
  function: list(finite),
  label: list(text),
  selfCpuMsPerRequest: list(finite),
});

const figure = { cpuMsPerRequest: finite, share: finite, interval };
const packages = object<ReportPackages>({
  packages: list(
    object<ReportPackage>({
      name: text,
      origin: oneOf('dependency', 'node'),
      ...figure,
      calls: list(
        object<PackageCall>({
          entry: object<PackageCall['entry']>({ function: text, name: text, file: text, line: optional(whole) }),
          caller: optional(
            object<NonNullable<PackageCall['caller']>>({
              ...{ function: text, name: text, file: text },
              ...{ line: optional(whole), isCallSite: optional(isTrue) },
            }),
          ),
          chain: optional(list(text)),
          ...figure,
        }),
      ),
    }),
  ),
  application: object<PackageFigure>(figure),
  other: object<PackageFigure>(figure),
});

interface ReportBasics {
  readonly schemaVersion: 1;
  readonly tool: Report['tool'];
  readonly startedAt: string;
  readonly app: Pick<Report['app'], 'kind' | 'command' | 'cwd' | 'nodeVersion' | 'commit'>;
  readonly machine: Pick<Report['machine'], 'cpuModel'>;
  readonly quality: Pick<Quality, 'samples' | 'warnings'>;
  readonly totals: TotalsBasics;
  readonly functions: readonly FunctionBasics[];
  readonly lines: readonly Pick<ReportLine, 'file' | 'line' | 'selfCpuMsPerRequest'>[];
  readonly packages?: ReportPackages;
  readonly routes: readonly RouteBasics[];
  readonly stacks: Pick<ReportStacks, 'parent' | 'function' | 'label' | 'selfCpuMsPerRequest'>;
  readonly ledger: readonly object[];
  readonly cost: object;
  readonly advice: readonly object[];
}

const shape = object<ReportBasics>({
  schemaVersion: oneOf(1),
  tool: object({ name: text, version: text }),
  startedAt: text,
  app: object({
    kind: oneOf('server', 'script', 'process'),
    command: text,
    cwd: text,
    nodeVersion: text,
    commit: optional(text),
  }),
  machine: object({ cpuModel: text }),
  quality: object({ samples: finite, warnings: list(text) }),
  totals,
  functions: list(fn),
  lines: list(line),
  packages: optional(packages),
  routes: list(route),
  stacks,
  ledger: list(anyObject),
  cost: anyObject,
  advice: list(anyObject),
});

export function isReport(value: unknown): value is Report {
  return fits<unknown>(value, shape);
}
