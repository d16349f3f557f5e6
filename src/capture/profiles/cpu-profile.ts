/**
 * A CPU profile with a list of nodes, in each of the ways in which V8's embedders write one: children or parents, with or without
 * places, samples or only how often each node was met. Everything that is walked later leads somewhere, and to an end.
 */
import type { CpuEngine } from '../../model/agent-protocol.ts';
import type { V8CallFrame, V8CpuProfile } from '../../model/v8-profile.ts';
import { isFields, isNumber, numbersOrNone, type Fields } from './fields.ts';
import { timedSamples, type ProfileClock } from './sample-times.ts';

export interface ReadCpuProfile {
  readonly profile: V8CpuProfile;
  /** Whose numbers of lines and columns they are. */
  readonly engine: CpuEngine;
  readonly clock: ProfileClock;
}

export type Node = V8CpuProfile['nodes'][number];
type Unreadable = 'damaged' | 'noSamples';

/** What is wrong with it, in a word, where it cannot be read. */
export function readCpuProfile(written: Fields, nodes: readonly unknown[]): ReadCpuProfile | Unreadable {
  const samples = numbersOrNone(written['samples']);
  const timeDeltas = numbersOrNone(written['timeDeltas']) ?? undefined;
  const tree = readNodes(nodes);
  if (samples === undefined || timeDeltas === undefined || tree === undefined) return 'damaged';
  // A list of samples that was cut off has still its times, and the other way about.
  if (samples.length === 0 && timeDeltas.length > 1) return 'damaged';
  const taken = samples.length > 0 ? samples : fromHits(nodes);
  if (taken.length === 0) return 'noSamples';
  const [startTime, endTime] = [written['startTime'], written['endTime']].map((time) =>
    isNumber(time) ? time : undefined,
  );
  const timed = timedSamples({ samples: taken, timeDeltas, startTime, endTime });
  if (timed === undefined) return 'damaged';
  const { clock, ...times } = timed;
  return { profile: { nodes: tree, ...times }, engine: engineOf(tree), clock };
}

/** v8-profiler-next writes the ticks into the call frame, and its lines and columns begin at 1. */
function engineOf(nodes: readonly Node[]): CpuEngine {
  const isOther = nodes.some(
    ({ callFrame: { lineTicks, bailoutReason } }) => (lineTicks ?? bailoutReason) !== undefined,
  );
  return isOther ? 'v8-profiler-next' : 'inspector';
}

/** Larger ids V8 never gives, and an array of them would fill the memory. */
const largestId = 2 ** 26;

/** The root first; every other node has one parent at most, so that no walk goes round in circles. Undefined where that is not so. */
export function readNodes(written: readonly unknown[]): readonly Node[] | undefined {
  const isById = written.some((node) => isFields(node) && isNumber(node['parent']));
  const childrenOf = new Map<unknown, number[]>();
  const hasParent = new Set<unknown>();
  const adopt = (parent: unknown, child: number): boolean => {
    if (hasParent.has(child)) return false;
    hasParent.add(child);
    if (!isById) return true;
    const known = childrenOf.get(parent);
    if (known === undefined) childrenOf.set(parent, [child]);
    else known.push(child);
    return true;
  };
  const ids = new Set<unknown>();
  for (const node of written) {
    if (!isFields(node) || !Number.isInteger(node['id']) || Number(node['id']) < 0) return undefined;
    const id = Number(node['id']);
    const children = numbersOrNone(node['children']);
    if (id > largestId || children === undefined || ids.has(id)) return undefined;
    ids.add(id);
    if (!isById && !children.every((child) => adopt(id, child))) return undefined;
    if (isById && isNumber(node['parent']) && !adopt(node['parent'], id)) return undefined;
  }
  const nodes: Node[] = [];
  for (const node of written as readonly Fields[]) {
    const read = readNode(node, isById ? childrenOf.get(node['id']) : undefined);
    if (read === undefined) return undefined;
    nodes.push(read);
  }
  // V8 writes the root first; a node that leads back to the first one makes a ring.
  return nodes[0] === undefined || hasParent.has(nodes[0].id) ? undefined : nodes;
}

function readNode(node: Fields, children: readonly number[] | undefined): Node | undefined {
  const callFrame = readCallFrame(node['callFrame']);
  const positionTicks = node['positionTicks'] ?? [];
  if (callFrame === undefined || !isTicks(positionTicks, 'ticks')) return undefined;
  const { id, deoptReason } = node;
  return {
    id: Number(id),
    callFrame,
    children: children ?? numbersOrNone(node['children']) ?? [],
    positionTicks,
    ...(typeof deoptReason === 'string' ? { deoptReason } : {}),
  };
}

/** Of the root and of V8's own work some write neither a file nor a place. */
export function readCallFrame(value: unknown): V8CallFrame | undefined {
  if (!isFields(value)) return undefined;
  const { functionName = '', scriptId, url, lineNumber, columnNumber, lineTicks, bailoutReason } = value;
  if (typeof functionName !== 'string' || !isPlace(lineNumber) || !isPlace(columnNumber)) return undefined;
  if (!isId(scriptId) || (url !== undefined && url !== null && typeof url !== 'string')) return undefined;
  if (lineTicks !== undefined && !isTicks(lineTicks, 'hitCount')) return undefined;
  return {
    functionName,
    scriptId: scriptId ?? '0',
    url: url ?? '',
    lineNumber: lineNumber ?? -1,
    columnNumber: columnNumber ?? -1,
    ...(lineTicks === undefined ? {} : { lineTicks }),
    ...(typeof bailoutReason === 'string' ? { bailoutReason } : {}),
  };
}

function isId(value: unknown): value is string | number | undefined | null {
  return value === undefined || value === null || typeof value === 'string' || typeof value === 'number';
}

function isPlace(value: unknown): value is number | undefined | null {
  return value === undefined || value === null || isNumber(value);
}

type Tick<K extends string> = Readonly<Record<K | 'line', number>>;

function isTicks<K extends string>(ticks: unknown, count: K): ticks is readonly Tick<K>[] {
  return (
    Array.isArray(ticks) && ticks.every((tick) => isFields(tick) && isNumber(tick['line']) && isNumber(tick[count]))
  );
}

/** More samples than that are not written out one by one: the counts are brought down together. */
const mostFromHits = 2_000_000;

/** Without samples there is how often each node was met; the order is not known, and no figure here depends on it. */
function fromHits(nodes: readonly unknown[]): readonly number[] {
  const hits = (nodes as readonly Fields[]).map(({ id, hitCount }): readonly [number, number] => [
    Number(id),
    isNumber(hitCount) && hitCount > 0 ? hitCount : 0,
  ]);
  const all = hits.reduce((sum, [, count]) => sum + count, 0);
  const scale = Math.min(1, mostFromHits / Math.max(1, all));
  return hits.flatMap(([id, count]) => new Array<number>(Math.round(count * scale)).fill(id));
}
