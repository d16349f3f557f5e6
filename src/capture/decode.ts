/**
 * V8's profiles → the model's. The inspector's call frames count lines and columns from 0 and become 1-based here; its
 * position ticks are 1-based already (`CpuProfileNode::LineTick` in V8's include/v8-profiler.h), and so is all of
 * v8-profiler-next's.
 */
import type { CpuEngine } from '../model/agent-protocol.ts';
import type { V8AllocationNode, V8AllocationProfile, V8CallFrame, V8CpuProfile } from '../model/v8-profile.ts';
import type {
  AllocationSamples,
  CallTree,
  CpuProgress,
  CpuSamples,
  GeneratedPosition,
  RecordedFrame,
} from '../model/recorded-samples.ts';

/** The number of the first line and of the first column in each engine's call frames. */
const firstLine: Readonly<Record<CpuEngine, number>> = { inspector: 0, 'v8-profiler-next': 1 };

interface Thread {
  readonly process: number;
  readonly thread: number;
}

export function decodeCpu(
  profile: V8CpuProfile,
  {
    process,
    thread,
    startedAtUs,
    engine = 'inspector',
    cpuProgress,
  }: Thread & {
    readonly startedAtUs: number;
    readonly engine?: CpuEngine;
    readonly cpuProgress?: CpuProgress | undefined;
  },
): CpuSamples {
  const builder = createTree(firstLine[engine]);
  const positions = positionsById(profile.nodes);
  const indexOf = new Int32Array(positions.length).fill(-1);
  const { lineTicks, addTicks } = createTicks(builder.tree);
  const bailouts: { node: number; reason: string }[] = [];
  // Not recursive: a deep recursion in the application must not overflow the stack here.
  const open = profile.nodes.slice(0, 1).map(({ id }) => id);
  const parents = [-1];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const parent = parents.pop() ?? -1;
    const node = profile.nodes[positions[id] ?? -1];
    if (node === undefined) continue;
    const index = builder.add(node.callFrame, parent);
    indexOf[id] = index;
    const reason = bailoutOf(node);
    if (reason !== undefined) bailouts.push({ node: index, reason });
    for (const { line, ticks } of node.positionTicks ?? []) addTicks(index, line, ticks);
    for (const { line, hitCount } of node.callFrame.lineTicks ?? []) addTicks(index, line, hitCount);
    for (const child of node.children ?? []) {
      open.push(child);
      parents.push(index);
    }
  }
  return {
    process,
    thread,
    tree: builder.tree,
    lineTicks,
    ...(cpuProgress === undefined ? {} : { cpuProgress }),
    ...(bailouts.length === 0 ? {} : { bailouts }),
    ...decodeSamples(profile, indexOf, clockOffset(profile, startedAtUs)),
  };
}

/** V8 has a text for "none" too (`BailoutReason::kNoReason` in its src/codegen/bailout-reason.h). */
function bailoutOf({ deoptReason, callFrame }: V8CpuProfile['nodes'][number]): string | undefined {
  const reason = deoptReason ?? callFrame.bailoutReason ?? '';
  return reason === '' || reason === 'no reason' ? undefined : reason;
}

/** By id; −1 for an id that no node has. V8 counts ids up from 1, so that an array serves, and faster than a map. */
function positionsById(nodes: V8CpuProfile['nodes']): Int32Array {
  let largest = 0;
  for (const { id } of nodes) largest = Math.max(largest, id);
  const positions = new Int32Array(largest + 1).fill(-1);
  for (let position = 0; position < nodes.length; position++) positions[nodes[position]?.id ?? 0] = position;
  return positions;
}

type GrowingTicks = { -readonly [K in keyof CpuSamples['lineTicks'][number]]: number };

/** Ticks of one frame on one line are one row, wherever in the tree they were taken: a large profile has twenty times as many. */
function createTicks({ frame }: CallTree): {
  readonly lineTicks: CpuSamples['lineTicks'];
  readonly addTicks: (node: number, line: number, ticks: number) => void;
} {
  const lineTicks: GrowingTicks[] = [];
  const rowsOf: Map<number, GrowingTicks>[] = [];
  return {
    lineTicks,
    addTicks: (node, line, ticks) => {
      const rows = (rowsOf[frame[node] ?? 0] ??= new Map<number, GrowingTicks>());
      const known = rows.get(line);
      if (known !== undefined) {
        known.ticks += ticks;
        return;
      }
      const row = { node, line, ticks };
      rows.set(line, row);
      lineTicks.push(row);
    },
  };
}

