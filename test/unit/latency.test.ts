import assert from 'node:assert/strict';
import fc from 'fast-check';
import { latencyOf, percentilesOf } from '../../src/attribute/latency.ts';

/** Counts of 1, 2, 3 … ms. */
const oneEach = (count: number) => Array.from({ length: count }, (_, i) => [(i + 1) * 1000, 1] as const);

describe('percentiles', () => {
  it('are nearest-rank: of 1 … 1,000 ms, the 500th, the 900th and the 990th', () => {
    assert.deepEqual(latencyOf([oneEach(1000)]), { p50: 500, p90: 900, p99: 990, max: 1000 });
  });

  it('round a rank between two samples up', () => {
    // Of 21, half is 10.5: the 11th.
    assert.deepEqual(latencyOf([oneEach(21)]), { p50: 11, max: 21 });
  });

  for (const [name, enough] of [
    ['p50', 20],
    ['p90', 100],
    ['p99', 1000],
    ['p999', 10_000],
  ] as const) {
    it(`have no ${name} below ${enough} samples`, () => {
      assert.equal(latencyOf([[[1000, enough - 1]]])[name], undefined);
      assert.equal(latencyOf([[[1000, enough]]])[name], 1);
    });
  }

  it('are none for no samples', () => {
    assert.deepEqual(latencyOf([]), {});
    assert.deepEqual(latencyOf([[]]), {});
  });

  it('see all histograms as one, in any order', () => {
    const bins = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 40 })));
    fc.assert(
      fc.property(fc.array(bins), (histograms) => {
        assert.deepEqual(latencyOf(histograms), latencyOf([histograms.flat().reverse()]));
      }),
    );
  });

  it('agree with sorting every sample', () => {
    const samples = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 100, maxLength: 400 });
    fc.assert(
      fc.property(samples, (us) => {
        const sorted = us.toSorted((a, b) => a - b);
        // Ranks in whole numbers, so that no rounding of 0.9 · n plays a part.
        const rank = (tenths: number) => (sorted[Math.ceil((tenths * us.length) / 10) - 1] ?? NaN) / 1000;
        const { p50, p90, max } = latencyOf([us.map((each) => [each, 1] as const)]);
        assert.deepEqual([p50, p90, max], [rank(5), rank(9), rank(10)]);
      }),
    );
  });
});

describe('percentiles for a plot', () => {
  it('are nearest-rank too, with ten samples on either side of each', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (count) => {
        const { latencyPercentiles = [] } = percentilesOf([oneEach(count)]);
        for (const [share, ms] of latencyPercentiles) {
          // Of 1, 2, 3 … ms, a value is its rank.
          assert.ok(Math.abs(ms - Math.ceil(share * count)) <= 1, `${share} of ${count} is ${ms}`);
          assert.ok(ms >= 10 && count - ms >= 9, `${share} of ${count}`);
        }
        const shares = latencyPercentiles.map(([share]) => share);
        assert.deepEqual(
          shares,
          [...shares].sort((a, b) => a - b),
        );
      }),
      { numRuns: 50 },
    );
    assert.equal(percentilesOf([oneEach(19)]).latencyPercentiles, undefined);
    assert.equal(percentilesOf([oneEach(10_000)]).latencyPercentiles?.at(-1)?.[0], 0.999);
  });
});
