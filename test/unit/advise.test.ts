import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import { price } from '../../src/price/price.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

describe('advise', () => {
  // And without sources no pattern.
  const silent = functionsOnly(sampleCosts);
  const { advice } = advise(price(silent));

  it('names application functions that cause 5 % of the CPU or more, the costliest first', () => {
    // parseCatalogue has less CPU than signOrder, but 0.17 ms of collection on top.
    assert.deepEqual(
      advice.map(({ title }) => title.split(' ')[0]),
      ['similarity', 'parseCatalogue', 'signOrder', 'renderCatalogue'],
    );
    assert.ok(advice.every(({ rule, certainty }) => rule === 'hot-function' && certainty === 'lookHere'));
    assert.deepEqual([advice[0]?.file, advice[0]?.line], ['src/search/rank.ts', 31]);
  });

  it('promises what the function costs, and what its share may be larger where V8 inlines', () => {
    const savedWith = (overheadShare: number) => {
      const costs = { ...silent, quality: { ...silent.quality, overheadShare } };
      return advise(price(costs)).advice[1]?.saving.cpuMsPerRequest ?? NaN;
    };
    for (const [overhead, times] of [
      [0.12, 1.12],
      [0, 1],
      [-0.1, 1],
    ] as const)
      assert.ok(Math.abs(savedWith(overhead) - 0.69 * times) < 1e-9, `${savedWith(overhead)}`);
    // A ceiling has to hold, so where that is not known well the upper end counts.
    const unsure = { ...silent.quality, overheadShare: 0.12, overheadInterval: { low: 0.04, high: 0.2 } };
    const saved = advise(price({ ...silent, quality: unsure })).advice[1]?.saving.cpuMsPerRequest ?? NaN;
    assert.ok(Math.abs(saved - 0.69 * 1.2) < 1e-9, `${saved}`);
    // So does that of the function's own cost: 1.08 ms ± 6 %, and 1.12 ± 0.08 times as dear.
    const both = advise(price({ ...silent, quality: unsure })).advice[0]?.saving.cpuMsPerRequest ?? NaN;
    assert.ok(Math.abs(both - 1.08 * 1.12 * (1 + Math.hypot(0.06, 0.08 / 1.12))) < 1e-9, `${both}`);
    const all = advice.reduce((sum, { saving }) => sum + saving.cpuMsPerRequest, 0);
    assert.ok(all <= sampleCosts.totals.cpuMsPerRequest);
  });

  it('is silent about dependencies and an application that costs nothing', () => {
    const dependencies = sampleCosts.functions.map((fn) => ({ ...fn, origin: 'dependency' as const }));
    assert.deepEqual(advise(price({ ...silent, functions: dependencies })).advice, []);
    assert.deepEqual(advise(price({ ...silent, functions: [] })).advice, []);
  });
});
