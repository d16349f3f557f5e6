import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import type { Costs } from '../../src/model/costs.ts';
import { price, reprice } from '../../src/price/price.ts';
import { toReport } from '../../src/report/to-report.ts';
import { sampleCosts, sampleCostsWithoutTraffic } from './sample-costs.ts';

function close(actual: number | undefined, expected: number, what: string): void {
  assert.ok(actual !== undefined, `${what} is absent`);
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected), `${what}: ${actual}, not ${expected}`);
}

function withTotals(totals: Partial<Costs['totals']>): Costs {
  return { ...sampleCosts, totals: { ...sampleCosts.totals, ...totals } };
}

/** The same but for the rounding of a Report to six digits. */
function assertAlike(actual: unknown, expected: unknown, at: string): void {
  if (typeof expected === 'number') {
    const near = typeof actual === 'number' && Math.abs(actual - expected) <= 1e-4 * Math.abs(expected);
    assert.ok(near, `${at}: ${String(actual)}, not ${expected}`);
  } else if (typeof expected === 'object' && expected !== null) {
    const inner = actual as Readonly<Record<string, unknown>>;
    assert.deepEqual(Object.keys(inner).sort(), Object.keys(expected).sort(), at);
    for (const [key, value] of Object.entries(expected)) assertAlike(inner[key], value, `${at}.${key}`);
  } else assert.equal(actual, expected, at);
}

