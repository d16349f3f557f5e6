/**
 * Measures this machine's speed, in this process: rounds of each kernel in turn, so that a slow moment falls on all of them.
 * Speed is counted per CPU-second and from the better rounds: what else the machine does must not count as slowness of its processor.
 */
import { arch, cpus } from 'node:os';
import process from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { probeKernels, probeVersion, type SpeedProbe } from '../model/calibration.ts';
import { createKernels } from './kernels.ts';

const leastRounds = 5;
const roundMs = 150;
/** The optimising compiler has done its work after about this long. */
const warmUpShare = 0.15;
/** A round in which the process was kept waiting for longer than this part of its CPU time tells of others. */
const mostWaiting = 1.05;
/** With fewer undisturbed rounds than this, the disturbed ones are used too, and the share of them tells how far to trust it. */
const fewestQuiet = 3;

interface Round {
  readonly perCpuSecond: number;
  readonly disturbed: boolean;
}

export async function probe(seconds: number, onProgress: (fraction: number) => void): Promise<SpeedProbe> {
  const kernels = createKernels();
  const count = Math.max(
    leastRounds,
    Math.floor((seconds * 1000 * (1 - warmUpShare)) / (roundMs * probeKernels.length)),
  );
  const eachMs = (seconds * 1000 * (1 - warmUpShare)) / count / probeKernels.length;
  for (const name of probeKernels) runFor(kernels[name], (seconds * 1000 * warmUpShare) / probeKernels.length);
  const rounds = probeKernels.map((): Round[] => []);
  for (let round = 0; round < count; round++) {
    probeKernels.forEach((name, index) => rounds[index]?.push(runFor(kernels[name], eachMs)));
    onProgress((round + 1) / count);
    // So that this process notices a parent that is gone.
    await nextTurn();
  }
  return { ...describe(seconds), ...summarise(rounds) };
}

function runFor(kernel: () => number, durationMs: number): Round {
  const before = process.cpuUsage();
  const startMs = performance.now();
  let operations = 0;
  let sink = 0;
  while (performance.now() - startMs < durationMs) {
    sink += kernel();
    operations++;
  }
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  // Never true; it keeps the kernels' results in use.
  if (sink === -1) throw new Error('a kernel counted backwards');
  return { perCpuSecond: (operations / cpuMs) * 1000, disturbed: wallMs / cpuMs > mostWaiting };
}

function describe(seconds: number): Omit<SpeedProbe, 'perCpuSecond' | 'noise' | 'disturbedShare'> {
  const processors = cpus();
  return {
    probeVersion,
    takenAt: new Date().toISOString(),
    nodeVersion: process.versions.node,
    cpuModel: processors[0]?.model.trim() ?? 'unknown',
    arch: arch(),
    logicalCpus: processors.length,
    seconds,
  };
}

export function summarise(
  rounds: readonly (readonly Round[])[],
): Pick<SpeedProbe, 'perCpuSecond' | 'noise' | 'disturbedShare'> {
  const speeds = rounds.map(undisturbed);
  const spread = speeds.map((each) => (quantile(each, 0.75) - quantile(each, 0.25)) / 2 / quantile(each, 0.5));
  const all = rounds.flat();
  return {
    perCpuSecond: speeds.map((each) => quantile(each, 0.75)),
    noise: spread.reduce((sum, value) => sum + value, 0) / spread.length,
    disturbedShare: all.filter(({ disturbed }) => disturbed).length / all.length,
  };
}

function undisturbed(rounds: readonly Round[]): readonly number[] {
  const quiet = rounds.filter(({ disturbed }) => !disturbed);
  return (quiet.length >= fewestQuiet ? quiet : rounds).map(({ perCpuSecond }) => perCpuSecond).sort((a, b) => a - b);
}

/** Linear between the order statistics of an ascending list. */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low = NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
