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
  for (let oneIn = 1; ; oneIn *= 2) {
    const threads = samples
      .map((each) => spansOf(each, slices, { startUs, oneIn }))
      .filter(({ node }) => node.some((each) => each > 0));
    if (threads.length === 0) return undefined;
    const kept = threads.reduce((sum, { node }) => sum + node.length, 0);
    // A thread that was sampled in very many stretches has a span in each, however few samples are kept.
    if (kept <= mostSpans || kept <= threads.reduce((sum, { stretches }) => sum + stretches.length, 0) * 2)
      return { oneIn, threads: threads.sort((a, b) => a.process - b.process || a.thread - b.thread) };
  }
}

interface Growing extends ThreadTimes {
  readonly stretches: { startMs: number; spans: number }[];
  readonly node: number[];
  readonly ms: number[];
}

interface Keeping {
  readonly startUs: number;
  readonly oneIn: number;
}

function spansOf({ cpu, place }: PlacedSamples, slices: readonly Slice[], { startUs, oneIn }: Keeping): ThreadTimes {
  const slicesAt = sliceFinder(slices);
  const times: Growing = { process: cpu.process, thread: cpu.thread, stretches: [], node: [], ms: [] };
  for (let from = 0; from < cpu.node.length;) {
    const within = slicesAt(cpu.timeUs[from] ?? 0);
    let to = from + 1;
    while (to < cpu.node.length && slicesAt(cpu.timeUs[to] ?? 0) === within) to++;
    const first = slices[within[0] ?? -1];
    if (first !== undefined) {
      const beganUs = Math.max(first.startUs, cpu.timeUs[from - 1] ?? -Infinity);
      const before = times.node.length;
      for (let next = from, sinceUs = beganUs; next < to; next += oneIn) {
        const at = Math.min(next + oneIn, to) - 1;
        const untilUs = cpu.timeUs[at] ?? sinceUs;
        // V8's clock can go back a little between two samples: that is no time.
        addSpan(times, before, Math.max(0, place[cpu.node[at] ?? -1] ?? 0), Math.max(0, untilUs - sinceUs) / 1000);
        sinceUs = Math.max(sinceUs, untilUs);
      }
      times.stretches.push({ startMs: (beganUs - startUs) / 1000, spans: times.node.length - before });
    }
    from = to;
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
