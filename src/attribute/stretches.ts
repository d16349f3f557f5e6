/**
 * A sampler that the machine keeps waiting takes few samples at some times and many at others. The operating system's readings of the
 * thread's CPU time say how much each stretch was: its samples share that.
 *
 * A sample of work that comes late is worth nothing, where the sampler is late to the idle thread too: then it was waiting for a processor,
 * most often for the thread itself to give it up, and what it found is how a piece of work ends, not what it does. Where only
 * samples of work are late, it is work that cannot be interrupted, such as a long system call, and they stand for it.
 */
import type { ProfiledCpu } from '../model/profile.ts';
import { believable, idleReadings, idleSampleUs } from './idle-samples.ts';
import { latenessOf } from './lateness.ts';
import { sum } from './statistics.ts';

/** Samples of work in a stretch at least: fewer, and chance says how much each is worth. */
const leastSamples = 100;

/** By sample; undefined where all are worth 1. All samples of work together are worth what their functions are. */
export function worthInStretches(
  cpu: ProfiledCpu,
  ofFunction: Float64Array | undefined,
  isBusy: (index: number) => boolean,
): Float64Array | undefined {
  const { node, tree } = cpu;
  if (ofFunction === undefined) return undefined;
  const isWork = tree.function.map(isBusy);
  const plain = Float64Array.from(node, (each) =>
    isWork[each] === true ? (ofFunction[tree.function[each] ?? -1] ?? 1) : 0,
  );
  const worth = withoutLate(cpu, plain, isWork);
  const stretches = stretchesOf(cpu, worth, isWork);
  const mean = sum(stretches.map(({ usedUs }) => usedUs)) / sum(stretches.map((stretch) => stretch.worth));
  for (const { from, to, ...stretch } of stretches) {
    const factor = mean > 0 && stretch.worth > 0 ? stretch.usedUs / stretch.worth / mean : 1;
    for (let i = from; i < to; i++) worth[i] = (worth[i] ?? 0) * factor;
  }
  const [all, wanted] = [total(worth), total(plain)];
  return all === 0 ? plain : worth.map((one) => (one * wanted) / all);
}

function withoutLate(cpu: ProfiledCpu, worth: Float64Array, isWork: readonly boolean[]): Float64Array {
  const { isLate, ofMachine, work, lateWork } = latenessOf(cpu, isWork);
  // Where most are late, they are all there is.
  if (!ofMachine || 2 * lateWork > work) return worth.slice();
  return worth.map((one, i) => (i > 0 && isLate(i) ? 0 : one));
}

interface Stretch {
  /** Samples; `to` is not among them. */
  readonly from: number;
  readonly to: number;
  readonly worth: number;
  /** CPU time without what the sampler took of the idle thread. */
  readonly usedUs: number;
}

/** From reading to reading, as many of them as it takes for enough samples of work; what is left at the end is part of the last. */
function stretchesOf(cpu: ProfiledCpu, worth: Float64Array, isWork: readonly boolean[]): readonly Stretch[] {
  const { node, timeUs } = cpu;
  const isIdle = isWork.map((work) => !work);
  const { atUs, cpuUs } = believable(cpu, isIdle);
  const perIdleUs = idleSampleUs([idleReadings(cpu, isIdle)]);
  const found: Stretch[] = [];
  let next = 0;
  while (next < node.length && (timeUs[next] ?? 0) <= (atUs[0] ?? Infinity)) next++;
  let open = { from: next, work: 0, idle: 0, worth: 0, sinceUs: cpuUs[0] ?? 0 };
  for (let reading = 1; reading < atUs.length; reading++) {
    for (; next < node.length && (timeUs[next] ?? 0) <= (atUs[reading] ?? 0); next++) {
      open.worth += worth[next] ?? 0;
      if (isWork[node[next] ?? -1] !== true) open.idle++;
      else if ((worth[next] ?? 0) > 0) open.work++;
    }
    const isLast = reading === atUs.length - 1;
    if (open.work < leastSamples && !isLast) continue;
    const usedUs = Math.max(0, (cpuUs[reading] ?? 0) - open.sinceUs - perIdleUs * open.idle);
    const stretch = { from: open.from, to: next, worth: open.worth, usedUs };
    const before = open.work < leastSamples ? found.pop() : undefined;
    found.push(before === undefined ? stretch : joined(before, stretch));
    open = { from: next, work: 0, idle: 0, worth: 0, sinceUs: cpuUs[reading] ?? 0 };
  }
  return found;
}

function joined(a: Stretch, b: Stretch): Stretch {
  return { from: a.from, to: b.to, worth: a.worth + b.worth, usedUs: a.usedUs + b.usedUs };
}

function total(values: Float64Array): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
