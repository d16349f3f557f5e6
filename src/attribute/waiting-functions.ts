/**
 * Who computes, and who only waits? V8 takes samples by the clock on the wall, so that a function that stands still in
 * `Atomics.wait` or `openSync` gathers as many as one that computes. Where the operating system told how the thread's CPU time
 * grew, the CPU time of each short stretch is divided over the functions that were sampled in it.
 *
 * Most stretches hold samples of several functions, so that the division is made a few times over, each time with what the last
 * one found (expectation-maximisation for Poisson sums; Shepp and Vardi, "Maximum likelihood reconstruction for emission
 * tomography", 1982). Functions that always run together cannot be told apart in this way, only guessed at; so it decides no
 * more than who waits. All who compute are worth the same: to weigh them too made shares worse by up to four points.
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import { believable, usualStep } from './idle-samples.ts';

const rounds = 12;
/** A function has to be met this often before it is believed to wait. */
const samplesOfDoubt = 30;
/** Of the CPU time that a sample of a computing function stands for; less, and the function waits. */
const leastToCompute = 0.5;

/**
 * By thread, then by function: what a sample is worth, 1 where the function computes, less where it waits. Undefined where the thread's
 * CPU time is not known. `isBusy` says by function whether it is the thread at work.
 */
export function functionWorth(
  { cpu, functions }: Profile,
  isBusy: (index: number) => boolean,
): readonly (Float64Array | undefined)[] {
  return cpu.map((thread) => {
    if (thread.cpuProgress === undefined) return undefined;
    const stretches = stretchesOf(thread, isBusy);
    // What a sample stands for when the thread is on the processor: it is not then that intervals are long.
    const sampleUs = usualStep(thread.timeUs);
    if (stretches.length === 0 || sampleUs <= 0) return undefined;
    return worthOf(stretches, functions.length, sampleUs);
  });
}

interface Stretch {
  /** Functions of the busy samples in it. */
  readonly functions: readonly number[];
  readonly usedUs: number;
}

function stretchesOf(cpu: ProfiledCpu, isBusy: (index: number) => boolean): readonly Stretch[] {
  const { node, timeUs, tree } = cpu;
  const { atUs, cpuUs } = believable(
    cpu,
    tree.function.map((index) => !isBusy(index)),
  );
  const found: Stretch[] = [];
  let next = 0;
  while (next < node.length && (timeUs[next] ?? 0) <= (atUs[0] ?? Infinity)) next++;
  for (let i = 1; i < atUs.length; i++) {
    const functions: number[] = [];
    for (; next < node.length && (timeUs[next] ?? 0) <= (atUs[i] ?? 0); next++) {
      const index = tree.function[node[next] ?? -1] ?? -1;
      if (isBusy(index)) functions.push(index);
    }
    if (functions.length > 0) found.push({ functions, usedUs: (cpuUs[i] ?? 0) - (cpuUs[i - 1] ?? 0) });
  }
  return found;
}

/** 1 for a sample of a thread that does nothing but compute. */
function worthOf(stretches: readonly Stretch[], functions: number, sampleUs: number): Float64Array {
  const worth = new Float64Array(functions).fill(1);
  for (let round = 0; round < rounds; round++) {
    const { us, count } = divided(stretches, worth);
    const isLast = round === rounds - 1;
    for (let index = 0; index < functions; index++) {
      const samples = count[index] ?? 0;
      const used = (us[index] ?? 0) / sampleUs;
      const believed = (used + samplesOfDoubt) / (samples + samplesOfDoubt);
      worth[index] = believed < leastToCompute ? used / samples : isLast ? 1 : believed;
    }
  }
  return worth;
}

interface Divided {
  /** CPU time of each function, µs. */
  readonly us: Float64Array;
  readonly count: Float64Array;
}

function divided(stretches: readonly Stretch[], worth: Float64Array): Divided {
  const us = new Float64Array(worth.length);
  const count = new Float64Array(worth.length);
  for (const { functions, usedUs } of stretches) {
    let all = 0;
    for (const index of functions) all += worth[index] ?? 0;
    for (const index of functions) {
      us[index] = (us[index] ?? 0) + (all === 0 ? 0 : (usedUs * (worth[index] ?? 0)) / all);
      count[index] = (count[index] ?? 0) + 1;
    }
  }
  return { us, count };
}
