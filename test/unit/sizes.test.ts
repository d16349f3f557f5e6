import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fitPowerLaw } from '../../src/attribute/power-law.ts';
import { sizeParameterOf } from '../../src/load/size-parameter.ts';
import { planTime } from '../../src/capture/plan.ts';
import type { SizeSlice } from '../../src/model/recorded-sizes.ts';
import { sizeWords } from '../../src/report/size-words.ts';
import type { Report } from '../../src/model/report.ts';
import { costsOf, near } from '../costs-of.ts';
import { drawStacks } from '../profile-drawing.ts';
import { sliceWith } from '../recording-with.ts';
import { lehmer } from './lehmer.ts';

describe('a power law', () => {
  const sizes = [10, 20, 40, 80];

  it('is found exactly where it holds exactly, whatever its factor', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 4, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        (exponent, factor) => {
          const law = fitPowerLaw(
            sizes.map((size) => ({ size, value: factor * size ** exponent, relativeVariance: 0 })),
          );
          near(law?.exponent, exponent, 1e-9);
          assert.ok(law !== undefined && law.interval.low < exponent && exponent < law.interval.high);
        },
      ),
    );
  });

  it('lies in its interval in 95 of 100 tries, whichever points are known badly', () => {
    const random = lehmer(7);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const tries = 4000;
    let inside = 0;
    for (let i = 0; i < tries; i++) {
      const points = sizes.map((size, at) => {
        const deviation = 0.2 / 2 ** at;
        return { size, value: size ** 1.5 * Math.exp(deviation * normal()), relativeVariance: deviation ** 2 };
      });
      const law = fitPowerLaw(points);
      if (law !== undefined && law.interval.low <= 1.5 && 1.5 <= law.interval.high) inside++;
    }
    // Four standard deviations of a share of 0.95 in 4,000 tries below; widening for scatter makes it more than 0.95.
    assert.ok(inside / tries > 0.95 - 4 * Math.sqrt((0.95 * 0.05) / tries), `${inside / tries}`);
    assert.ok(inside / tries < 0.99, `${inside / tries}`);
  });

  it('widens its interval where the points bend', () => {
    const bent = fitPowerLaw(sizes.map((size) => ({ size, value: 100 + size ** 2, relativeVariance: 0 })));
    const straight = fitPowerLaw(sizes.map((size) => ({ size, value: size ** 2, relativeVariance: 0 })));
    const width = (law: typeof bent) => (law === undefined ? NaN : law.interval.high - law.interval.low);
    assert.ok(width(bent) > 3 * width(straight));
  });

  it('needs three points', () => {
    const points = sizes.slice(0, 2).map((size) => ({ size, value: size, relativeVariance: 0 }));
    assert.equal(fitPowerLaw(points), undefined);
    assert.equal(fitPowerLaw([...points, { size: 40, value: 0, relativeVariance: 0 }]), undefined);
  });
});

describe('the size of a request', () => {
  const request = { path: '/list', route: '/list' };
  const found = (parts: Partial<Parameters<typeof sizeParameterOf>[0]>) => {
    const sized = sizeParameterOf({ ...request, ...parts });
    return sized === undefined ? undefined : [sized.parameter, sized.value, sized.at(80)];
  };

  it('is found in the query under a name that says how many', () => {
    assert.deepEqual(found({ path: '/list?q=a&limit=20&page=3' }), [
      'limit',
      20,
      { path: '/list?q=a&limit=80&page=3' },
    ]);
    assert.deepEqual(found({ path: '/list?per_page=20' }), ['per_page', 20, { path: '/list?per_page=80' }]);
  });

  it('is found in the path', () => {
    const path = { path: '/top/10/of?x=1', route: '/top/:n/of' };
    assert.deepEqual(found(path), [':n', 10, { path: '/top/80/of?x=1' }]);
  });

  it('is found in a body that holds one list', () => {
    const sized = sizeParameterOf({ ...request, body: '{"name":"x","items":[1,2,3]}' });
    assert.equal(sized?.parameter, '$.items');
    assert.deepEqual(sized.at(7), { body: '{"name":"x","items":[1,2,3,1,2,3,1]}' });
    assert.deepEqual(sizeParameterOf({ ...request, body: '[1,2]' })?.at(3), { body: '[1,2,1]' });
    assert.equal(found({ body: '{"a":[1],"b":[2]}' }), undefined);
  });

  it('is what the scenario says', () => {
    assert.deepEqual(found({ path: '/list?limit=5&rooms=3', size: 'rooms' }), [
      'rooms',
      3,
      { path: '/list?limit=5&rooms=80' },
    ]);
    assert.deepEqual(found({ body: '{"query":{"first":4}}', size: '$.query.first' }), [
      '$.query.first',
      4,
      { body: '{"query":{"first":80}}' },
    ]);
    assert.equal(found({ path: '/list?limit=5', size: false }), undefined);
  });

  it('is not which one, where from, or what a user fills in', () => {
    for (const path of [
      '/list?id=20',
      '/list?page=2',
      '/list?offset=20',
      '/list?limit={{n}}',
      '/list?limit=all',
      '/list?limit=0',
      '/list?limit',
    ])
      assert.equal(found({ path }), undefined, path);
    assert.equal(found({ path: '/items/20', route: '/items/:id' }), undefined);
  });
});

