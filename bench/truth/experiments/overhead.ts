import { resolveSpec } from '../../../src/spec/spec.ts';
import { app } from '../../../test/world/leanscope.ts';
import { cpuPerRequest, startTwoSides } from '../../paired-sides.ts';
import type { Experiment } from '../experiment.ts';

const sliceMs = 800;

export const overhead: Experiment = {
  claims: [
    {
      name: 'overhead',
      sentence: 'The agent, while nothing is sampled, makes a request at most 1.03 times as dear in CPU.',
      hypothesis: { of: 'mean', high: 1.03 },
      unit: '',
    },
  ],
  replicate: `The kernels with the agent over the kernels without, side by side: two pairs of slices of ${sliceMs / 1000} s, in the order ABBA.`,
  leastSeconds: 4,
  fewest: 15,
  weight: 2.5,
  async open() {
    const spec = await resolveSpec({ cwd: app('kernels'), command: ['node', 'server.cjs'] });
    const { bare, measured, stop } = await startTwoSides(spec, 2000);
    return {
      async replicate() {
        const used = [];
        for (const side of [measured, bare, bare, measured])
          used.push(Math.log(await cpuPerRequest(side, { durationMs: sliceMs })));
        const [first = NaN, second = NaN, third = NaN, fourth = NaN] = used;
        return { overhead: Math.exp((first + fourth - second - third) / 2) };
      },
      close: stop,
    };
  },
};
