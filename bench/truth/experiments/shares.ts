import type { Experiment } from '../experiment.ts';
import { kernelShares } from '../kernels.ts';
import { availableNodes, reportOf } from '../measured.ts';

export const shares: Experiment = {
  claims: [
    {
      name: 'shares',
      sentence:
        'Of three functions that V8 inlines, 5:3:2 by construction in requests of 5 ms, the largest error of a share is at most 3 points.',
      hypothesis: { of: 'mean', high: 3 },
      unit: ' points',
    },
    {
      name: 'share-intervals',
      sentence: 'The printed intervals of these shares cover the truth in at least 95 % (told apart to 5 points).',
      hypothesis: { of: 'proportion', low: 0.95, margin: 0.05 },
      unit: ' %',
    },
  ],
  replicate: 'A run of 6 s of the kernels, on the installed versions of Node.js in turn.',
  leastSeconds: 8,
  fewest: 5,
  weight: 6,
  async open() {
    const nodes = await availableNodes();
    return {
      async replicate(turn) {
        const node = nodes[turn % nodes.length] ?? process.execPath;
        const report = await reportOf({ application: 'kernels', seconds: 6, command: [node, 'server.cjs'] });
        const found = kernelShares(report);
        const covered = found.filter((each) => each.low <= each.true && each.true <= each.high);
        return {
          shares: 100 * Math.max(...found.map((each) => Math.abs(each.found - each.true))),
          'share-intervals': covered.length / found.length,
        };
      },
      close: () => Promise.resolve(),
    };
  },
};