describe('the time for sizes', () => {
  it('is there where a request has one and the run is long, or where it was asked for', () => {
    assert.equal(planTime(60_000, 0).sizesMs, 0);
    assert.equal(planTime(12_000, 0, { sized: true }).sizesMs, 0);
    assert.equal(planTime(60_000, 0, { asked: true }).sizesMs, 0);
    assert.ok(planTime(30_000, 0, { sized: true }).sizesMs > 3000);
    assert.ok(planTime(12_000, 0, { sized: true, asked: true }).sizesMs > 3000);
  });

  it('is taken from the others, none of which goes beyond the end', () => {
    const plan = planTime(30_000, 1000, { sized: true, asked: true });
    const { complete, startedAtMs, endsAtMs, longestWarmUpMs, ...passes } = plan;
    assert.equal(complete, undefined);
    assert.ok(longestWarmUpMs < endsAtMs - startedAtMs);
    const all = Object.values(passes).reduce((sum, ms) => sum + ms, 0);
    assert.ok(all <= endsAtMs - startedAtMs, `${all}`);
  });
});

describe('growth with size', () => {
  /** 20 requests of ms each in 1 s. */
  const slice = (kind: 'asIs' | 'cpuSampling', size: number, ms: number, startUs = 0, endUs?: number): SizeSlice => ({
    ...sliceWith(kind, {
      ...{ requestIndex: 0, completed: 20, startUs, usage: { processCpuUs: 20 * ms * 1000 }, bytesOut: 20 * size },
      ...(endUs === undefined ? {} : { endUs }),
    }),
    size,
  });
  const asIs = [10, 20, 40].flatMap((size) => [0, 1].map(() => slice('asIs', size, size ** 2 / 100)));

  it('is the exponent of CPU per request, and of what a function has of it', () => {
    // 20 samples of 1 ms at each size: half of them, then three quarters, then all of them in `pairs`.
    const cpu = `(idle)  ${'pairs  '.repeat(10)}${'rest  '.repeat(10)}${'pairs  '.repeat(15)}${'rest  '.repeat(5)}${'pairs  '.repeat(20)}`;
    // While they are taken a request costs 2, 5.33 and 16 ms: 1, 4 and 16 of them in `pairs`, whatever surrounds it.
    const sampling = [10, 20, 40].map((size, i) =>
      slice('cpuSampling', size, [2, 16 / 3, 16][i] ?? 0, 1000 + i * 20_000, 1000 + (i + 1) * 20_000),
    );
    const sizes = {
      requests: [{ requestIndex: 0, parameter: 'limit', sizes: [10, 20, 40] }],
      slices: [...asIs, ...sampling],
      stacks: [drawStacks(cpu)],
    };
    const costs = costsOf({ cpu: '(idle)  pairs', sizes });
    const [growth] = costs.growthWithSize ?? [];
    assert.ok(growth !== undefined);
    near(growth.exponent, 2);
    assert.deepEqual(growth.points, [
      { size: 10, cpuMsPerRequest: 1, bytesOutPerRequest: 10 },
      { size: 20, cpuMsPerRequest: 4, bytesOutPerRequest: 20 },
      { size: 40, cpuMsPerRequest: 16, bytesOutPerRequest: 40 },
    ]);
    const [pairs] = growth.functions;
    assert.equal(pairs?.name, 'pairs');
    assert.equal(pairs.ownShare, 1);
    near(pairs.exponent, 2);
    assert.ok(pairs.interval.low < 2 && pairs.interval.high > 2);
    const [words = ''] = sizeWords({ growthWithSize: [growth] } as unknown as Report);
    assert.match(
      words,
      /^GET \/, limit, from 10 to 40: 1 ms to 16 ms CPU, as n\^2\.0 \(2\.0 to 2\.0\); at 40, pairs .* with 100% grows as n\^2\.\d/,
    );
  });

  it('does not show in what the application costs otherwise', () => {
    const sizes = { requests: [{ requestIndex: 0, parameter: 'n', sizes: [10, 20, 40] }], slices: asIs, stacks: [] };
    const { growthWithSize = [], ...costs } = costsOf({ cpu: '(idle)  pairs', sizes });
    const without = costsOf({ cpu: '(idle)  pairs' });
    assert.deepEqual(costs, without);
    assert.deepEqual(growthWithSize[0]?.functions, []);
  });
});
