/**
 * V8's profiles → the model's. The inspector's call frames count lines and columns from 0 and become 1-based here; its
 * position ticks are 1-based already (`CpuProfileNode::LineTick` in V8's include/v8-profiler.h), and so is all of
 * v8-profiler-next's.
 */
import type {
  CpuEngine,
  V8AllocationNode,
  V8AllocationProfile,
  V8CallFrame,
  V8CpuProfile,
} from '../model/agent-protocol.ts';
import type { AllocationSamples, CallTree, CpuSamples, GeneratedPosition, RecordedFrame } from '../model/recording.ts';

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
  }: Thread & { readonly startedAtUs: number; readonly engine?: CpuEngine },
): CpuSamples {
  const builder = createTree(firstLine[engine]);
  const indexOf = new Map<number, number>();
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const lineTicks: { node: number; line: number; ticks: number }[] = [];
  const [root] = profile.nodes;
  const open: { readonly id: number; readonly parent: number }[] =
    root === undefined ? [] : [{ id: root.id, parent: -1 }];
  // Not recursive: a deep recursion in the application must not overflow the stack here.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = byId.get(next.id);
    if (node === undefined) continue;
    const index = builder.add(node.callFrame, next.parent);
    indexOf.set(node.id, index);
    for (const { line, ticks } of node.positionTicks ?? []) lineTicks.push({ node: index, line, ticks });
    for (const { line, hitCount } of node.callFrame.lineTicks ?? [])
      lineTicks.push({ node: index, line, ticks: hitCount });
    for (const id of node.children ?? []) open.push({ id, parent: index });
  }
  return {
    process,
    thread,
    tree: builder.tree,
    lineTicks,
    ...decodeSamples(profile, indexOf, clockOffset(profile, startedAtUs)),
  };
}

function decodeSamples(
  { samples, timeDeltas, startTime }: V8CpuProfile,
  indexOf: ReadonlyMap<number, number>,
  offsetUs: number,
): Pick<CpuSamples, 'node' | 'timeUs'> {
  let at = startTime + offsetUs;
  const node: number[] = [];
  const timeUs: number[] = [];
  for (let i = 0; i < samples.length; i++) {
    at += timeDeltas[i] ?? 0;
    const index = indexOf.get(samples[i] ?? -1);
    if (index === undefined) continue;
    node.push(index);
    timeUs.push(at);
  }
  return { node, timeUs };
}

/** On most systems V8 and Node.js read the same clock; where they do not, the moment of starting ties them together. */
function clockOffset({ startTime }: V8CpuProfile, startedAtUs: number): number {
  const offset = startedAtUs - startTime;
  return Math.abs(offset) > 1e6 ? offset : 0;
}

export function decodeAllocation(
  { head }: V8AllocationProfile,
  { process, thread, kind, requestIndex }: Thread & Pick<AllocationSamples, 'kind' | 'requestIndex'>,
): AllocationSamples {
  const builder = createTree(firstLine.inspector);
  const selfBytes: number[] = [];
  const open: { readonly node: V8AllocationNode; readonly parent: number }[] = [{ node: head, parent: -1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const index = builder.add(next.node.callFrame, next.parent);
    selfBytes.push(next.node.selfSize);
    for (const node of next.node.children) open.push({ node, parent: index });
  }
  const alone = requestIndex === undefined ? {} : { requestIndex };
  return { process, thread, kind, ...alone, tree: builder.tree, selfBytes };
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
  const known = new Map<string, number>();
  const frameIndex = (callFrame: V8CallFrame): number => {
    const { functionName, scriptId, lineNumber, columnNumber } = callFrame;
    const key = `${scriptId}:${lineNumber}:${columnNumber}:${functionName}`;
    const index = known.get(key) ?? frames.push(decodeFrame(callFrame, first)) - 1;
    known.set(key, index);
    return index;
  };
  return {
    tree: { frames, frame, parent: parents },
    add: (callFrame, parent) => {
      frame.push(frameIndex(callFrame));
      return parents.push(parent) - 1;
    },
  };
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
