import assert from 'node:assert/strict';
import { statedBudgets } from '../../src/extension/budgets/stated-budgets.ts';

const text = `{
  // What it may cost.
  "budgets": {
    "cpuMsPerRequest": 5,
    "routes": { "GET /products": { "bytesOutPerRequest": 40000 } },
    "functions": { "src/a.ts:render": { "share": 0.2, } },
  },
}`;

const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;

describe('budgets as leanscope.json states them', () => {
  it('are found with their subject, limit and line', () => {
    assert.deepEqual(
      statedBudgets(text).map(({ scope, name, metric, limit, offset }) => [scope, name, metric, limit, lineOf(offset)]),
      [
        ['app', undefined, 'cpuMsPerRequest', 5, 4],
        ['route', 'GET /products', 'bytesOutPerRequest', 40_000, 5],
        ['function', 'src/a.ts:render', 'share', 0.2, 6],
      ],
    );
  });

  it('are none in a text that states none, is half-written or no JSON', () => {
    for (const none of ['', '{', '[]', 'nonsense', '{"budgets": 3}', '{"budgets": {"routes": {"GET /": 3}}}'])
      assert.deepEqual(statedBudgets(none), [], none);
    assert.equal(statedBudgets('{"budgets": {"p99Ms": 200, "cpu').length, 1);
  });

  it('keep their place behind a byte order mark', () => {
    assert.equal(statedBudgets(`\uFEFF${text}`)[0]?.offset, (statedBudgets(text)[0]?.offset ?? NaN) + 1);
  });
});
