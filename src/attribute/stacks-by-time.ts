/**
 * What was each thread doing, moment by moment? Its samples in the order of time, as nodes of the merged tree. A sample tells of the time
 * before it, as everywhere here. Of more samples than a reader could ever look at, one in so many is kept, at even distances, and stands for
 * the time of those left out before it: that favours no function, where joining neighbours would favour the frequent ones.
 */
import type { ProfiledCpu } from '../model/profile.ts';
import type { Slice } from '../model/recorded-slice.ts';
import type { StacksByTime, ThreadTimes } from '../model/report-code.ts';
import { sliceFinder } from './slice-finder.ts';

/** Of all threads: some hundreds of kilobytes of the Report at the very most. */
const mostSpans = 20_000;

export interface PlacedSamples {
  readonly cpu: ProfiledCpu;
  /** By node of the thread's own tree: the node of the merged tree, −1 for none. */
  readonly place: Int32Array;
}

/** Undefined where nothing was sampled in the slices. */
export function stacksByTime(
  samples: readonly PlacedSamples[],
  slices: readonly Slice[],
  startUs: number,
): StacksByTime | undefined {
  const divided = samples.map((each) => ({ ...each, stretches: stretchesOf(each.cpu, slices) }));
  const all = divided.reduce((sum, { stretches }) => sum + stretches.length, 0);
  const most = Math.max(mostSpans, 2 * all);
  for (let oneIn = 1; ; oneIn *= 2) {
    const found = divided.map((each) => spansOf(each, { startUs, oneIn, most }));
    // One thread alone has too many: not worth a million spans to find out how many.
    if (found.includes(undefined)) continue;
    const threads = found.filter((each) => each !== undefined).filter(({ node }) => node.some((each) => each > 0));
    if (threads.length === 0) return undefined;
    const kept = threads.reduce((sum, { node }) => sum + node.length, 0);
    // A thread that was sampled in very many stretches has a span in each, however few samples are kept.
    if (kept <= mostSpans || kept <= threads.reduce((sum, { stretches }) => sum + stretches.length, 0) * 2)
      return { oneIn, threads: threads.sort((a, b) => a.process - b.process || a.thread - b.thread) };
  }
}

/** Neighbouring samples in the same slices; `to` is not among them. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly beganUs: number;
}

function stretchesOf({ timeUs }: ProfiledCpu, slices: readonly Slice[]): readonly Stretch[] {
  const slicesAt = sliceFinder(slices);
  const found: Stretch[] = [];
  for (let from = 0, to = 0; from < timeUs.length; from = to) {
    const within = slicesAt(timeUs[from] ?? 0);
    to = from + 1;
    while (to < timeUs.length && slicesAt(timeUs[to] ?? 0) === within) to++;
    const first = slices[within[0] ?? -1];
    if (first === undefined) continue;
    found.push({ from, to, beganUs: Math.max(first.startUs, timeUs[from - 1] ?? -Infinity) });
  }
  return found;
}

interface Growing extends ThreadTimes {
  readonly stretches: { startMs: number; spans: number }[];
  readonly node: number[];
  readonly ms: number[];
}

interface Keeping {
  readonly startUs: number;
  readonly oneIn: number;
  readonly most: number;
}

/** Undefined where there are more than `most`. */
function spansOf(
  { cpu, place, stretches }: PlacedSamples & { readonly stretches: readonly Stretch[] },
  { startUs, oneIn, most }: Keeping,
): ThreadTimes | undefined {
  const times: Growing = { process: cpu.process, thread: cpu.thread, stretches: [], node: [], ms: [] };
  for (const { from, to, beganUs } of stretches) {
    const before = times.node.length;
    for (let next = from, sinceUs = beganUs; next < to; next += oneIn) {
      const at = Math.min(next + oneIn, to) - 1;
      const untilUs = cpu.timeUs[at] ?? sinceUs;
      // V8's clock can go back a little between two samples: that is no time.
      addSpan(times, before, Math.max(0, place[cpu.node[at] ?? -1] ?? 0), Math.max(0, untilUs - sinceUs) / 1000);
      if (times.node.length > most) return undefined;
      sinceUs = Math.max(sinceUs, untilUs);
    }
    times.stretches.push({ startMs: (beganUs - startUs) / 1000, spans: times.node.length - before });
  }
  return times;
}

/** Neighbours within a stretch, which began with span `first`, are one span where they are the same. */
function addSpan({ node, ms }: Growing, first: number, at: number, lengthMs: number): void {
  const last = node.length - 1;
  if (last >= first && node[last] === at) ms[last] = (ms[last] ?? 0) + lengthMs;
  else {
    node.push(at);
    ms.push(lengthMs);
  }
}
