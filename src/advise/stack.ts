/** The way to a finding's function by which most of its cost comes. */
import type { Priced } from '../model/priced.ts';
import type { ReportFunction } from '../model/report-code.ts';
import type { ReportFrame } from '../model/report-findings.ts';
import type { Found } from './rule.ts';

/** The nearest: further out it is the framework's. */
const mostFrames = 10;

export type StackFinder = (found: Pick<Found, 'file' | 'function' | 'line'>) => readonly ReportFrame[];

/** Built once for all findings. Of what runs after an `await`, V8 knows only the tail of the stack. */
export function stackFinder(priced: Pick<Priced, 'functions' | 'stacks'>): StackFinder {
  const { functions, stacks } = priced;
  const cpu = withBelow(stacks.parent, stacks.selfCpuMsPerRequest);
  const bytes = withBelow(stacks.parent, stacks.selfAllocatedBytesPerRequest ?? []);
  return (found) => {
    const index = functions.findIndex((fn) => isIn(found, fn));
    const nodes = index < 0 ? [] : stacks.function.flatMap((each, node) => (each === index ? [node] : []));
    // Who allocates may never have been met by a sample of the CPU.
    const node = heaviest(nodes, cpu) ?? heaviest(nodes, bytes);
    return node === undefined ? [] : framesTo(node, priced);
  };
}

function isIn({ file, function: name, line }: Pick<Found, 'file' | 'function' | 'line'>, fn: ReportFunction): boolean {
  if (name === undefined || fn.file !== file || fn.name !== name) return false;
  const { line: first, endLine: last = Infinity } = fn;
  return line === undefined || first === undefined || (line >= first && line <= last);
}

/** Parents come before children: walking backwards, a node is complete when it is met. */
function withBelow(parents: readonly number[], own: readonly number[]): Float64Array {
  const below = new Float64Array(parents.length);
  below.set(own);
  for (let node = below.length - 1; node > 0; node--) {
    const parent = parents[node] ?? -1;
    if (parent >= 0) below[parent] = (below[parent] ?? 0) + (below[node] ?? 0);
  }
  return below;
}

function heaviest(nodes: readonly number[], weights: Float64Array): number | undefined {
  const weightOf = (node: number) => weights[node] ?? 0;
  const most = nodes.reduce((best, node) => Math.max(best, weightOf(node)), 0);
  return most > 0 ? nodes.find((node) => weightOf(node) === most) : undefined;
}

/**
 * From the outermost function of the application: what is above it calls whatever is registered. What Node.js does in between tells
 * nobody anything; of a package, the function nearest to what it leads to.
 */
function framesTo(node: number, { functions, stacks }: Pick<Priced, 'functions' | 'stacks'>): readonly ReportFrame[] {
  const way: ReportFunction[] = [];
  for (let at = node; at >= 0; at = stacks.parent[at] ?? -1) {
    const fn = functions[stacks.function[at] ?? -1];
    if (fn === undefined || (fn.origin !== 'app' && fn.origin !== 'dependency')) continue;
    const isSamePackage = fn.origin === 'dependency' && fn.package !== undefined && fn.package === way[0]?.package;
    if (!isSamePackage) way.unshift(fn);
  }
  const first = way.findIndex(({ origin }) => origin === 'app');
  return way
    .slice(Math.max(0, first))
    .slice(-mostFrames)
    .map(({ name, file, line }) => ({ name, file, ...(line === undefined ? {} : { line }) }));
}
