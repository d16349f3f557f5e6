/** Functions whose cost is a known power of what is asked for. */
import assert from 'node:assert/strict';
import type { GrowthWithSize } from '../../src/model/report-sizes.ts';
import { app, leftBehindSoon, measure } from './leanscope.ts';

/** Steps of the loop, by size: what stands in the application's source. */
const steps: Readonly<Record<string, (n: number) => number>> = {
  linear: (n) => n * 2000,
  everyPair: (n) => n * n * 200,
  sorted: (n) => n * Math.ceil(Math.log2(n) * 200),
};

/**
 * What the loop's setup adds; chance may add up to as much again, as the Report's own interval says. The exponents lie a whole 1 apart, and
 * n log n is up to 0.4 above n.
 */
const tolerance = 0.15;

describe('growth with size', function () {
  this.timeout(90_000);

  it('gives each function its exponent, whether size stands in the query, the path or the length of a list', async () => {
    const { growthWithSize = [], functions } = await measure(app('sizes'), 27, ['node', 'server.cjs'], {}, ['--sizes']);
    assert.deepEqual(
      growthWithSize.map(({ path, parameter }) => `${path} ${parameter}`).sort(),
      ['/linear limit', '/pairs/:n :n', '/sorted $.items'],
      JSON.stringify(growthWithSize),
    );
    for (const growth of growthWithSize) {
      const sizes = growth.points.map(({ size }) => size);
      assert.ok(
        sizes.length >= 3 && sizes.every((size, i) => i === 0 || size === 2 * (sizes[i - 1] ?? 0)),
        sizes.join(', '),
      );
      const [hottest] = growth.functions;
      assert.ok(hottest !== undefined, JSON.stringify(growth));
      const truth = exponentOf(steps[hottest.name], growth);
      const words = `${hottest.name}: ${hottest.exponent} for ${truth}, ${JSON.stringify(growth)}`;
      const { low, high } = hottest.interval;
      assert.ok(low < hottest.exponent && hottest.exponent < high, words);
      assert.ok(Math.abs(hottest.exponent - truth) < tolerance + Math.min(tolerance, (high - low) / 2), words);
      // What every request costs lowers the route's exponent, and nothing raises it.
      assert.ok(growth.exponent < truth + tolerance && growth.exponent > truth / 2, words);
      assert.ok(functions.some(({ id }) => id === hottest.functionId));
    }
  });

  it('leaves nothing behind', async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

/** From the smallest to the largest size. */
function exponentOf(count: ((n: number) => number) | undefined, { points }: GrowthWithSize): number {
  const [first = 1, last = 1] = [points[0]?.size, points.at(-1)?.size];
  assert.ok(count !== undefined);
  return Math.log(count(last) / count(first)) / Math.log(last / first);
}
