/** The form of what a probe of speed found. */
import { probeKernels, type SpeedProbe } from './calibration.ts';
import { amount, list, number, object, text, where } from './shape.ts';

export const speedProbeFields = {
  probeVersion: number,
  takenAt: where(text, (value) => (Number.isNaN(Date.parse(value)) ? 'is no time' : undefined)),
  nodeVersion: where(text, (value) => (/^v?\d+\.[\w.+-]{1,40}$/.test(value) ? undefined : 'is no version of Node.js')),
  cpuModel: text,
  arch: text,
  logicalCpus: amount,
  seconds: amount,
  perCpuSecond: where(list(amount), ({ length }) =>
    length === probeKernels.length ? undefined : `must have ${probeKernels.length} numbers`,
  ),
  noise: amount,
  disturbedShare: amount,
};

export const speedProbe = object<SpeedProbe>(speedProbeFields);
