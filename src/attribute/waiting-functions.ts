/**
 * Who computes, and who only waits? V8 takes samples by the clock on the wall, so that a function that stands still in
 * `Atomics.wait` or `openSync` gathers as many as one that computes. Where the operating system told how the thread's CPU time
 * grew, the CPU time of each short stretch is divided over the functions that were sampled in it. Where more threads are ready than there are processors,
 * one that computes is on the processor for a part of the time only: that it stood in line says that it was not
 * waiting for anything else, and counts as computing here.
 *
 * Most stretches hold samples of several functions, so that the division is made a few times over, each time with what the last
 * one found (expectation-maximisation for Poisson sums; Shepp and Vardi, "Maximum likelihood reconstruction for emission
 * tomography", 1982). Functions that always run together cannot be told apart in this way, only guessed at; so it decides no
 * more than who waits. All who compute are worth the same: to weigh them too made shares worse by up to four points.
 */
import type { Profile, ProfiledCpu } from '../model/profile.ts';
import { believable, idleReadings, idleSampleUs, usualStep } from './idle-samples.ts';
import { sum } from './statistics.ts';

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
    const isIdle = thread.tree.function.map((index) => !isBusy(index));
    const stretches = stretchesOf(thread, isIdle);
    const sampleUs = stepOf(thread, isIdle);
    if (stretches.length === 0 || !(sampleUs > 0)) return undefined;
    const wakingUs = idleSampleUs([idleReadings(thread, isIdle)]);
    return worthOf(stretches, functions.length, { sampleUs, wakingUs });
  });
}

/**
 * What a sample of work stands for: when the thread is on the processor, the usual time, for it is not then that intervals are long; when it is
 * in line for it as well, the mean.
 */
function stepOf({ node, timeUs, cpuProgress }: ProfiledCpu, isIdle: readonly boolean[]): number {
  if (cpuProgress?.queuedUs === undefined) return usualStep(timeUs);
  let [us, count] = [0, 0];
  for (let i = 1; i < node.length; i++) {
    if (isIdle[node[i] ?? -1] === true) continue;
    us += (timeUs[i] ?? 0) - (timeUs[i - 1] ?? 0);
    count++;
  }
  return us / count;
}

interface Stretch {
  /** Functions of the busy samples in it. */
  readonly functions: readonly number[];
  readonly usedUs: number;
  /** Used, or in line for a processor. */
  readonly readyUs: number;
}

function stretchesOf(cpu: ProfiledCpu, isIdle: readonly boolean[]): readonly Stretch[] {
  const { node, timeUs, tree } = cpu;
  const { atUs, cpuUs, queuedUs = [] } = believable(cpu, isIdle);
  const found: Stretch[] = [];
  let next = 0;
  while (next < node.length && (timeUs[next] ?? 0) <= (atUs[0] ?? Infinity)) next++;
  for (let i = 1; i < atUs.length; i++) {
    const functions: number[] = [];
    for (; next < node.length && (timeUs[next] ?? 0) <= (atUs[i] ?? 0); next++) {
      const at = node[next] ?? -1;
      if (isIdle[at] !== true) functions.push(tree.function[at] ?? -1);
    }
    const usedUs = (cpuUs[i] ?? 0) - (cpuUs[i - 1] ?? 0);
    const inLineUs = (queuedUs[i] ?? 0) - (queuedUs[i - 1] ?? 0);
    if (functions.length > 0) found.push({ functions, usedUs, readyUs: usedUs + inLineUs });
  }
  return found;
}

interface SampleCost {
  readonly sampleUs: number;
  /** CPU time that a sample itself takes of a thread that does not compute: it is woken. */
  readonly wakingUs: number;
}

/** 1 for a sample of a thread that does nothing but compute. */
function worthOf(stretches: readonly Stretch[], functions: number, { sampleUs, wakingUs }: SampleCost): Float64Array {
  const worth = new Float64Array(functions).fill(1);
  const waits = new Uint8Array(functions);
  for (let round = 0; round < rounds; round++) {
    const { us, count } = divided(stretches, worth, ({ readyUs }) => readyUs);
    for (let index = 0; index < functions; index++) {
      const samples = count[index] ?? 0;
      const used = (us[index] ?? 0) / sampleUs;
      const believed = (used + samplesOfDoubt) / (samples + samplesOfDoubt);
      waits[index] = believed < leastToCompute ? 1 : 0;
      worth[index] = believed < leastToCompute ? used / samples : believed;
    }
  }
  const { us, count } = divided(stretches, worth, ({ usedUs }) => usedUs);
  const takenUs = wakingUs > 0 ? wakingUs : wakingWhere(stretches, waits);
  return worth.map((_, index) =>
    waits[index] === 1 ? Math.max(0, (us[index] ?? 0) / (count[index] ?? 1) - takenUs) / sampleUs : 1,
  );
}

/** No sample was seen to take more of a thread that rests. */
const mostWakingUs = 40;

/**
 * What a sample takes of a thread that never rests: what was used in stretches in which it only waited. 0 where that is more than samples take, and where
 * it does nothing but wait: what it used is then its own.
 */
function wakingWhere(stretches: readonly Stretch[], waits: Uint8Array): number {
  const waiting = stretches.filter(({ functions }) => functions.every((index) => waits[index] === 1));
  if (waiting.length === stretches.length) return 0;
  const eachUs = sum(waiting.map(({ usedUs }) => usedUs)) / sum(waiting.map(({ functions }) => functions.length));
  return eachUs <= mostWakingUs ? eachUs : 0;
}

interface Divided {
  /** CPU time of each function, µs. */
  readonly us: Float64Array;
  readonly count: Float64Array;
}

function divided(stretches: readonly Stretch[], worth: Float64Array, usOf: (stretch: Stretch) => number): Divided {
  const us = new Float64Array(worth.length);
  const count = new Float64Array(worth.length);
  for (const stretch of stretches) {
    const { functions } = stretch;
    const stretchUs = usOf(stretch);
    let all = 0;
    for (const index of functions) all += worth[index] ?? 0;
    for (const index of functions) {
      us[index] = (us[index] ?? 0) + (all === 0 ? 0 : (stretchUs * (worth[index] ?? 0)) / all);
      count[index] = (count[index] ?? 0) + 1;
    }
  }
  return { us, count };
}