describe('price', () => {
  // m7i.large: 2 hyperthreads that keep 0.627 of their speed, $0.1008/h; the factor is 1 where nothing is calibrated.
  const cpuSecondsPerHour = 2 * 0.627 * 0.65 * 3600;

  it('agrees with the arithmetic done by hand', () => {
    const priced = price(sampleCosts);
    const usd = (cpuMs: number) => ((cpuMs * 1000) / cpuSecondsPerHour) * 0.1008;
    close(priced.totals.usdPerMillionRequests, usd(4.2), 'total');
    // 120 requests/s × 2 628 000 s a month = 315.36 million.
    close(priced.totals.usdPerMonth, usd(4.2) * 315.36, 'total per month');
    const parse = priced.functions.find(({ name }) => name === 'parseCatalogue');
    // 0.48 ms of its own and 0.17 ms of collection; with what it calls 0.52 ms.
    close(parse?.usdPerMillionRequests, usd(0.65), 'self');
    close(parse?.totalUsdPerMillionRequests, usd(0.69), 'total');
    // 0.52 ms with the library code it calls.
    close(parse?.ownUsdPerMillionRequests, usd(0.69), 'own');
    close(parse?.usdPerMonth, usd(0.65) * 315.36, 'self per month');
    const line = priced.lines.find(({ line: at }) => at === 14);
    // 0.44 ms, and the collection that 205 of the 372 kB per request cause.
    const { gcMsPerRequest: gcMs = NaN } = sampleCosts.totals;
    close(line?.usdPerMillionRequests, usd(0.44 + (gcMs * 205) / 372), 'line');
    const search = priced.routes.find(({ path }) => path === '/search');
    close(search?.usdPerMillionRequests, usd(6.1), 'route');
    // A quarter of the requests.
    close(search?.usdPerMonth, (usd(6.1) * 315.36) / 4, 'route per month');
    // 12.1 TB a month: one more gigabyte is in the second tier, 8.5 cents.
    close(priced.cost.egressUsdPerMillionRequests, 38.4 * 0.085, 'egress');
    close(search?.egressUsdPerMillionRequests, 9.8 * 0.085, 'egress of a route');
    const gigabytes = 38.4 * 315.36;
    close(priced.cost.egressUsdPerMonth, (10_240 - 100) * 0.09 + (gigabytes - 10_240) * 0.085, 'egress per month');
    const ofRoutes = priced.routes.reduce((sum, { egressUsdPerMonth = NaN }) => sum + egressUsdPerMonth, 0);
    close(ofRoutes, priced.cost.egressUsdPerMonth ?? NaN, 'egress of all routes');
  });

  it('keeps two instances and one to spare on every option, and sorts by cost per request', () => {
    const { options } = price({ ...sampleCosts, totals: { ...sampleCosts.totals, cpuMsPerRequest: 20 } }).cost;
    const m7i = options.find(({ sku, region }) => sku === 'm7i.large' && region === 'us-east-1');
    // Twice 120/s at the peak and 1.3 times that in its worst minute, with what chance adds.
    const peak = 1.3 * 240 + 2.33 * Math.sqrt(240 / 60);
    const busy = Math.ceil(peak / (0.65 * ((2 * 0.627 * 1000) / 20)));
    assert.equal(m7i?.instances, busy + 1);
    close(m7i.usdPerMonth, (busy + 1) * 0.1008 * 730, 'fleet');
    assert.ok(options.every(({ instances = 0 }) => instances >= 2));
    assert.ok(options.length > 40);
    const sorted = options.map((option) => option.usdPerMillionRequests);
    assert.deepEqual(
      sorted,
      sorted.toSorted((a, b) => a - b),
    );
    const names = options.map(({ provider, region, sku }) => `${provider} ${region} ${sku}`);
    assert.equal(new Set(names).size, names.length);
    for (const provider of ['aws', 'gcp', 'azure', 'hetzner'])
      assert.ok(
        names.some((name) => name.startsWith(provider)),
        provider,
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
    const factor = 1773.9 / 1689;
    close(
      on('D2s_v5', 0.5).totals.usdPerMillionRequests,
      ((4200 * factor) / (2 * 0.596 * 0.5 * 3600)) * 0.115,
      'at 50 %',
    );
    const unknown = on('D96s_v9');
    assert.equal(unknown.cost.basis?.sku, 'm7i.large');
    assert.ok(unknown.cost.assumptions.some((text) => text.includes('D96s_v9') && text.includes('m7i.large')));
    const absurd = on('D2s_v5', 7);
    assert.ok(
      absurd.cost.assumptions.some((text) => text.includes('deployment.utilizationTarget') && text.includes('not 7')),
    );
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

  it('computes from a Report what it computes from Costs, for the same plans and for others', () => {
    const report = toReport(advise(price(sampleCosts)));
    const other = {
      traffic: { averageRequestsPerSecond: 900, growthPerMonth: 0.04 },
      deployment: { provider: 'gcp', region: 'europe-west1', instance: 'n2-standard-4' },
    };
    for (const inputs of [{ traffic: sampleCosts.traffic ?? { averageRequestsPerSecond: 0 } }, other]) {
      const fromCosts = toReport(advise(price({ ...sampleCosts, ...inputs })));
      const fromReport = reprice(report, inputs);
      assertAlike(fromReport.cost, fromCosts.cost, 'cost');
      assertAlike(fromReport.routes, fromCosts.routes, 'routes');
      assertAlike(fromReport.lines, fromCosts.lines, 'lines');
      assertAlike(fromReport.functions, fromCosts.functions, 'functions');
      assertAlike(fromReport.advice, fromCosts.advice, 'advice');
    }
  });

  it('keeps the prices it used in the Report, and prices other plans by them', () => {
    const list = {
      ...{ provider: 'aws', source: 'a list', url: 'https://example.com/', asOf: '2026-11-01' },
      usdPerHour: { 'us-east-1': { 'c7g.large': 0.5 } },
    };
    const report = toReport(advise(price({ ...sampleCosts, priceLists: [list] })));
    const deployment = { provider: 'aws', region: 'us-east-1', instance: 'c7g.large' };
    assert.equal(reprice(report, { deployment }).cost.basis?.usdPerHour, 0.5);
    assert.equal(reprice(toReport(advise(price(sampleCosts))), { deployment }).cost.basis?.usdPerHour, 0.0725);
  });

  it('sets other hardware and settings of the runtime beside the fleet', () => {
    const knob = (setting: string, cpu: number, verdict: 'better' | 'worse') => {
      const ratio = { value: cpu, low: cpu * 0.95, high: cpu * 1.05 };
      return { setting, kind: 'v8Flag' as const, cpuRatio: ratio, throughputRatio: ratio, rssRatio: 1, verdict };
    };
    const { fleet, hardware = [] } = price({
      ...sampleCosts,
      traffic: { averageRequestsPerSecond: 2000 },
      deployment: { provider: 'aws', region: 'us-east-1', instance: 'm7i.large' },
      knobs: [knob('--no-maglev', 0.5, 'better'), knob('--no-opt', 3, 'worse')],
    }).cost;
    const by = (kind: string) => hardware.filter((change) => change.kind === kind);
    assert.deepEqual(
      by('runtimeFlag').map(({ name, loopSpeedup }) => [name, loopSpeedup]),
      [['--no-maglev', 2]],
    );
    // Half the CPU: half the busy instances, and one to spare.
    const busy = (fleet?.peakRequestsPerSecond ?? NaN) / (0.65 * ((2 * 0.627) / 0.0021));
    assert.equal(by('runtimeFlag')[0]?.instances, Math.ceil(busy) + 1);
    for (const change of hardware)
      close(change.savesUsdPerMonth + change.usdPerMonth, fleet?.usdPerMonth ?? NaN, change.name);
    assert.equal(by('biggerType')[0]?.name, 'm7i.xlarge');
    assert.equal(by('biggerType')[0]?.loopSpeedup, 1);
    assert.ok((by('otherType')[0]?.savesUsdPerMonth ?? 0) > 0);
  });

  it('says which resource binds', () => {
    const binding = (totals: Partial<Costs['totals']>, workersPerInstance?: number) =>
      price({
        ...withTotals(totals),
        deployment: {
          provider: 'aws',
          region: 'us-east-1',
          instance: 'm7i.large',
          ...(workersPerInstance === undefined ? {} : { workersPerInstance }),
        },
      }).cost.fleet?.bindingResource;
    assert.equal(binding({}), 'cpu');
    assert.equal(binding({ loopCpuMsPerRequest: 4 }, 1), 'eventLoop');
    // One process of 4 GB on 8 GiB, though there are two vCPUs.
    assert.equal(binding({ rssPeakBytes: 4e9 }), 'memory');
    // 781 Mbit/s carry 97 answers of 1 MB a second; the processor would make 299.
    assert.equal(binding({ bytesOutPerRequest: 1e6 }), 'network');
    const tooBig = price({ ...withTotals({ rssPeakBytes: 9e9 }) }).cost;
    assert.equal(tooBig.fleet, undefined);
    assert.ok(tooBig.assumptions.some((text) => text.includes('does not fit in the memory')));
    assert.equal(price(withTotals({ bytesOutPerRequest: 1e6 })).cost.fleet?.largestItem, 'egress');
  });

  it('leaves its input as it was', () => {
    const before = JSON.stringify(sampleCosts);
    toReport(advise(price(sampleCosts)));
    assert.equal(JSON.stringify(sampleCosts), before);
  });
});
