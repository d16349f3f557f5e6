import type { Experiment } from '../experiment.ts';
import { availableNodes, reportOf } from '../measured.ts';

/** Derived in test/apps/allocator/README.md. */
const allocated = { makeRows: 159_984, makeIndex: 40_048 };

export const churn: Experiment = {
  claims: [
    {
      name: 'churn',
      sentence: 'Bytes that a function allocates per request are known within 5 %.',
      hypothesis: { of: 'mean', high: 5 },
      unit: ' %',
    },
  ],
  replicate:
    'A run of 6 s of the allocator, on the installed versions of Node.js in turn: the larger error of its two functions.',
  leastSeconds: 8,
  fewest: 4,
  weight: 1.5,
  async open() {
    const nodes = await availableNodes();
    return {
      async replicate(turn) {
        const node = nodes[turn % nodes.length] ?? process.execPath;
        const { functions } = await reportOf({ application: 'allocator', seconds: 6, command: [node, 'server.cjs'] });
        const errors = Object.entries(allocated).map(([name, bytes]) => {
          const found = functions.find((each) => each.name === name)?.allocatedBytesPerRequest ?? 0;
          return 100 * Math.abs(found / bytes - 1);
        });
        return { churn: Math.max(...errors) };
      },
      close: () => Promise.resolve(),
    };
  },
};
