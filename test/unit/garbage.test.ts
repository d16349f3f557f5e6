/** The garbage rule: who makes it, and with which words. */
import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import type { FunctionCost } from '../../src/model/costs.ts';
import { price } from '../../src/price/price.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

const file = 'src/code.js';
const { cpuMsPerRequest: all, allocatedBytesPerRequest: bytes = 0 } = sampleCosts.totals;

/** A function of little CPU that makes half of the garbage; each line but the first and the last costs the same. */
function found(source: string, part = 0.5, collecting = 0.025) {
  const lines = source.split('\n');
  const ms = 0.01 * all;
  const fn: FunctionCost = {
    ...{ id: 'f', name: 'work', file, line: 1, endLine: lines.length, origin: 'app', confidence: 'high' },
    ...{ selfShare: 0.02, totalShare: 0.02, selfCpuMsPerRequest: 2 * ms, totalCpuMsPerRequest: 2 * ms },
    ...{ ownAllocatedBytesPerRequest: part * bytes, ownGcCpuMsPerRequest: collecting * all },
  };
  const costs = {
    ...functionsOnly(sampleCosts),
    functions: [fn],
    lines: lines.slice(1, -1).map((_, index) => ({ file, line: index + 2, selfCpuMsPerRequest: ms })),
    sources: new Map([[file, source]]),
  };
  return advise(price(costs)).advice.filter(({ rule }) => rule === 'garbage' || rule === 'hot-function');
}

const cases: Readonly<Record<string, readonly [source: string, line: number, what: string]>> = {
  arrays: ['function work(rows) {\n  return rows.map(price).filter(isDear);\n}', 2, 'rows.map(price).filter(isDear)'],
  buffers: ['function work(parts) {\n  return Buffer.concat(parts);\n}', 2, 'Buffer.concat(parts)'],
  strings: [
    'function work(rows) {\n  for (const row of rows)\n    use(`${row.a}:${row.b}`);\n}',
    3,
    '`${row.a}:${row.b}`',
  ],
  closures: ['function work(rows) {\n  for (const row of rows)\n    later(() => row);\n}', 3, '() => row'],
  objects: ['function work(rows) {\n  for (const row of rows)\n    use({ row });\n}', 3, '{ row }'],
};

describe('garbage', () => {
  for (const [kind, [source, line, what]] of Object.entries(cases))
    it(`points at ${kind} that are made to be read once`, () => {
      const [garbage] = found(source);
      assert.deepEqual([garbage?.facts?.['kind'], garbage?.line, garbage?.facts?.['what']], [kind, line, what]);
      assert.ok(garbage?.fix?.includes(what), garbage?.fix);
    });

  it('names only the function where nothing in its text is known to make any', () => {
    const [garbage] = found('function work(rows) {\n  const sum = add(rows);\n  return sum;\n}');
    assert.deepEqual([garbage?.facts?.['kind'], garbage?.line], [undefined, 1]);
  });

  it('is what there is to say of a function that costs more in collecting than itself, and the function is else', () => {
    const source = cases['objects']?.[0] ?? '';
    const rules = (collecting: number) => found(source, 0.5, collecting).map(({ rule }) => rule);
    // It has 2 % of the CPU itself.
    assert.deepEqual(rules(0.2), ['garbage']);
    assert.deepEqual(rules(0.021), ['garbage']);
    const dear = found(source, 0.1, 0.2).map(({ rule }) => rule);
    assert.deepEqual(dear, ['hot-function']);
  });

  it('is not told where it is little', () => {
    assert.deepEqual(
      found(cases['objects']?.[0] ?? '', 0.19).filter(({ rule }) => rule === 'garbage'),
      [],
    );
  });
});
