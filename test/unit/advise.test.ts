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
    assert.equal(sampleCosts.quality.overheadShare, 0.12);
    assert.ok(Math.abs((advice[1]?.saving.cpuMsPerRequest ?? 0) - 0.69 * 1.12) < 1e-9);
    const cheaper = { ...silent, quality: { ...silent.quality, overheadShare: -0.1 } };
    assert.ok(Math.abs((advise(price(cheaper)).advice[1]?.saving.cpuMsPerRequest ?? 0) - 0.69) < 1e-9);
    const all = advice.reduce((sum, { saving }) => sum + saving.cpuMsPerRequest, 0);
    assert.ok(all <= sampleCosts.totals.cpuMsPerRequest);
  });

  it('is silent about dependencies and an application that costs nothing', () => {
    const dependencies = sampleCosts.functions.map((fn) => ({ ...fn, origin: 'dependency' as const }));
    assert.deepEqual(advise(price({ ...silent, functions: dependencies })).advice, []);
    assert.deepEqual(advise(price({ ...silent, functions: [] })).advice, []);
  });
});
