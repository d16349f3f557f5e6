import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { advise } from '../../src/advise/advise.ts';
import { findingFlags } from '../../src/cli/finding-flags.ts';
import type { Costs } from '../../src/model/costs.ts';
import { FailureError } from '../../src/model/failure.ts';
import type { FindingSettings } from '../../src/model/finding-settings.ts';
import { ruleIds } from '../../src/model/finding.ts';
import { price } from '../../src/price/price.ts';
import { functionsOnly, sampleCosts, sampleCostsWithoutTraffic } from './sample-costs.ts';

/** Of all CPU, collections included, as in the sample: similarity 40 %, parseCatalogue 28 %, and less. */
const silent = functionsOnly(sampleCosts);
const adviceWith = (findings: FindingSettings) => advise(price({ ...silent, findings }));
const names = (findings: FindingSettings) => adviceWith(findings).advice.map(({ function: name }) => name);
const all = names({});

describe('settings of findings', () => {
  it('end the list where the project says', () => {
    assert.deepEqual(names({ limit: 2 }), all.slice(0, 2));
  });

  it('leave out what is below a threshold, by the rule before "*"', () => {
    const costs = (name: string | undefined) => {
      const fn = sampleCosts.functions.find((each) => each.name === name);
      return (
        (fn?.ownCpuMsPerRequest ?? fn?.selfCpuMsPerRequest ?? 0) +
        (fn?.ownGcCpuMsPerRequest ?? fn?.gcCpuMsPerRequest ?? 0)
      );
    };
    const least = 0.15;
    const dear = all.filter((name) => costs(name) >= least * sampleCosts.totals.cpuMsPerRequest);
    assert.ok(dear.length > 0 && dear.length < all.length, dear.join());
    assert.deepEqual(names({ thresholds: { '*': least } }), dear);
    // A function that is not hot enough may still make much of the garbage.
    const { advice } = adviceWith({ thresholds: { 'hot-function': least } });
    assert.deepEqual(
      advice.flatMap(({ rule, function: name }) => (rule === 'hot-function' ? [name] : [])),
      dear,
    );
    assert.deepEqual(names({ thresholds: { '*': 0.99, 'hot-function': 0.05 } }), all);
  });

  it('hear a rule earlier than is usual where its threshold is lower', () => {
    assert.ok(names({ thresholds: { 'hot-function': 0.001 } }).length > all.length);
  });

  const reason = 'known';
  it('ignore by rule, file, folder and function, and count it', () => {
    const [first] = adviceWith({}).advice;
    assert.ok(first?.file !== undefined && first.function !== undefined);
    const folder = first.file.slice(0, first.file.indexOf('/') + 1);
    for (const one of [
      { file: first.file },
      { function: first.function },
      { file: first.file, function: first.function },
    ]) {
      const { advice, ignoredFindings } = adviceWith({ ignore: [{ rule: 'hot-function', reason, ...one }] });
      assert.equal(
        advice.some((each) => each.function === first.function),
        false,
      );
      assert.equal(advice.length + ignoredFindings, all.length);
    }
    assert.deepEqual(names({ ignore: [{ rule: '*', file: folder, reason }] }), []);
    assert.deepEqual(names({ ignore: [{ rule: 'json-copy', file: first.file, reason }] }), all);
    assert.deepEqual(names({ ignore: [{ rule: '*', file: first.file, function: 'another', reason }] }), all);
    assert.deepEqual(names({ ignore: [{ rule: '*', file: folder.slice(0, -1), reason }] }), all);
    assert.deepEqual(names({ ignore: [{ rule: '*', route: 'GET /', reason }] }), all);
  });
});

describe('the order of findings', () => {
  const rulesOf = (costs: Costs) => advise(price(costs)).advice.map(({ rule }) => rule);

  it('is by CPU, then by memory, then by bytes, where no traffic is stated', () => {
    const rules = rulesOf(sampleCostsWithoutTraffic);
    const at = (rule: string) => rules.indexOf(rule);
    assert.ok(at('hot-function') >= 0 && at('hot-function') < at('memory-growth'), rules.join());
    assert.ok(at('memory-growth') < at('uncompressed-response'), rules.join());
  });

  it('is by money where traffic is stated: bytes that cost more than the CPU come first', () => {
    const rules = rulesOf({ ...sampleCosts, traffic: { averageRequestsPerSecond: 2000 } });
    assert.equal(rules[0], 'uncompressed-response', rules.join());
  });

  it('has a range with a known lower end before a larger one that is only "up to"', () => {
    const [first, second] = sampleCosts.functions.filter(({ origin }) => origin === 'app');
    assert.ok(first?.line !== undefined && second !== undefined);
    const line = first.line + 1;
    const interval = { low: 0.98, high: 1.02 };
    const cheap = { ...first, endLine: first.line + 2, selfCpuMsPerRequest: 1, ownCpuMsPerRequest: 1, interval };
    const dear = { ...second, selfCpuMsPerRequest: 1.3, ownCpuMsPerRequest: 1.3 };
    const text = `${'\n'.repeat(first.line - 1)}function ${first.name}(a) {\nreturn JSON.parse(JSON.stringify(a));\n}`;
    const { advice } = advise(
      price({
        ...silent,
        functions: [dear, cheap],
        lines: [{ file: first.file, line, selfCpuMsPerRequest: 1 }],
        sources: new Map([[first.file, text]]),
      }),
    );
    assert.deepEqual(
      advice.map(({ rule, certainty }) => [rule, certainty]),
      [
        ['json-copy', 'certain'],
        ['hot-function', 'lookHere'],
      ],
    );
  });
});

describe('--findings', () => {
  it('is read as settings', () => {
    assert.deepEqual(findingFlags('limit=5, threshold=2%, hot-function=0.1'), {
      limit: 5,
      thresholds: { '*': 0.02, 'hot-function': 0.1 },
    });
    assert.deepEqual(findingFlags('limit=1'), { limit: 1 });
    assert.equal(findingFlags(undefined), undefined);
  });

  for (const wrong of [
    '',
    'limit',
    'limit=',
    'limit=0',
    'limit=1.5',
    'threshold=101%',
    'threshold=x',
    'toString=1',
    'limit=1=2',
  ])
    it(`refuses "${wrong}"`, () => {
      assert.throws(() => findingFlags(wrong), FailureError);
    });
});

describe('the schema of leanscope.json', () => {
  it('knows each rule', () => {
    const schema = JSON.parse(readFileSync(new URL('../../media/leanscope.schema.json', import.meta.url), 'utf8')) as {
      definitions: { rule: { enum: readonly string[] } };
    };
    assert.deepEqual([...schema.definitions.rule.enum].sort(), [...ruleIds, '*'].sort());
  });
});
