import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import { price } from '../../src/price/price.ts';
import { costOf } from '../cost-of.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

const near = (value: number | undefined, expected: number) => {
  assert.ok(Math.abs((value ?? NaN) - expected) < 1e-9, `${value ?? NaN} is not ${expected}`);
};

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

  it('promises what the function costs as it runs, whatever sampling it cost', () => {
    // Functions of the application own 2.68 of the 4.2 ms: what is elsewhere may be theirs.
    const moved = 4.2 / 2.68;
    for (const overheadShare of [0.12, 0, -0.1, 1.5]) {
      const quality = { ...silent.quality, overheadShare, overheadInterval: { low: 0, high: 2 } };
      const [first, second] = advise(price({ ...silent, quality })).advice;
      // 1.08 ms ± 6 % of 1.05 ms of it, and 0.52 ms with 0.17 ms of collection: their intervals are of self time.
      near(costOf(first), 1.05);
      near(first?.saving.cpuMsPerRequest, (1.05 + 0.063 + 0.03) * moved);
      near(costOf(second), 0.52);
      near(second?.saving.cpuMsPerRequest, (0.52 + 0.48 * 0.06 * Math.sqrt(0.52 / 0.48) + 0.17) * moved);
    }
  });

  it('is silent about dependencies and an application that costs nothing', () => {
    const dependencies = sampleCosts.functions.map((fn) => ({ ...fn, origin: 'dependency' as const }));
    assert.deepEqual(advise(price({ ...silent, functions: dependencies })).advice, []);
    assert.deepEqual(advise(price({ ...silent, functions: [] })).advice, []);
  });
});
