/** The event loop under the load of the mix: how busy it is, and how long an event waits for it. */
import type { Profile } from '../model/profile.ts';
import type { RecordedLoop, Slice } from '../model/recorded-slice.ts';
import type { Recording } from '../model/recording.ts';
import type { EventLoop } from '../model/report-totals.ts';
import { blockingOf } from './blocking.ts';
import { latencyOf, merge, type Histogram } from './latency.ts';
import { clockOriginUs } from './memory.ts';
import { sum } from './statistics.ts';

/** Upper ends of the shown classes of delays, ms; a last one, as far as it takes, holds the rest. */
const classesMs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export function eventLoopOf(
  recording: Recording,
  profile: Profile,
  asIs: readonly Slice[],
): { readonly eventLoop?: EventLoop } {
  const histograms = asIs.flatMap(({ loops = [] }) => busiest(loops)?.delayUs ?? []);
  if (histograms.length === 0) return {};
  const delays = merge([histograms]);
  return {
    eventLoop: {
      utilization: sum(asIs.map(({ usage }) => usage.eventLoopUtilization)) / asIs.length,
      delayMs: latencyOf([delays]),
      delayShares: sharesOf(delays),
      blocking: blockingOf(recording, profile),
      timeline: timelineOf(recording),
    },
  };
}

function timelineOf(recording: Recording): EventLoop['timeline'] & object {
  const originUs = clockOriginUs(recording);
  const sinceMs = (us: number): number => Math.round((us - originUs) / 100) / 10;
  return recording.slices.flatMap((slice) => {
    const { kind, startUs, endUs, usage, loops = [], requestIndex } = slice;
    const delayUs = busiest(loops)?.delayUs;
    if (delayUs === undefined || !(endUs > startUs)) return [];
    const { p50, p90, max } = latencyOf([delayUs]);
    return {
      kind,
      ...(requestIndex === undefined ? {} : { alone: true as const }),
      startMs: sinceMs(startUs),
      endMs: sinceMs(endUs),
      // The CPU sampler inflates what the loop says of itself.
      ...(kind === 'cpuSampling' ? {} : { utilization: usage.eventLoopUtilization }),
      ...(p50 === undefined ? {} : { delayP50Ms: p50 }),
      ...(p90 === undefined ? {} : { delayP90Ms: p90 }),
      ...(max === undefined ? {} : { delayMaxMs: max }),
      gcShare: sum(Object.values(usage.gcUs)) / (endUs - startUs),
    };
  });
}

/** The thread that requests wait for: a cluster's idle primary would dilute it. */
function busiest(loops: readonly RecordedLoop[]): RecordedLoop | undefined {
  return [...loops].sort((a, b) => b.activeUs - a.activeUs)[0];
}

function sharesOf(delays: Histogram): EventLoop['delayShares'] {
  const all = sum(delays.map(([, count]) => count));
  const ends = [...classesMs, Math.ceil((delays.at(-1)?.[0] ?? 0) / 1000)];
  const classes = ends.map((end, index): readonly [number, number] => {
    const within = delays.filter(([us]) => us > (ends[index - 1] ?? -1) * 1000 && us <= end * 1000);
    return [end, sum(within.map(([, count]) => count)) / all];
  });
  return classes.filter(([, share]) => share > 0);
}