function decodeSamples(
  { samples, timeDeltas, startTime }: V8CpuProfile,
  indexOf: Int32Array,
  offsetUs: number,
): Pick<CpuSamples, 'node' | 'timeUs'> {
  let at = startTime + offsetUs;
  let count = 0;
  // Of their full length at once: arrays that grow to a million leave as much again behind.
  const node = new Array<number>(samples.length);
  const timeUs = new Array<number>(samples.length);
  for (let i = 0; i < samples.length; i++) {
    at += timeDeltas[i] ?? 0;
    const index = indexOf[samples[i] ?? 0] ?? -1;
    if (index < 0) continue;
    node[count] = index;
    timeUs[count++] = at;
  }
  node.length = timeUs.length = count;
  return { node, timeUs };
}

/** On most systems V8 and Node.js read the same clock; where they do not, the moment of starting ties them together. */
function clockOffset({ startTime }: V8CpuProfile, startedAtUs: number): number {
  const offset = startedAtUs - startTime;
  return Math.abs(offset) > 1e6 ? offset : 0;
}

export function decodeAllocation(
  profile: V8AllocationProfile,
  { process, thread, kind, requestIndex }: Thread & Pick<AllocationSamples, 'kind' | 'requestIndex'>,
): AllocationSamples {
  const alone = requestIndex === undefined ? {} : { requestIndex };
  return { process, thread, kind, ...alone, ...decodeBytes(profile) };
}

/** Bytes by where they were allocated. */
export function decodeBytes({ head }: V8AllocationProfile): Pick<AllocationSamples, 'tree' | 'selfBytes'> {
  const builder = createTree(firstLine.inspector);
  const selfBytes: number[] = [];
  const open: { readonly node: V8AllocationNode; readonly parent: number }[] = [{ node: head, parent: -1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const index = builder.add(next.node.callFrame, next.parent);
    selfBytes.push(next.node.selfSize);
    for (const node of next.node.children) open.push({ node, parent: index });
  }
  return { tree: builder.tree, selfBytes };
}

export function decodePosition(
  { scriptId, lineNumber, columnNumber }: V8CallFrame,
  { process, thread }: Thread,
): GeneratedPosition {
  return { process, thread, scriptId: String(scriptId), line: lineNumber + 1, column: columnNumber + 1 };
}

function createTree(first: number): { readonly tree: CallTree; add(callFrame: V8CallFrame, parent: number): number } {
  const frames: RecordedFrame[] = [];
  const frame: number[] = [];
  const parents: number[] = [];
  const frameIndex = frameTable((callFrame) => frames.push(decodeFrame(callFrame, first)) - 1);
  return {
    tree: { frames, frame, parent: parents },
    add: (callFrame, parent) => {
      frame.push(frameIndex(callFrame));
      return parents.push(parent) - 1;
    },
  };
}

const buckets = 2 ** 14;

/** Gives equal call frames one index. A hash table by place: a key of text for each of 150,000 nodes is slow to write and to find. */
function frameTable(add: (callFrame: V8CallFrame) => number): (callFrame: V8CallFrame) => number {
  const newest = new Int32Array(buckets).fill(-1);
  const known: { readonly callFrame: V8CallFrame; readonly older: number }[] = [];
  return (callFrame) => {
    const bucket = bucketOf(callFrame);
    for (let index = newest[bucket] ?? -1; index >= 0; index = known[index]?.older ?? -1)
      if (isSame(known[index]?.callFrame, callFrame)) return index;
    const index = add(callFrame);
    known[index] = { callFrame, older: newest[bucket] ?? -1 };
    newest[bucket] = index;
    return index;
  };
}

function bucketOf({ scriptId, lineNumber, columnNumber }: V8CallFrame): number {
  // Any odd multipliers spread them; these are the usual ones of 32-bit hashes (MurmurHash3's finalizer and mixer).
  const mixed =
    Math.imul(lineNumber, 0x85ebca6b) ^ Math.imul(columnNumber, 0xc2b2ae35) ^ Math.imul(Number(scriptId), 0xcc9e2d51);
  return (mixed ^ (mixed >>> 15)) & (buckets - 1);
}

function isSame(a: V8CallFrame | undefined, b: V8CallFrame): boolean {
  return (
    a?.lineNumber === b.lineNumber &&
    a.columnNumber === b.columnNumber &&
    a.scriptId === b.scriptId &&
    a.functionName === b.functionName
  );
}

/** V8 gives its own and native frames no place, or −1. */
function decodeFrame(
  { functionName, scriptId, url, lineNumber, columnNumber }: V8CallFrame,
  first: number,
): RecordedFrame {
  const id = String(scriptId);
  const placed = lineNumber >= first && columnNumber >= first && id !== '0';
  return {
    name: functionName,
    scriptId: id,
    url,
    ...(placed ? { line: lineNumber - first + 1, column: columnNumber - first + 1 } : {}),
  };
}
