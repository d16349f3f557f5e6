import { compare } from '../../../src/compare/compare.ts';
import type { Experiment } from '../experiment.ts';
import { reportOf } from '../measured.ts';

const applications = ['kernels', 'shop'];

export const sameCode: Experiment = {
  claims: [
    {
      name: 'same-code',
      sentence:
        'Of two runs of the same code, `compare` says better or worse in at most 1 of 20 (told apart to 5 points).',
      hypothesis: { of: 'proportion', high: 0.05, margin: 0.05 },
      unit: ' %',
    },
  ],
  replicate: 'Two runs of 8 s, one after the other, of the kernels and of the shop in turn, held against each other.',
  leastSeconds: 19,
  fewest: 55,
  weight: 9,
  open: () =>
    Promise.resolve({
      async replicate(turn) {
        const application = applications[turn % applications.length] ?? 'shop';
        const [base, head] = [await reportOf({ application, seconds: 8 }), await reportOf({ application, seconds: 8 })];
        const { verdict } = compare({ name: 'base', report: base }, { name: 'head', report: head });
        return { 'same-code': Number(verdict === 'better' || verdict === 'worse') };
      },
      close: () => Promise.resolve(),
    }),
};
