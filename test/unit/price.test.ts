import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import type { Costs } from '../../src/model/costs.ts';
import { catalogue } from '../../src/price/catalogue.ts';
import { instanceCeiling, instancesFor } from '../../src/price/marginal.ts';
import { price } from '../../src/price/price.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts, sampleCostsWithoutTraffic } from './sample-costs.ts';

function close(actual: number | undefined, expected: number, what: string): void {
  assert.ok(actual !== undefined, `${what} is absent`);
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected), `${what}: ${actual}, not ${expected}`);
}

function withTotals(totals: Partial<Costs['totals']>): Costs {
  return { ...sampleCosts, totals: { ...sampleCosts.totals, ...totals } };
}

describe('price', () => {
  it('agrees with the arithmetic done by hand', () => {
    const priced = price(sampleCosts);
    // 4.2 ms × 10⁶ = 4200 CPU-s; an m7i.large gives 2 × 0.64 × 0.65 × 3600 of them for 0.1008 $.
    close(priced.totals.usdPerMillionRequests, (4200 / 2995.2) * 0.1008, 'total');
    // 120 requests/s × 2 628 000 s a month = 315.36 million.
    close(priced.totals.usdPerMonth, (4200 / 2995.2) * 0.1008 * 315.36, 'total per month');
    const parse = priced.functions.find(({ name }) => name === 'parseCatalogue');
    // 0.48 ms of its own and 0.17 ms of collection; with what it calls 0.52 ms.
    close(parse?.usdPerMillionRequests, (650 / 2995.2) * 0.1008, 'self');
    close(parse?.totalUsdPerMillionRequests, (690 / 2995.2) * 0.1008, 'total');
    // 0.52 ms with the library code it calls.
    close(parse?.ownUsdPerMillionRequests, (690 / 2995.2) * 0.1008, 'own');
    close(parse?.usdPerMonth, (650 / 2995.2) * 0.1008 * 315.36, 'self per month');
    const search = priced.routes.find(({ path }) => path === '/search');
    close(search?.usdPerMillionRequests, (6100 / 2995.2) * 0.1008, 'route');
    // 38.4 kB × 10⁶ = 38.4 GB at 9 cents.
    close(priced.cost.egressUsdPerMillionRequests, 3.456, 'egress');
    close(priced.cost.egressUsdPerMonth, (38.4 * 315.36 - 100) * 0.09, 'egress per month');
  });

  it('counts instances as the worked example of the cost model does', () => {
    // 8 ms per request, 370 requests/s at the peak, 65 %; the machine factors are the example's own.
    const expected = [
      ['c7g.large', 1.57, 5],
      ['c8g.large', 1.14, 4],
      ['c7i.large', 1.52, 7],
      ['m7i.large', 1.44, 7],
      ['t2d-standard-2', 1.64, 5],
      ['D2s_v5', 1.51, 7],
      ['D2ps_v6', 1.24, 4],
    ] as const;
    for (const [name, machineFactor, instances] of expected) {
      const sku = catalogue.find((row) => row.sku === name);
      assert.ok(sku !== undefined, name);
      const sizing = { machineFactor, utilizationTarget: 0.65 };
      assert.equal(instancesFor(370, instanceCeiling(8, sku, sizing), sizing), instances, name);
    }
  });

  it('keeps two instances and one to spare on every option, and sorts by cost per request', () => {
    const { options } = price(withTotals({ cpuMsPerRequest: 20 })).cost;
    assert.equal(options.length, catalogue.length);
    const m7i = options.find(({ sku, region }) => sku === 'm7i.large' && region === 'us-east-1');
    // 120/s ÷ (0.65 × 2 × 0.64 ÷ 0.020 s) = 2.88 instances, 3, and one to spare.
    assert.equal(m7i?.instances, 4);
    close(m7i.usdPerMonth, 4 * 0.1008 * 730, 'fleet');
    assert.ok(options.every(({ instances = 0 }) => instances >= 2));
    const sorted = options.map((option) => option.usdPerMillionRequests);
    assert.deepEqual(
      sorted,
      sorted.toSorted((a, b) => a - b),
    );
  });

  it('states no month without traffic, and none for traffic that is no traffic', () => {
    for (const averageRequestsPerSecond of [undefined, 0, -5, NaN, Infinity]) {
      const costs =
        averageRequestsPerSecond === undefined
          ? sampleCostsWithoutTraffic
          : { ...sampleCosts, traffic: { averageRequestsPerSecond } };
      const priced = price(costs);
      assert.ok(!JSON.stringify(priced).includes('usdPerMonth'), String(averageRequestsPerSecond));
      assert.ok(!JSON.stringify(priced).includes('PerMonth":null'));
      assert.ok(priced.cost.assumptions.some((text) => text.includes('monthly figures')));
      assert.ok(priced.totals.usdPerMillionRequests !== undefined);
    }
  });

  it('takes the stated instance type and utilisation, and says so when it knows no price for it', () => {
    const on = (instance: string, utilizationTarget?: number) =>
      price({
        ...sampleCosts,
        deployment: {
          provider: 'Azure',
          region: 'westeurope',
          instance,
          ...(utilizationTarget === undefined ? {} : { utilizationTarget }),
        },
      });
    assert.equal(on('Standard_D2s_v5').cost.basis?.sku, 'D2s_v5');
    close(on('D2s_v5', 0.5).totals.usdPerMillionRequests, (4200 / (2 * 0.64 * 0.5 * 3600)) * 0.115, 'at 50 %');
    const unknown = on('D96s_v9');
    assert.equal(unknown.cost.basis?.sku, 'm7i.large');
    assert.ok(unknown.cost.assumptions.some((text) => text.includes('D96s_v9') && text.includes('m7i.large')));
    const absurd = on('D2s_v5', 7);
    assert.ok(absurd.cost.assumptions.some((text) => text.includes('7 is not between')));
    assert.equal(absurd.totals.usdPerMillionRequests, on('D2s_v5').totals.usdPerMillionRequests);
  });

  it('prices nothing where nothing was measured', () => {
    for (const cpuMsPerRequest of [0, NaN, -1]) {
      const priced = price(withTotals({ cpuMsPerRequest, bytesOutPerRequest: 0 }));
      assert.equal(priced.totals.usdPerMillionRequests, undefined);
      assert.deepEqual(priced.cost.options, []);
      assert.equal(priced.cost.egressUsdPerMillionRequests, undefined);
      assert.equal(priced.cost.egressUsdPerMonth, undefined);
    }
  });

  it('gives every price a source and a date, and one per provider, region and type', () => {
    const names = catalogue.map(({ provider, region, sku }) => `${provider} ${region} ${sku}`);
    assert.equal(new Set(names).size, names.length);
    for (const row of catalogue) {
      assert.match(row.asOf, /^20\d\d(-\d\d-\d\d)?$/);
      assert.ok(row.source.includes('/'), row.sku);
      assert.ok(row.usdPerHour / row.vcpus > 0.02 && row.usdPerHour / row.vcpus < 0.1, row.sku);
    }
  });

  it('leaves its input as it was', () => {
    const before = JSON.stringify(sampleCosts);
    toReport(advise(price(sampleCosts)));
    assert.equal(JSON.stringify(sampleCosts), before);
  });
});
