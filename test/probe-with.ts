/** A probe in which every kernel ran so many times per CPU-second. */
import { probeKernels, probeVersion, type SpeedProbe } from '../src/model/calibration.ts';

export function probeWith(score: number, parts: Partial<SpeedProbe> = {}): SpeedProbe {
  return {
    probeVersion,
    takenAt: '2024-02-29T12:00:00.000Z',
    nodeVersion: '24.0.0',
    cpuModel: 'test',
    arch: 'x64',
    logicalCpus: 2,
    seconds: 10,
    perCpuSecond: probeKernels.map(() => score),
    noise: 0.02,
    disturbedShare: 0,
    ...parts,
  };
}
