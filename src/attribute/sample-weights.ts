/**
 * What is a sample worth? V8 takes them by the clock on the wall, so that a thread that waits in `Atomics.wait` or `openSync`
 * gathers as many as one that computes. Where the operating system told how a thread's CPU time grew, the CPU time
 * of each short stretch is divided over the samples in it: those of a thread that stood still are worth nothing.
 *
 * A stretch at the edge of a wait holds samples of both kinds. They are told apart by what is known of their functions from all
 * stretches: the estimate is made a few times over, each time with what the last one found (expectation-maximisation for
 * Poisson sums; Shepp and Vardi, "Maximum likelihood reconstruction for emission tomography", 1982).
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';

/** Each brings edges closer to the truth, and noise in rare functions further from it. */
const rounds = 5;
/** A function that was met this often is believed as much as the average of all. */
const samplesOfDoubt = 10;

/**
 * By thread, then by sample; 1 on average over all, so that sums still count samples. Undefined where a thread's CPU time is not known: all
 * are then worth the same. `isBusy` says by function whether it is the thread at work.
 */
export function sampleWeights(
  { cpu, functions }: Profile,
  isBusy: (index: number) => boolean,
): readonly (Float64Array | undefined)[] {
  if (cpu.length === 0 || cpu.some(({ cpuProgress }) => cpuProgress === undefined)) return cpu.map(() => undefined);
  const threads = cpu.map((thread) => stretchesOf(thread, isBusy));
  const samples = threads.reduce((sum, each) => sum + each.samples, 0);
  const cpuUs = threads.reduce((sum, each) => sum + each.cpuUs, 0);
  if (cpuUs === 0) return cpu.map(() => undefined);
  return threads.map((thread) => {
    const rates = ratesOf(thread, functions.length);
    // Where nothing is known of the CPU time, a sample is worth what it is on average.
    const weights = new Float64Array(thread.functionOf.length).fill(1);
    share(thread, rates, (sample, us) => (weights[sample] = (us * samples) / cpuUs));
    return weights;
  });
}

interface Stretches {
  /** Of each sample; −1 where the thread was idle. */
  readonly functionOf: Int32Array;
  /** Half-open ranges of samples, and the CPU time used in each. */
  readonly stretches: readonly { readonly from: number; readonly to: number; readonly usedUs: number }[];
  /** Busy ones in stretches, and the CPU time that they share. */
  readonly samples: number;
  readonly cpuUs: number;
}

function stretchesOf({ node, timeUs, tree, cpuProgress }: ProfiledCpu, isBusy: (index: number) => boolean): Stretches {
  const { atUs = [], cpuUs = [] } = cpuProgress ?? {};
  const functionOf = Int32Array.from(node, (each) => {
    const index = tree.function[each] ?? -1;
    return isBusy(index) ? index : -1;
  });
  const found = { functionOf, stretches: [] as Stretches['stretches'][number][], samples: 0, cpuUs: 0 };
  let from = 0;
  const until = (us: number): number => {
    let to = from;
    while (to < node.length && (timeUs[to] ?? 0) <= us) to++;
    return to;
  };
  from = until(atUs[0] ?? Infinity);
  for (let i = 1; i < atUs.length; i++) {
    const to = until(atUs[i] ?? 0);
    const usedUs = (cpuUs[i] ?? 0) - (cpuUs[i - 1] ?? 0);
    const busy = functionOf.subarray(from, to).reduce((count, index) => (index < 0 ? count : count + 1), 0);
    found.stretches.push({ from, to, usedUs });
    found.samples += busy;
    // CPU of a stretch without a busy sample is of the loop itself, between two samples.
    if (busy > 0) found.cpuUs += usedUs;
    from = to;
  }
  return found;
}

/** CPU time per sample of each function, 1 for the average. */
function ratesOf(thread: Stretches, functions: number): Float64Array {
  const rates = new Float64Array(functions).fill(1);
  const meanUs = thread.cpuUs / thread.samples;
  if (!(meanUs > 0)) return rates;
  for (let round = 0; round < rounds; round++) {
    const us = new Float64Array(functions);
    const count = new Float64Array(functions);
    share(thread, rates, (sample, usOfSample) => {
      const index = thread.functionOf[sample] ?? -1;
      if (index < 0) return;
      us[index] = (us[index] ?? 0) + usOfSample;
      count[index] = (count[index] ?? 0) + 1;
    });
    for (let index = 0; index < functions; index++)
      rates[index] = ((us[index] ?? 0) / meanUs + samplesOfDoubt) / ((count[index] ?? 0) + samplesOfDoubt);
  }
  return rates;
}

function share(
  { functionOf, stretches }: Stretches,
  rates: Float64Array,
  give: (sample: number, us: number) => void,
): void {
  const rateOf = (sample: number): number => rates[functionOf[sample] ?? -1] ?? 0;
  for (const { from, to, usedUs } of stretches) {
    let all = 0;
    for (let sample = from; sample < to; sample++) all += rateOf(sample);
    for (let sample = from; sample < to; sample++) give(sample, all === 0 ? 0 : (usedUs * rateOf(sample)) / all);
  }
}
