/** The form of samples, scripts and what is counted thread by thread, as a stored Recording holds them. */
import type { RecordedGrowth, ThreadTimeline } from './recorded-memory.ts';
import type {
  AllocationSamples,
  CallTree,
  CpuProgress,
  CpuSamples,
  RecordedCalls,
  RecordedFrame,
  RecordedScript,
} from './recorded-samples.ts';
import { amount, list, number, object, oneOf, optional, text, where, whole, type Shape } from './shape.ts';
import type { CollectionColumns, MemoryColumns } from './thread-counters.ts';
import { gcKinds } from './slice-shape.ts';

const frame = object<RecordedFrame>({
  name: text,
  scriptId: text,
  url: text,
  line: optional(whole),
  column: optional(whole),
});

const tree = where(object<CallTree>({ frames: list(frame), frame: list(whole), parent: list(number) }), brokenTree);

function brokenTree({ frames, frame: ofNode, parent }: CallTree): string | undefined {
  if (ofNode.length !== parent.length) return 'has columns of different lengths';
  if (ofNode.some((at) => at >= frames.length)) return 'names a frame that is not there';
  // Parents come before their children, so that nothing is its own ancestor.
  const stray = parent.findIndex((at, node) => !Number.isInteger(at) || at < -1 || at >= node);
  return stray < 0 ? undefined : `has a node ${stray} whose parent does not come before it`;
}

const progress = where(
  object<CpuProgress>({ atUs: list(number), cpuUs: list(number), queuedUs: optional(list(number)) }),
  ({ atUs, cpuUs }) => sameLength(atUs, cpuUs),
);

export const cpuSamples: Shape<CpuSamples> = where(
  object<CpuSamples>({
    process: whole,
    thread: whole,
    tree,
    node: list(whole),
    timeUs: list(number),
    lineTicks: list(object({ node: whole, line: whole, ticks: amount })),
    bailouts: optional(list(object({ node: whole, reason: text }))),
    cpuProgress: optional(progress),
  }),
  ({ tree: { frame: nodes }, node, timeUs, lineTicks, bailouts = [] }) => {
    const told = [...lineTicks, ...bailouts].some((each) => each.node >= nodes.length);
    if (told || node.some((at) => at >= nodes.length)) return 'names a node that is not there';
    return sameLength(node, timeUs);
  },
);

function sameLength(...columns: readonly (readonly unknown[])[]): string | undefined {
  return new Set(columns.map(({ length }) => length)).size <= 1 ? undefined : 'has columns of different lengths';
}

function oneBytesANode({
  tree: { frame: nodes },
  selfBytes,
}: Pick<AllocationSamples, 'tree' | 'selfBytes'>): string | undefined {
  return sameLength(nodes, selfBytes);
}

export const allocationSamples: Shape<AllocationSamples> = where(
  object<AllocationSamples>({
    process: whole,
    thread: whole,
    kind: oneOf('allocationTotal', 'allocationSampling'),
    requestIndex: optional(whole),
    tree,
    selfBytes: list(amount),
  }),
  oneBytesANode,
);

export const calls: Shape<RecordedCalls> = object<RecordedCalls>({
  process: whole,
  thread: whole,
  requestIndex: whole,
  completed: amount,
  functions: list(object({ scriptId: text, start: whole, end: whole, count: amount })),
});

export const recordedScript: Shape<RecordedScript> = object<RecordedScript>({
  process: whole,
  thread: whole,
  scriptId: text,
  url: text,
  text,
  sourceMap: optional(text),
  sourceMapBase: optional(text),
  sourceMapProblem: optional(text),
  functions: list(object({ name: text, start: whole, end: whole })),
});

const memory = where(
  object<MemoryColumns>({
    atUs: list(number),
    heapUsedBytes: list(amount),
    rssBytes: list(amount),
    externalBytes: list(amount),
    arrayBuffersBytes: list(amount),
  }),
  (columns) =>
    sameLength(columns.atUs, columns.heapUsedBytes, columns.rssBytes, columns.externalBytes, columns.arrayBuffersBytes),
);

const collections = where(
  object<CollectionColumns>({
    kind: list(oneOf(...gcKinds)),
    startUs: list(number),
    durationUs: list(amount),
    dropped: amount,
  }),
  ({ kind, startUs, durationUs }) => sameLength(kind, startUs, durationUs),
);

export const timeline: Shape<ThreadTimeline> = object<ThreadTimeline>({
  process: whole,
  thread: whole,
  memory,
  collections,
});

export const growth: Shape<RecordedGrowth> = object<RecordedGrowth>({
  marks: list(object({ completed: amount, heapUsedBytes: amount, externalBytes: amount, arrayBuffersBytes: amount })),
  live: list(
    where(object({ process: whole, thread: whole, mark: whole, tree, selfBytes: list(amount) }), oneBytesANode),
  ),
});
