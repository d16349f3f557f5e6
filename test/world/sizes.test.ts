/** Requests that say how much they ask for are found, and driven at sizes that double. How their cost grows is not asked here. */
import assert from 'node:assert/strict';
import { app, leftBehindSoon, measure, testMs } from './leanscope.ts';

/** The function that does what is asked for, by the parameter that says how much. */
const computes: Readonly<Record<string, string>> = { limit: 'linear', ':n': 'everyPair', '$.items': 'sorted' };

describe('growth with size', function () {
  this.timeout(testMs);

  it('is measured at sizes that double, whether size stands in the query, the path or the length of a list', async () => {
    const { growthWithSize = [], functions } = await measure(app('sizes'), 3, ['node', 'server.cjs'], {}, ['--sizes']);
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
      const found = growth.functions.find(({ name }) => name === computes[growth.parameter]);
      assert.ok(found !== undefined, JSON.stringify(growth));
      assert.ok(functions.some(({ id }) => id === found.functionId));
    }
  });

  it('leaves nothing behind', async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
