/**
 * Where the time of a request goes: on the CPU, in garbage collection, holding the event loop without computing, in the
 * queue, or waiting for something else.
 *
 * Driven alone over one connection, a request has no queue: what its latency has beyond the event loop's busy time, it waits for
 * something else (an upstream, a disk, a timer, the network). Under the load of the mix it takes longer: queueing, as far as the event loop was busy
 * with others; beyond that, whatever it waits for has become slower.
 */
import type { RequestOutcome, Slice } from '../model/recorded-slice.ts';
import type { LatencyParts } from '../model/report-totals.ts';
import { completedIn, outcomesOf } from './slices.ts';
import { sum } from './statistics.ts';

/** Beyond this, threads worked in parallel on one request, and its time is no sum of theirs. */
const mostOverlap = 1.1;

/** In µs per request. */
interface Alone {
  readonly latency: number;
  readonly cpu: number;
  readonly gc: number;
  readonly blocked: number;
}

/** `mix` are the outcomes of the request in the mix, `alone` its slices over one connection; undefined where one is missing. */
export function latencyParts(
  mix: readonly RequestOutcome[],
  alone: readonly Slice[],
  utilization: number,
): LatencyParts | undefined {
  const mean = meanLatencyUs(mix);
  const apart = partsAlone(alone);
  if (mean === undefined || apart === undefined) return undefined;
  // Faster in the mix than alone is noise, or caches that stay warm: the parts keep their proportions.
  const scale = Math.min(1, mean / apart.latency);
  const [cpu, gc, blocked] = [apart.cpu * scale, apart.gc * scale, apart.blocked * scale];
  const onLoop = cpu + gc + blocked;
  // Nobody queues for an event loop that idles; while it is not at work on this request, it is busy as often as it is on average.
  const queue = Math.max(0, Math.min(mean - apart.latency, utilization * (mean - onLoop)));
  return {
    mean: mean / 1000,
    alone: apart.latency / 1000,
    cpu: cpu / 1000,
    gc: gc / 1000,
    blocked: blocked / 1000,
    queue: queue / 1000,
    waiting: (mean - onLoop - queue) / 1000,
  };
}

function partsAlone(slices: readonly Slice[]): Alone | undefined {
  const used = slices.filter((slice) => completedIn(slice) > 0);
  const latency = meanLatencyUs(outcomesOf(used));
  const cpuUs = used.map(({ usage }) => usage.javascriptThreadCpuUs);
  const activeUs = used.map(({ loops }) => (loops === undefined ? undefined : sum(loops.map((loop) => loop.activeUs))));
  if (latency === undefined || latency === 0 || cpuUs.includes(undefined) || activeUs.includes(undefined))
    return undefined;
  const completed = sum(used.map(completedIn));
  const per = (values: readonly (number | undefined)[]): number => sum(values.map((us) => us ?? 0)) / completed;
  const onCpu = per(cpuUs);
  const busy = Math.max(onCpu, per(activeUs));
  if (busy > mostOverlap * latency) return undefined;
  // What is done after the answer has left is in no request's latency: the little there is of it is cut off.
  const scale = Math.min(1, latency / busy);
  const gc = Math.min(onCpu, per(used.map(({ usage }) => sum(Object.values(usage.gcUs)))));
  return { latency, cpu: (onCpu - gc) * scale, gc: gc * scale, blocked: (busy - onCpu) * scale };
}

function meanLatencyUs(outcomes: readonly RequestOutcome[]): number | undefined {
  const counts = outcomes.flatMap(({ latencyUs }) => latencyUs);
  const all = sum(counts.map(([, count]) => count));
  return all === 0 ? undefined : sum(counts.map(([us, count]) => us * count)) / all;
}

/** Means over requests that are as frequent as given; undefined where one of them is unknown. */
export function meanParts(
  parts: readonly { readonly parts: LatencyParts | undefined; readonly weight: number }[],
): LatencyParts | undefined {
  const known = parts.flatMap(({ parts: each, weight }) => (each === undefined ? [] : [{ each, weight }]));
  const all = sum(known.map(({ weight }) => weight));
  if (known.length < parts.length || all === 0) return undefined;
  const of = (part: keyof LatencyParts): number => sum(known.map(({ each, weight }) => each[part] * weight)) / all;
  return {
    mean: of('mean'),
    alone: of('alone'),
    cpu: of('cpu'),
    gc: of('gc'),
    blocked: of('blocked'),
    queue: of('queue'),
    waiting: of('waiting'),
  };
}
