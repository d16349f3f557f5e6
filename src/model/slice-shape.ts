/** The form of slices, as a stored Recording holds them. */
import type {
  OpenOutcome,
  RecordedLoop,
  RequestOutcome,
  Slice,
  SliceOutcome,
  ThreadUsage,
  Usage,
} from './recorded-slice.ts';
import type { SizeSlice } from './recorded-sizes.ts';
import {
  amount,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  pair,
  record,
  isTrue,
  where,
  whole,
  type Shape,
} from './shape.ts';
import type { GcKind } from './thread-counters.ts';

export const gcKinds = ['minor', 'major', 'incremental', 'weakCallbacks'] as const satisfies readonly GcKind[];

const histogram = list(pair(amount, amount));

const threadUsage = object<ThreadUsage>({
  process: whole,
  thread: whole,
  cpuUs: optional(amount),
  startupCpuUs: optional(amount),
  eventLoopActiveUs: amount,
  eventLoopIdleUs: amount,
  silent: optional(isTrue),
  heapUsedBytes: amount,
  processCpuUs: optional(amount),
  rssBytes: optional(amount),
});

const usage = object<Usage>({
  processCpuUs: amount,
  javascriptThreadCpuUs: optional(amount),
  otherThreadCpuUs: optional(object({ engine: amount, threadPool: amount, other: optional(amount) })),
  poolQueuedUs: optional(amount),
  gcUs: object({ minor: amount, major: amount, incremental: amount, weakCallbacks: amount }),
  eventLoopUtilization: amount,
  heapUsedBytes: amount,
  rssBytes: amount,
  threads: optional(list(threadUsage)),
});

const loop = object<RecordedLoop>({
  process: whole,
  thread: whole,
  activeUs: amount,
  delayUs: histogram,
  held: list(object({ startUs: number, durationUs: amount })),
});

const requestOutcome = object<RequestOutcome>({
  requestIndex: whole,
  completed: amount,
  errors: amount,
  unanswered: optional(amount),
  bytesIn: amount,
  bytesOut: amount,
  bodyBytesOut: optional(amount),
  latencyUs: histogram,
  statuses: record(amount),
  sameAnswer: optional(flag),
  problems: optional(record(amount)),
});

const open = object<OpenOutcome>({
  arrival: object({ spacing: oneOf('poisson', 'constant'), ratePerSecond: amount }),
  windowMs: amount,
  offered: amount,
  answered: amount,
  dropped: amount,
  underWay: pair(amount, amount),
  sendLagUs: histogram,
});

const outcome = object<SliceOutcome>({
  perRequest: list(requestOutcome),
  generatorCpuUs: amount,
  generatorLagMs: amount,
  open: optional(open),
});

const sliceFields = {
  kind: oneOf<Slice['kind']>(
    'asIs',
    'oneAtATime',
    'climb',
    'outgoing',
    'cpuSampling',
    'allocationTotal',
    'allocationSampling',
    'growth',
    'overhead',
    'calls',
  ),
  requestIndex: optional(whole),
  sampled: optional(oneOf('cpu', 'cpuAndAllocation')),
  startUs: number,
  endUs: number,
  paceUs: optional(amount),
  usage,
  loops: optional(list(loop)),
  outcome,
};

const backwards = ({ startUs, endUs }: Slice): string | undefined =>
  endUs < startUs ? 'ends before it starts' : undefined;

export const slice: Shape<Slice> = where(object<Slice>(sliceFields), backwards);
export const sizeSlice: Shape<SizeSlice> = where(object<SizeSlice>({ ...sliceFields, size: amount }), backwards);
