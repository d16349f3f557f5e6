/** The form of a stored Recording: every field of its type, and that what refers to something refers to what is there. */
import type { CallSite, OutgoingRow } from './agent-protocol.ts';
import type { ServerProbe } from './calibration.ts';
import { speedProbeFields } from './calibration-shape.ts';
import type { Failure } from './failure-kinds.ts';
import { describeFailure } from './failure-words.ts';
import type { LoadEvidence } from './load-evidence.ts';
import { budgets, deployment, engineering, findings, priceList, traffic, whatIf } from './plans-shape.ts';
import { calls, cpuSamples, allocationSamples, growth, recordedScript, timeline } from './samples-shape.ts';
import type {
  BodySample,
  Climb,
  Machine,
  RecordedApp,
  RecordedOutgoing,
  RecordedRequest,
  RecordedRoute,
  RecordedThread,
  Recording,
} from './recording.ts';
import type { RecordedHelpers } from './recorded-helpers.ts';
import type { RecordedKnobs } from './knob.ts';
import type { RecordedSizes } from './recorded-sizes.ts';
import {
  amount,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  share,
  text,
  where,
  whole,
  isTrue,
  type Shape,
} from './shape.ts';
import { slice, sizeSlice } from './slice-shape.ts';

const unitKind = oneOf('server', 'script', 'process');
const requestSource = oneOf('scenario', 'discovered', 'openapi', 'http', 'har');

const app = object<RecordedApp>({
  kind: unitKind,
  unit: optional(text),
  command: list(text),
  commandSource: text,
  cwd: text,
  workspaceRoot: text,
  nodeVersion: text,
  commit: optional(text),
  dirty: optional(flag),
});

const machine = object<Machine>({
  cpuModel: text,
  logicalCpus: amount,
  memoryBytes: amount,
  platform: text,
  arch: text,
  toolNodeVersion: optional(text),
  probe: optional(object(speedProbeFields)),
  server: optional(object<ServerProbe>({ ...speedProbeFields, instance: optional(text) })),
});

const body = object<BodySample>({
  wireBytes: amount,
  plainBytes: amount,
  encoding: optional(text),
  gzipBytes: optional(amount),
  contentType: optional(text),
  cacheHeaders: optional(list(text)),
  sameAs: optional(whole),
});

const request = object<RecordedRequest>({
  method: text,
  path: text,
  route: text,
  share,
  body: optional(body),
  source: optional(requestSource),
  operation: optional(text),
  onlyInSequence: optional(isTrue),
  size: optional(object({ parameter: text, value: amount })),
});

const route = object<RecordedRoute>({
  method: text,
  path: text,
  framework: text,
  handler: optional(object({ process: whole, thread: whole, scriptId: text, line: whole, column: whole })),
});

const thread = object<RecordedThread>({
  process: whole,
  thread: whole,
  pid: whole,
  serving: flag,
  unasked: optional(oneOf('ended', 'noAnswer')),
  sameAs: optional(whole),
  role: optional(oneOf('process', 'clusterPrimary', 'clusterWorker', 'workerThread')),
  parentPid: optional(whole),
  entry: optional(text),
  name: optional(text),
  nodeEnv: optional(text),
  threadPoolSize: optional(number),
});

const callSite = object<CallSite>({ name: text, url: text, line: whole, column: whole });

const outgoing = object<RecordedOutgoing>({
  process: whole,
  thread: whole,
  requestIndex: optional(whole),
  protocol: oneOf<OutgoingRow['protocol']>('http', 'https', 'tcp', 'tls', 'local'),
  host: text,
  method: optional(text),
  path: optional(text),
  calls: amount,
  errors: amount,
  bytesOut: amount,
  bytesIn: amount,
  connections: amount,
  durationUs: amount,
  callSites: list(object({ site: callSite, count: amount })),
});

const knobs = where(
  object<RecordedKnobs>({
    instances: list(
      object({ setting: optional(object({ name: text, kind: oneOf('v8Flag', 'nodeOption', 'environment') })) }),
    ),
    turns: list(
      object({
        block: whole,
        instance: whole,
        wallUs: amount,
        processCpuUs: amount,
        completed: amount,
        errors: amount,
        rssBytes: amount,
      }),
    ),
  }),
  ({ instances, turns }) =>
    turns.some(({ instance }) => instance >= instances.length) ? 'counts an instance that is not there' : undefined,
);

