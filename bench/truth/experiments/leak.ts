import type { Report } from '../../../src/model/report.ts';
import type { Growth } from '../../../src/model/report-memory.ts';
import type { Experiment } from '../experiment.ts';
import { availableNodes, reportOf } from '../measured.ts';

/** Derived in test/apps/leak/README.md. */
const keptBytes = 728;

export const leak: Experiment = {
  claims: [
    {
      name: 'leak-rate',
      sentence: 'Bytes that requests leave in memory are known within 10 % (728 bytes each, by construction).',
      hypothesis: { of: 'mean', high: 10 },
      unit: ' %',
    },
  ],
  replicate: 'A run of 20 s of the leak’s /objects, on the installed versions of Node.js in turn.',
  leastSeconds: 21,
  fewest: 4,
  weight: 2.5,
  open: () =>
    opened('/objects', 20, ({ bytesPerRequest }) => ({ 'leak-rate': 100 * Math.abs(bytesPerRequest / keptBytes - 1) })),
};

export const noLeak: Experiment = {
  claims: [
    {
      name: 'no-leak',
      sentence: `Where what requests keep is bounded, no growth is reported: a rate of less than a tenth of that leak, ${keptBytes / 10} bytes.`,
      hypothesis: { of: 'mean', low: -keptBytes / 10, high: keptBytes / 10 },
      unit: ' bytes',
    },
    {
      name: 'no-false-leak',
      sentence:
        'Where what requests keep is bounded, at most 1 run in 20 says that memory grows (told apart to 5 points).',
      hypothesis: { of: 'proportion', high: 0.05, margin: 0.05 },
      unit: ' %',
    },
  ],
  replicate: 'A run of 12 s of the leak’s /healthy, on the installed versions of Node.js in turn.',
  leastSeconds: 13,
  fewest: 4,
  weight: 3,
  open: () =>
    opened('/healthy', 12, ({ bytesPerRequest, verdict }) => ({
      'no-leak': bytesPerRequest,
      'no-false-leak': Number(verdict === 'grows'),
    })),
};

async function opened(
  path: string,
  seconds: number,
  figures: (growth: Growth) => Readonly<Record<string, number>>,
): ReturnType<Experiment['open']> {
  const nodes = await availableNodes();
  return {
    async replicate(turn) {
      const command = [nodes[turn % nodes.length] ?? process.execPath, 'server.cjs'];
      return figures(growthOf(await reportOf({ application: 'leak', seconds, command, path })));
    },
    close: () => Promise.resolve(),
  };
}

function growthOf({ memory }: Report): Growth {
  if (memory?.growth === undefined) throw new Error('growth was not measured');
  return memory.growth;
}
