/**
 * In: a Report's call tree. Out: the same with what a view needs of it: frames, totals, and children from the costliest on.
 * Trees of a hundred thousand nodes are usual, so nodes are numbers and their properties columns.
 */
import type { Origin } from '../../model/profile.ts';
import type { Report } from '../../model/report.ts';

export type Metric = 'cpu' | 'alloc' | 'usd';

/** `engine` is what V8 does in nobody's name: garbage collection, the program itself. */
export type FrameKind = Origin | 'engine';

export interface Frame {
  readonly name: string;
  readonly kind: FrameKind;
  /** Empty for the engine's. */
  readonly file: string;
  readonly line?: number;
  readonly package?: string;
}

/** A parent stands before its children; node 0 is the root, and the root stands for nobody. */
export interface CallTree {
  readonly frames: readonly Frame[];
  /** −1 for the root. */
  readonly parent: Int32Array;
  /** Index into `frames`, −1 for the root. */
  readonly frame: Int32Array;
  readonly self: Float64Array;
  /** With all below it. */
  readonly total: Float64Array;
  /** When each node began, in the unit of the costs; absent where the order is not one of time. */
  readonly start?: Float64Array;
  /** Children of node n are `child[firstChild[n]]` up to `child[firstChild[n + 1]]`, the costliest or the earliest first. */
  readonly firstChild: Int32Array;
  readonly child: Int32Array;
  /** 0 for the root. */
  readonly depth: Int32Array;
  readonly maxDepth: number;
}

export interface TreeColumns {
  readonly frames: readonly Frame[];
  readonly parent: ArrayLike<number>;
  readonly frame: ArrayLike<number>;
  readonly self: ArrayLike<number>;
  readonly start?: ArrayLike<number>;
}

export function callTree({ frames, parent, frame, self, start }: TreeColumns): CallTree {
  const columns = { parent: Int32Array.from(parent), frame: Int32Array.from(frame) };
  const total = totals(columns.parent, self);
  const depth = depths(columns.parent);
  return {
    frames,
    ...columns,
    self: Float64Array.from(self),
    total,
    ...(start === undefined ? {} : { start: Float64Array.from(start) }),
    ...children(columns.parent, start === undefined ? total : undefined),
    depth,
    maxDepth: depth.reduce((deepest, each) => Math.max(deepest, each), 0),
  };
}

function totals(parent: Int32Array, self: ArrayLike<number>): Float64Array {
  const total = Float64Array.from(self);
  for (let node = total.length - 1; node > 0; node--) {
    const above = parent[node] ?? 0;
    total[above] = (total[above] ?? 0) + (total[node] ?? 0);
  }
  return total;
}

function depths(parent: Int32Array): Int32Array {
  const depth = new Int32Array(parent.length);
  for (let node = 1; node < depth.length; node++) depth[node] = (depth[parent[node] ?? 0] ?? 0) + 1;
  return depth;
}

/** Without totals, children stay in the order of their numbers: that is the one of time. */
function children(parent: Int32Array, total: Float64Array | undefined): Pick<CallTree, 'firstChild' | 'child'> {
  const firstChild = new Int32Array(parent.length + 1);
  for (let node = 1; node < parent.length; node++) {
    const next = (parent[node] ?? 0) + 1;
    firstChild[next] = (firstChild[next] ?? 0) + 1;
  }
  for (let node = 0; node < parent.length; node++)
    firstChild[node + 1] = (firstChild[node + 1] ?? 0) + (firstChild[node] ?? 0);
  const child = new Int32Array(Math.max(0, parent.length - 1));
  const filled = firstChild.slice();
  for (let node = 1; node < parent.length; node++) {
    const above = parent[node] ?? 0;
    const at = filled[above] ?? 0;
    child[at] = node;
    filled[above] = at + 1;
  }
  for (let node = 0; total !== undefined && node < parent.length; node++) {
    const [from, to] = [firstChild[node] ?? 0, firstChild[node + 1] ?? 0];
    if (to - from > 1) child.subarray(from, to).sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b);
  }
  return { firstChild, child };
}

export function childrenOf({ firstChild, child }: CallTree, node: number): Int32Array {
  return child.subarray(firstChild[node] ?? 0, firstChild[node + 1] ?? 0);
}

/** Labelled nodes are no function of the Report; those of one label share a frame. */
export function framesOf({ functions, stacks }: Report): Pick<TreeColumns, 'frames' | 'frame'> {
  const frames = functions.map(({ name, origin, file, line, package: ofPackage }): Frame => ({
    ...{ name, kind: origin, file },
    ...(line === undefined ? {} : { line }),
    ...(ofPackage === undefined ? {} : { package: ofPackage }),
  }));
  const labelled = new Map<string, number>();
  const frame = stacks.function.map((index, node) => {
    if (index >= 0 || node === 0) return index;
    const name = stacks.label[node] ?? '';
    const at = labelled.get(name) ?? frames.push({ name, kind: 'engine', file: '' }) - 1;
    labelled.set(name, at);
    return at;
  });
  return { frames, frame };
}

/** What nodes cost by themselves, per request (dollars: per million); undefined where the Report does not know it. */
export function selfCosts(report: Report, metric: Metric): readonly number[] | undefined {
  const { stacks } = report;
  if (metric === 'cpu') return stacks.selfCpuMsPerRequest;
  return metric === 'alloc' ? stacks.selfAllocatedBytesPerRequest : selfDollars(report);
}

/**
 * CPU of a node at the price of CPU, and the garbage collection that its function causes, by the node's part of what the
 * function allocates: so the nodes of a function sum to the function's own dollars.
 */
function selfDollars({ functions, stacks, totals }: Report): readonly number[] | undefined {
  const { usdPerMillionRequests: usd, cpuMsPerRequest: ms } = totals;
  if (usd === undefined || !(ms > 0)) return undefined;
  const allocated = stacks.selfAllocatedBytesPerRequest;
  return stacks.selfCpuMsPerRequest.map((cpuMs, node) => {
    const { gcCpuMsPerRequest: gcMs = 0, allocatedBytesPerRequest: bytes = 0 } =
      functions[stacks.function[node] ?? -1] ?? {};
    const part = bytes > 0 ? (allocated?.[node] ?? 0) / bytes : 0;
    return ((cpuMs + gcMs * part) * usd) / ms;
  });
}
