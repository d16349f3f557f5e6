import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onceInThousand, type Spacing } from '../../load-spacing.ts';
import type { Experiment } from '../experiment.ts';

const run = promisify(execFile);
const ratePerSecond = 1000;
const durationMs = 1000;

export const spacing: Experiment = {
  claims: [
    {
      name: 'spacing-lateness',
      sentence: `An open load of ${ratePerSecond} requests/s sends on its own clock, at constant and at Poisson spacing: late by at most 0.5 ms in the mean.`,
      hypothesis: { of: 'mean', high: 0.5 },
      unit: ' ms',
    },
    {
      name: 'spacing-poisson',
      sentence:
        'The moments of Poisson arrivals are spread as chance would spread them: the distance of Kolmogorov and Smirnov, times √n, is 0.87 in the mean (0.74 to 1.00).',
      // √(π/2)·ln 2 is the mean of Kolmogorov's distribution: a process that is too even has less, one that bunches has more.
      hypothesis: { of: 'mean', low: 0.74, high: 1 },
      unit: '',
    },
  ],
  replicate: `${durationMs / 1000} s at each spacing, by the generator's own code, into connections that answer at once; the later of the two.`,
  leastSeconds: 3,
  fewest: 40,
  weight: 2.5,
  open: () =>
    Promise.resolve({
      async replicate() {
        const [poisson, constant] = [await send('poisson'), await send('constant')];
        return {
          'spacing-lateness': Math.max(poisson.lateMeanMs, constant.lateMeanMs),
          'spacing-poisson': poisson.moments * onceInThousand,
        };
      },
      close: () => Promise.resolve(),
    }),
};

async function send(kind: 'poisson' | 'constant'): Promise<Spacing> {
  const program = join(import.meta.dirname, '..', 'spacing-process.ts');
  const args = ['--no-warnings', program, kind, String(ratePerSecond), String(durationMs)];
  return JSON.parse((await run(process.execPath, args)).stdout) as Spacing;
}
