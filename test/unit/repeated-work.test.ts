/** Rules on what regular expressions were seen to cost, and on functions that are always called with the same. */
import assert from 'node:assert/strict';
import { backtrackingOf } from '../../src/advise/expressions.ts';
import { advise } from '../../src/advise/advise.ts';
import type { Costs, FunctionCost } from '../../src/model/costs.ts';
import { price } from '../../src/price/price.ts';
import { costOf } from '../cost-of.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

const file = 'src/code.js';
const fn = (name: string, figures: Partial<FunctionCost> = {}): FunctionCost => ({
  ...{ id: name, name, file, line: 1, endLine: 3, origin: 'app', confidence: 'high' },
  ...{ selfShare: 0.3, totalShare: 0.3, selfCpuMsPerRequest: 1, totalCpuMsPerRequest: 1 },
  ...figures,
});

const findings = (costs: Partial<Costs>) =>
  advise(price({ ...functionsOnly(sampleCosts), lines: [], ...costs })).advice;

describe('backtracking-expression', () => {
  const seen = (source: string, ms: number, between: Partial<FunctionCost> = { origin: 'native', file: '' }) =>
    findings({
      functions: [
        fn('isName', { line: 2, endLine: 4, selfCpuMsPerRequest: 0.01, ownCpuMsPerRequest: 0.01 + ms }),
        fn('test', { selfCpuMsPerRequest: 0, ...between }),
        fn(`RegExp: ${source}`, { origin: 'native', file: '', selfCpuMsPerRequest: ms }),
      ],
      lines: [{ file, line: 3, selfCpuMsPerRequest: 0.01 }],
      stacks: {
        parent: [-1, 0, 1, 2],
        function: [-1, 0, 1, 2],
        label: ['(root)', '', '', ''],
        selfCpuMsPerRequest: [0, 0.01, 0, ms],
      },
      sources: new Map([[file, `const name = /${source}/;\nfunction isName(text) {\n  return name.test(text);\n}\n`]]),
    }).filter(({ rule }) => rule === 'backtracking-expression');

  it('is found by what V8 saw it cost, where it is used', () => {
    const [found] = seen('^(\\w+\\s?)*$', 1.5);
    assert.deepEqual([found?.file, found?.line, found?.function, found?.certainty], [file, 3, 'isName', 'likely']);
    assert.equal(costOf(found), 1.51);
  });

  it('is not what is quick, cannot backtrack, or belongs to a library', () => {
    assert.deepEqual(seen('^(\\w+\\s?)*$', 0.01 * sampleCosts.totals.cpuMsPerRequest), []);
    assert.deepEqual(seen('^\\w+(\\s\\w+)*\\s?$', 1.5), []);
    assert.deepEqual(seen('^(\\w+\\s?)*$', 1.5, { origin: 'dependency', file: 'node_modules/x/index.js' }), []);
  });

  it('tells exponential from polynomial, and says nothing of what is no expression', () => {
    // The number of ways to divide n characters doubles with each: 2ⁿ⁻¹. Two neighbours have n − 1 ways.
    assert.equal(backtrackingOf('^(a+)+$', ''), 'exponential');
    assert.equal(backtrackingOf('^\\d+\\w*x', ''), 'polynomial');
    assert.equal(backtrackingOf('^[a-z0-9]+(-[a-z0-9]+)*$', ''), undefined);
    assert.equal(backtrackingOf('(', ''), undefined);
  });
});

describe('hot-function', () => {
  const through = (callee: string) =>
    findings({
      functions: [
        fn('capture', { selfCpuMsPerRequest: 0.05, ownCpuMsPerRequest: 1.05 }),
        fn(callee, { origin: 'dependency', file: 'node_modules/router/index.js', selfCpuMsPerRequest: 1 }),
      ],
      stacks: {
        parent: [-1, 0, 1],
        function: [-1, 0, 1],
        label: ['(root)', '', ''],
        selfCpuMsPerRequest: [0, 0.05, 1],
      },
      sources: new Map([[file, 'function capture(request, response, next) {\n  next();\n}\n']]),
    }).filter(({ rule }) => rule === 'hot-function');

  it('is not a middleware that only hands the request on', () => {
    assert.deepEqual(through('next'), []);
    assert.equal(through('parse')[0]?.function, 'capture');
  });
});

describe('same-arguments', () => {
  const called = (source: string, more: Partial<FunctionCost> = {}) =>
    findings({ functions: [fn('facetsOf', more)], sources: new Map([[file, source]]) }).map(({ rule, line }) => [
      rule,
      line,
    ]);
  const facets = `export function facetsOf(products) {
  return count(products);
}
import { products } from './products.js';
`;

  it('finds a function that is only ever called with constants', () => {
    assert.deepEqual(called(`${facets}app.get('/', (q, r) => r.json(facetsOf(products)));`), [['same-arguments', 1]]);
    assert.deepEqual(called(`${facets}const top = 6;\nconst h = () => facetsOf(top, 'x', 3, null);`), [
      ['same-arguments', 1],
    ]);
  });

  const near: Readonly<Record<string, string>> = {
    'with what a request brings': `${facets}app.get('/', (q, r) => r.json(facetsOf(q.products)));`,
    'once with another': `${facets}const h = () => facetsOf(products);\nconst i = (x) => facetsOf(x);`,
    'with what may change': `${facets}let now = 1;\nconst h = () => facetsOf(now);`,
    'when the module is loaded': `${facets}const all = facetsOf(products);`,
    'by somebody else too': `${facets}const h = () => facetsOf(products);\nlist.map(facetsOf);`,
    'and uses the clock': `function facetsOf(products) {
  return [Date.now(), products];
}
const products = [];
const h = () => facetsOf(products);`,
    'and writes outside': `function facetsOf(products) {
  count = products; return 1;
}
const products = [];
const h = () => facetsOf(products);`,
    'and gives nothing back': `function facetsOf(products) {
  print(products);
}
const products = [];
const h = () => facetsOf(products);`,
  };
  for (const [when, source] of Object.entries(near))
    it(`leaves one alone that is called ${when}`, () => {
      assert.deepEqual(called(source), [['hot-function', 1]]);
    });

  it('leaves one alone that is not dear', () => {
    const source = `${facets}const h = () => facetsOf(products);`;
    assert.deepEqual(called(source, { selfCpuMsPerRequest: 0.049 * sampleCosts.totals.cpuMsPerRequest }), []);
  });
});
