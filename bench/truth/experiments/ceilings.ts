import { savedBy } from '../../../test/paired-shops.ts';
import { fixedShop } from '../../../test/shop-fixes.ts';
import { ceilingOf, readWastes, sentTo, type Waste } from '../../wastes.ts';
import type { Experiment } from '../experiment.ts';
import { reportOf } from '../measured.ts';

const pairs = 4;

export const ceilings: Experiment = {
  claims: [
    {
      name: 'ceilings',
      sentence:
        'What removing a documented waste of the shop saves is at most what its findings promise: the largest excess is at most 0 points.',
      hypothesis: { of: 'mean', high: 0 },
      unit: ' points',
    },
  ],
  replicate: `A run of 20 s of the shop, then each waste removed: the shop and its copy in turn, ${pairs} pairs of 0.4 s; saved less promised, the largest of nine.`,
  leastSeconds: 75,
  fewest: 4,
  weight: 6,
  async open() {
    const base = await fixedShop('as-it-is', []);
    const wastes = await readWastes();
    const copies = new Map<string, string>();
    for (const { id } of wastes) copies.set(id, await fixedShop(id, [id]));
    return {
      async replicate() {
        const report = await reportOf({ application: 'shop', seconds: 20 });
        const excesses: number[] = [];
        for (const waste of wastes) {
          const saved = await savedOf(waste, base, copies.get(waste.id) ?? '');
          excesses.push(100 * (saved - ceilingOf(waste, report).share));
        }
        return { ceilings: Math.max(...excesses) };
      },
      close: () => Promise.resolve(),
    };
  },
};

/** The median pair. */
async function savedOf(waste: Waste, base: string, fixed: string): Promise<number> {
  const of = waste.kind === 'bytes' ? 'bytes' : 'cpuMs';
  const saved = await savedBy({ base, fixed, sent: await sentTo(waste), of, pairs, blockMs: 400 });
  return ((saved[pairs / 2] ?? NaN) + (saved[pairs / 2 - 1] ?? NaN)) / 2;
}