const sizes = object<RecordedSizes>({
  requests: list(object({ requestIndex: whole, parameter: text, sizes: list(amount) })),
  slices: list(sizeSlice),
  stacks: list(cpuSamples),
});

export const loadEvidence = object<LoadEvidence>({
  engine: oneOf('k6', 'artillery'),
  file: text,
  requests: amount,
  failed: optional(amount),
  requestsPerSecond: optional(amount),
  latencyMs: object({
    p50: optional(amount),
    p90: optional(amount),
    p95: optional(amount),
    p99: optional(amount),
    p999: optional(amount),
    max: optional(amount),
  }),
  curve: optional(
    list(
      object({
        requestsPerSecond: amount,
        failed: optional(amount),
        p50Ms: optional(amount),
        p99Ms: optional(amount),
      }),
    ),
  ),
});

/** One that can be put into words. */
const failure: Shape<Failure> = {
  problem: (value, place) => {
    try {
      const words: unknown = describeFailure(value as Failure);
      const { what, next, log = '' } = words as Readonly<Record<string, unknown>>;
      if ([what, next, log].every((each) => typeof each === 'string')) return undefined;
    } catch {
      // It lacks what its words are made of.
    }
    return `${place} is no failure that this version knows`;
  },
};

const climb = object<Climb>({
  standard: object({ p99Ms: optional(amount), errorShare: share }),
  triedPerSecond: optional(amount),
  begunPerSecond: optional(amount),
});

export const recordingShape: Shape<Recording> = where(
  object<Recording>({
    recordingVersion: oneOf(1),
    tool: object({ name: text, version: text }),
    startedAt: where(text, (value) => (isTime(value) ? undefined : 'is no time')),
    app,
    machine,
    engine: text,
    agentFile: text,
    requests: list(request),
    load: optional(
      object({
        files: list(object({ source: requestSource, file: text })),
        leftOut: list(object({ method: text, path: text, reason: text })),
      }),
    ),
    loadEvidence: optional(list(loadEvidence)),
    routes: list(route),
    slices: list(slice),
    threads: optional(list(thread)),
    outgoing: optional(list(outgoing)),
    stacks: list(cpuSamples),
    allocations: list(allocationSamples),
    scripts: list(recordedScript),
    climb: optional(climb),
    timelines: optional(list(timeline)),
    helpers: optional(list(object<RecordedHelpers>({ engineUs: amount, collectorUs: amount, compilerUs: amount }))),
    sources: optional(
      list(object({ path: text, text: optional(text), edited: optional(isTrue), absent: optional(isTrue) })),
    ),
    knobs: optional(knobs),
    calls: optional(list(calls)),
    growth: optional(growth),
    sizes: optional(sizes),
    traffic: optional(traffic),
    deployment: optional(deployment),
    budgets: optional(budgets),
    findings: optional(findings),
    engineering: optional(engineering),
    whatIf: optional(list(whatIf)),
    priceLists: optional(list(priceList)),
    logTail: text,
    savedMs: optional(amount),
    partial: optional(failure),
    warnings: list(text),
  }),
  strayRequest,
);

function isTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

/** Whatever counts requests counts those that are there. */
function strayRequest({
  requests,
  slices,
  allocations,
  calls: counted = [],
  outgoing: asked = [],
  sizes: sized,
}: Recording): string | undefined {
  const indexes = [
    ...slices.flatMap(({ requestIndex, outcome }) => [
      requestIndex,
      ...outcome.perRequest.map((each) => each.requestIndex),
    ]),
    ...[...allocations, ...counted, ...asked, ...(sized?.requests ?? [])].map(({ requestIndex }) => requestIndex),
    ...(sized?.slices ?? []).flatMap(({ requestIndex, outcome }) => [
      requestIndex,
      ...outcome.perRequest.map((each) => each.requestIndex),
    ]),
    ...requests.map(({ body: sample }) => sample?.sameAs),
  ];
  if (requests.length > 0 && requests.every((each) => each.share === 0)) return 'gives no request a share of the load';
  const stray = indexes.find((index) => index !== undefined && index >= requests.length);
  return stray === undefined ? undefined : `speaks of request ${stray} of ${requests.length}`;
}
