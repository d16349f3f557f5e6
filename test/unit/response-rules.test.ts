import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import type { Costs, RouteCost } from '../../src/model/costs.ts';
import type { ReportAdvice } from '../../src/model/report-findings.ts';
import { price } from '../../src/price/price.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

const [some] = sampleCosts.routes;
assert.ok(some !== undefined);
const body = { bytesPerRequest: 20_000, plainBytesPerRequest: 20_000, encodings: ['gzip'] };
const repeats = { compared: 12, same: 12, cacheHeaders: [] };
const base: RouteCost = {
  ...some,
  method: 'GET',
  path: '/list',
  file: 'src/list.ts',
  line: 7,
  share: 0.25,
  body,
  cpuMsPerRequest: 2,
};

const found = (route: Partial<RouteCost>, bytesOutPerRequest = 40_000): readonly ReportAdvice[] => {
  const costs: Costs = {
    ...functionsOnly(sampleCosts),
    ...{ functions: [], lines: [], routes: [{ ...base, ...route }] },
    stacks: { parent: [-1], function: [-1], label: ['(root)'], selfCpuMsPerRequest: [0] },
    totals: { ...sampleCosts.totals, bytesOutPerRequest },
  };
  return advise(price(costs)).advice;
};
const rules = (route: Partial<RouteCost>, bytesOutPerRequest?: number) =>
  found(route, bytesOutPerRequest).map(({ rule }) => rule);

describe('uncacheable-response', () => {
  it('is found at its route, with the bytes and the CPU of each answer', () => {
    const [only, ...more] = found({ repeats });
    assert.equal(more.length, 0);
    assert.deepEqual(
      [only?.rule, only?.route, only?.file, only?.line, only?.certainty],
      ['uncacheable-response', 'GET /list', 'src/list.ts', 7, 'lookHere'],
    );
    // A quarter of the requests send 20 kB.
    assert.equal(only?.saving.bytesOutPerRequest, 5_000);
    assert.match(only.evidence, /13 answers in a row were the same.*each takes 2 ms of CPU/);
  });

  it('is none where the author has said how long it holds, or who asks was told', () => {
    assert.deepEqual(rules({ repeats: { ...repeats, cacheHeaders: ['cache-control'] } }), []);
    assert.deepEqual(rules({ repeats: { ...repeats, cacheHeaders: ['etag'] } }), []);
    assert.deepEqual(rules({ repeats: { compared: 12, same: 12 } }), []);
  });

  it('is none where one answer differed, few were looked at, or none', () => {
    assert.deepEqual(rules({ repeats: { ...repeats, same: 11 } }), []);
    assert.deepEqual(rules({ repeats: { ...repeats, compared: 3, same: 3 } }), []);
    assert.deepEqual(rules({}), []);
  });

  it('is none of few bytes, or of a small part of all', () => {
    assert.deepEqual(
      rules({ repeats, body: { ...body, bytesPerRequest: 1_500, plainBytesPerRequest: 1_500 } }, 400),
      [],
    );
    // 5,000 of 110,000 are less than a twentieth.
    assert.deepEqual(rules({ repeats }, 110_000), []);
  });

  it('saves no byte that compressing saves', () => {
    const advice = found({ repeats, body: { ...body, encodings: [], gzipBytesPerRequest: 4_000 } }, 18_000);
    const bytes = Object.fromEntries(advice.map(({ rule, saving }) => [rule, saving.bytesOutPerRequest]));
    // 4,000 by gzip, and the upper end is that of a better way to compress.
    assert.deepEqual(bytes, { 'uncompressed-response': 4_200, 'uncacheable-response': 1_000 });
  });
});

describe('duplicate-response', () => {
  const twins = [{ request: 'GET /list?page=2', sameAs: 'GET /list?page=1', bytes: 20_000, share: 0.1 }];

  it('names both addresses, and saves the bytes of one', () => {
    const [only, ...more] = found({ twins });
    assert.equal(more.length, 0);
    assert.deepEqual(
      [only?.rule, only?.certainty, only?.saving.bytesOutPerRequest],
      ['duplicate-response', 'lookHere', 2_000],
    );
    assert.match(only?.title ?? '', /^GET \/list\?page=2 gives the same 20 kB as GET \/list\?page=1$/);
  });

  it('is none of little: an empty list is like another', () => {
    assert.deepEqual(rules({ twins: twins.map((twin) => ({ ...twin, bytes: 1_900 })) }), []);
  });

  it('is told once with the same bytes sent again and again', () => {
    const advice = found({ twins, repeats });
    const all = advice.reduce((sum, { saving }) => sum + (saving.bytesOutPerRequest ?? 0), 0);
    assert.equal(all, 5_000);
  });
});
