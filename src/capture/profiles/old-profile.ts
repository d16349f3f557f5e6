/**
 * The form in which V8's profiles were written until Chrome 58, and are by v8-profiler and v8-profiler-next to this day: a tree of
 * nodes under `head`, lines and columns that begin at 1, `timestamps` in µs, and a start and an end in seconds.
 */
import { isFields, isNumber, numbersOrNone, type Fields } from './fields.ts';

/** The same as a profile with a list of nodes; undefined where it is no such tree. */
export function fromOldProfile(written: Fields): Fields | undefined {
  const nodes = nodesBelow(written['head']);
  const samples = numbersOrNone(written['samples']);
  const timestamps = numbersOrNone(written['timestamps']);
  if (nodes === undefined || samples === undefined || timestamps === undefined) return undefined;
  // Some write when sampling ended behind the moments of the samples.
  const isLonger = timestamps.length === samples.length + 1;
  if (timestamps.length !== samples.length && timestamps.length > 0 && !isLonger) return undefined;
  return { nodes, samples, ...(timestamps.length > 0 ? timesOf(timestamps, samples.length) : secondsOf(written)) };
}

export function isOldProfile({ head }: Fields): boolean {
  return isFields(head) && typeof head['functionName'] === 'string' && !isFields(head['callFrame']);
}

/** Whole seconds are no end: the last sample lasts as long as those before it do as a rule. */
function timesOf(timestamps: readonly number[], count: number): Fields {
  const [first = 0] = timestamps;
  const timeDeltas = timestamps.slice(0, count).map((at, i) => at - (timestamps[i - 1] ?? first));
  const usual = timeDeltas.filter((delta) => delta > 0).sort((a, b) => a - b);
  const last = timestamps.reduce((most, at) => Math.max(most, at), first);
  const usually = timestamps.length > count ? 0 : (usual[usual.length >> 1] ?? 0);
  return { timeDeltas, startTime: first, endTime: last + usually };
}

function secondsOf({ startTime, endTime }: Fields): Fields {
  if (!isNumber(startTime) || !isNumber(endTime)) return {};
  return { startTime: startTime * 1e6, endTime: endTime * 1e6 };
}

function nodesBelow(head: unknown): readonly Fields[] | undefined {
  const nodes: Fields[] = [];
  const open: { readonly node: unknown; readonly parent: number | undefined }[] = [{ node: head, parent: undefined }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent } = next;
    if (!isFields(node)) return undefined;
    // Some versions give no ids; such a profile has no samples either, and its hits are enough.
    const id = isNumber(node['id']) ? node['id'] : nodes.length + 1;
    nodes.push(asNode(node, id, parent));
    const children = node['children'] ?? [];
    if (!Array.isArray(children)) return undefined;
    for (const child of (children as readonly unknown[]).toReversed()) open.push({ node: child, parent: id });
  }
  return nodes;
}

function asNode(node: Fields, id: number, parent: number | undefined): Fields {
  const { functionName, scriptId, url, lineNumber, columnNumber, hitCount, deoptReason, bailoutReason } = node;
  return {
    id,
    ...(parent === undefined ? {} : { parent }),
    hitCount,
    callFrame: { functionName, scriptId, url, lineNumber: before(lineNumber), columnNumber: before(columnNumber) },
    positionTicks: ticksOf(node['positionTicks'] ?? node['lineTicks']),
    deoptReason: deoptReason ?? bailoutReason,
  };
}

/** From 1 to 0; what is no number is found out later. */
function before(place: unknown): unknown {
  return isNumber(place) ? place - 1 : place;
}

function ticksOf(ticks: unknown): readonly Fields[] {
  if (!Array.isArray(ticks)) return [];
  return (ticks as readonly unknown[]).filter(isFields).map(({ line, ticks: count, hitCount }) => ({
    line,
    ticks: count ?? hitCount,
  }));
}
