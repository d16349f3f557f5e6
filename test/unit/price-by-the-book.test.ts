/**
 * The money again, written from the formulas of the model and sharing no code with `price/`: λ requests/s, d CPU and m
 * event-loop time per request, k how much longer it takes there, n vCPUs, y what a vCPU keeps when all are busy, ρ utilisation.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ServerProbe } from '../../src/model/calibration.ts';
import type { Costs } from '../../src/model/costs.ts';
import { price } from '../../src/price/price.ts';
import { sampleCosts } from './sample-costs.ts';

interface Type {
  readonly at: string;
  readonly usdPerHour: number;
  /** √(HTML5 × Clang) of Geekbench 6, to a tenth. */
  readonly index: number;
  readonly y: number;
  readonly mbps?: number;
}

/** Two vCPUs each; those whose vCPUs are hyperthreads keep little over half. */
const types: readonly Type[] = [
  { at: 'aws/us-east-1/c7g.large', usdPerHour: 0.0725, index: 1628.6, y: 0.962, mbps: 937 },
  { at: 'aws/us-east-1/c8g.large', usdPerHour: 0.07976, index: 2235.9, y: 0.978, mbps: 937 },
  { at: 'aws/us-east-1/c7i.large', usdPerHour: 0.08925, index: 1676.1, y: 0.627, mbps: 781 },
  { at: 'aws/us-east-1/m7i.large', usdPerHour: 0.1008, index: 1773.9, y: 0.627, mbps: 781 },
  { at: 'gcp/us-central1/n2-standard-2', usdPerHour: 0.097118, index: 1321.7, y: 0.612 },
  { at: 'gcp/us-central1/t2d-standard-2', usdPerHour: 0.084492, index: 1553.5, y: 0.984 },
  { at: 'azure/eastus/D2s_v5', usdPerHour: 0.096, index: 1689, y: 0.596 },
  { at: 'azure/eastus/D2ps_v6', usdPerHour: 0.07, index: 2049.9, y: 0.979 },
];

/** A laptop that was measured against an m7i.large, of Geekbench 2500 and 2600. */
const laptop = Math.sqrt(2500 * 2600);

function probeOf(score: number): ServerProbe {
  const perCpuSecond = [score, score, score, score, 1, 1];
  const quality = { seconds: 10, noise: 0.02, disturbedShare: 0 };
  const machine = { nodeVersion: 'v24.0.0', cpuModel: 'x', arch: 'x64', logicalCpus: 8 };
  return { probeVersion: 1, takenAt: '2026-09-01T00:00:00Z', ...machine, ...quality, perCpuSecond };
}

interface Case {
  readonly type: Type;
  readonly d: number;
  /** m over d. */
  readonly loopShare: number;
  readonly average: number;
  readonly peakFactor: number;
  readonly burst: number;
  readonly rho: number;
  readonly least: number;
  readonly spare: number;
  readonly bytes: number;
}

function priced({
  type,
  d,
  loopShare,
  average,
  peakFactor,
  burst,
  rho,
  least,
  spare,
  bytes,
}: Case): ReturnType<typeof price>['cost'] {
  const [provider = '', region = '', instance = ''] = type.at.split('/');
  const costs: Costs = {
    ...sampleCosts,
    machine: {
      ...sampleCosts.machine,
      probe: probeOf(laptop / 1773.9),
      server: { ...probeOf(1), instance: 'aws/m7i.large' },
    },
    totals: {
      ...sampleCosts.totals,
      cpuMsPerRequest: d,
      loopCpuMsPerRequest: d * loopShare,
      bytesOutPerRequest: bytes,
    },
    traffic: { averageRequestsPerSecond: average, peakFactor, burstFactor: burst },
    deployment: { provider, region, instance, utilizationTarget: rho, minInstances: least, spareInstances: spare },
  };
  return price(costs).cost;
}

/** A process on each of two vCPUs: loops that share a core slow each other down as much as the processor does. */
function capacity({ type, d, loopShare, bytes }: Case): number {
  const k = laptop / type.index;
  const threads = type.y < 0.8;
  const crowding = threads ? type.y : 1;
  const loop = (2 * crowding) / ((d / 1000) * loopShare * k);
  const cpu = (2 * type.y) / ((d / 1000) * k);
  const network = type.mbps === undefined ? Infinity : (type.mbps * 125_000) / bytes;
  return Math.min(loop, cpu, network);
}

function fleet(given: Case): { readonly n: number; readonly fixed: number; readonly hourly: number } {
  const { type, average, peakFactor, burst, rho, least, spare } = given;
  const x = capacity(given);
  const n = Array.from({ length: 24 }, (_, hour) => {
    const mean = average * (1 + (peakFactor - 1) * Math.cos((2 * Math.PI * (hour - 15)) / 24));
    const worst = burst === 1 ? mean : burst * mean + 2.33 * Math.sqrt(mean / 60);
    return Math.max(least, Math.ceil((worst / (rho * x)) * (1 - 1e-12)) + spare);
  });
  const most = Math.max(...n);
  const hours = n.reduce((sum, each) => sum + each, 0) / 24;
  return { n: most, fixed: most * 730 * type.usdPerHour, hourly: hours * 730 * type.usdPerHour };
}

function toTheCent(actual: number | undefined, expected: number, what: string): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 0.005, `${what}: ${actual}, not ${expected}`);
}

const cases: fc.Arbitrary<Case> = fc.record({
  type: fc.constantFrom(...types),
  d: fc.double({ min: 0.3, max: 60, noNaN: true }),
  loopShare: fc.double({ min: 0.3, max: 1, noNaN: true }),
  average: fc.double({ min: 1, max: 3000, noNaN: true }),
  peakFactor: fc.double({ min: 1, max: 2, noNaN: true }),
  burst: fc.oneof(fc.constant(1), fc.double({ min: 1.01, max: 3, noNaN: true })),
  rho: fc.double({ min: 0.3, max: 0.85, noNaN: true }),
  least: fc.integer({ min: 0, max: 4 }),
  spare: fc.integer({ min: 0, max: 2 }),
  bytes: fc.double({ min: 200, max: 300_000, noNaN: true }),
});

describe('money by the book', () => {
  it('agrees to the cent on 50 cases: fleets, marginal prices and bytes out', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const cost = priced(given);
        const { n, fixed, hourly } = fleet(given);
        assert.equal(cost.fleet?.instances, n);
        toTheCent(cost.fleet.usdPerMonth, fixed, 'fixed');
        toTheCent(cost.fleet.autoscaledUsdPerMonth, hourly, 'hourly');
        const option = cost.options.find(
          ({ provider, region, sku }) => `${provider}/${region}/${sku}` === given.type.at,
        );
        const marginal = (1e6 / (given.rho * capacity(given) * 3600)) * given.type.usdPerHour;
        toTheCent(option?.usdPerMillionRequests, marginal, 'marginal');
        if (!given.type.at.startsWith('aws')) return;
        const gigabytes = (given.bytes * given.average * 2_628_000) / 1e9;
        const tier = (from: number, to: number, usd: number) => Math.max(0, Math.min(gigabytes, to) - from) * usd;
        const egress =
          tier(100, 10_240, 0.09) +
          tier(10_240, 51_200, 0.085) +
          tier(51_200, 153_600, 0.07) +
          tier(153_600, Infinity, 0.05);
        toTheCent(cost.egressUsdPerMonth, egress, 'egress');
      }),
      { numRuns: 50 },
    );
  });

  it('gives the table of the worked example: 8 ms, 200 requests/s, a day that peaks at 370', () => {
    const expected = [
      ['c7g.large', 5, 265, 187, 4, 212],
      ['c8g.large', 4, 233, 175, 3, 175],
      ['c7i.large', 7, 456, 290, 5, 326],
      ['m7i.large', 7, 515, 322, 5, 368],
      ['n2-standard-2', 9, 638, 387, 6, 425],
      ['t2d-standard-2', 5, 308, 218, 4, 247],
      ['D2s_v5', 7, 491, 318, 5, 350],
      ['D2ps_v6', 4, 204, 153, 3, 153],
    ] as const;
    for (const [name, n, fixed, hourly, fixedN, fixedUsd] of expected) {
      const type = types.find(({ at }) => at.endsWith(name));
      assert.ok(type !== undefined);
      const given = {
        type,
        d: 8,
        loopShare: 1,
        average: 200,
        peakFactor: 1.85,
        burst: 1,
        rho: 0.65,
        least: 2,
        spare: 1,
        bytes: 12_000,
      };
      const before = priced(given).fleet;
      const after = priced({ ...given, d: 8 * 0.65 }).fleet;
      const dollars = (usd = NaN) => Math.round(usd);
      assert.deepEqual(
        [
          before?.instances,
          dollars(before?.usdPerMonth),
          dollars(before?.autoscaledUsdPerMonth),
          after?.instances,
          dollars(after?.usdPerMonth),
        ],
        [n, fixed, hourly, fixedN, fixedUsd],
        name,
      );
    }
  });

  it('bills functions for their duration, and what they wait', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 500, noNaN: true }), (given, wait) => {
        const parts = {
          mean: wait + given.d,
          alone: wait + given.d,
          cpu: given.d,
          gc: 0,
          blocked: 0,
          queue: 0,
          waiting: wait,
        };
        const cost = price({
          ...sampleCosts,
          totals: { ...sampleCosts.totals, cpuMsPerRequest: given.d, latencyPartsMs: parts },
          traffic: { averageRequestsPerSecond: given.average },
        }).cost;
        const lambda = cost.cloudFunctions?.find(({ sku }) => sku.startsWith('Lambda x86_64'));
        assert.ok(lambda?.memoryMB !== undefined);
        const k = 1773.9 / 1597.4;
        // A duration is a whole number of milliseconds.
        const ms = wait + given.d * k * Math.max(1, 1769 / lambda.memoryMB);
        assert.ok(
          Math.abs(lambda.durationMs - Math.ceil(ms)) <= 1e-6 * ms || Math.abs(ms - Math.round(ms)) < 1e-6,
          `${lambda.durationMs}, not ${ms}`,
        );
        const gbSeconds = (lambda.durationMs / 1000) * (lambda.memoryMB / 1024);
        toTheCent(lambda.usdPerMillionRequests, 1e6 * gbSeconds * 1.66667e-5 + 0.2, 'Lambda');
        const cheapest = Math.min(...(lambda.sweep ?? []).map((each) => each.usdPerMillionRequests));
        assert.ok(lambda.usdPerMillionRequests <= cheapest + 1e-12);
      }),
      { numRuns: 50 },
    );
  });

  it('plans twelve months as a walk through its days does', () => {
    const type = types[3];
    assert.ok(type !== undefined);
    const given = {
      type,
      d: 8,
      loopShare: 1,
      average: 200,
      peakFactor: 2,
      burst: 1,
      rho: 0.65,
      least: 2,
      spare: 1,
      bytes: 1000,
    };
    const x = capacity({ ...given, bytes: 1000 });
    const [provider = '', region = '', instance = ''] = type.at.split('/');
    const plan = price({
      ...sampleCosts,
      startedAt: '2026-11-30T22:00:00.000Z',
      machine: {
        ...sampleCosts.machine,
        probe: probeOf(laptop / 1773.9),
        server: { ...probeOf(1), instance: 'aws/m7i.large' },
      },
      totals: { ...sampleCosts.totals, cpuMsPerRequest: 8, bytesOutPerRequest: 1000 },
      traffic: {
        averageRequestsPerSecond: 200,
        burstFactor: 1,
        growthPerMonth: 0.06,
        campaigns: [{ name: 'sale', start: '2027-02-27', days: 4, multiplier: 3, rampDays: 1 }],
      },
      deployment: { provider, region, instance, utilizationTarget: 0.65 },
    }).cost.plan;
    assert.ok(plan !== undefined);
    const n = (rate: number) => Math.max(2, Math.ceil((rate / (0.65 * x)) * (1 - 1e-12)) + 1);
    const factors = new Map([
      ['2027-02-27', 2],
      ['2027-02-28', 3],
      ['2027-03-01', 3],
      ['2027-03-02', 3],
    ]);
    let hours = 0;
    let outgrown = '';
    const today = n(400);
    for (let day = 0; day < 365; day++) {
      const date = new Date(Date.UTC(2026, 10, 30 + day)).toISOString().slice(0, 10);
      const mean = 200 * 1.06 ** (day / (365 / 12)) * (factors.get(date) ?? 1);
      for (let hour = 0; hour < 24; hour++) hours += n(mean * (1 + Math.cos((2 * Math.PI * (hour - 15)) / 24)));
      if (outgrown === '' && n(2 * mean) > today) outgrown = date;
    }
    toTheCent(plan.autoscaledUsd, hours * type.usdPerHour, 'twelve months');
    assert.equal(plan.outgrownOn, outgrown);
    assert.equal(plan.months.length, 12);
    assert.deepEqual(
      plan.months.slice(0, 4).map(({ from, days }) => [from, days]),
      [
        ['2026-11-30', 30],
        ['2026-12-30', 31],
        ['2027-01-30', 29],
        ['2027-02-28', 30],
      ],
    );
    assert.equal(
      plan.months.reduce((sum, { days }) => sum + days, 0),
      365,
    );
    toTheCent(
      plan.months.reduce((sum, { autoscaledUsd }) => sum + autoscaledUsd, 0),
      plan.autoscaledUsd,
      'months',
    );
    const [sale] = plan.campaigns;
    assert.deepEqual(
      [sale?.from, sale?.to, plan.months[2]?.campaigns, plan.months[3]?.campaigns],
      ['2027-02-27', '2027-03-02', ['sale'], ['sale']],
    );
    // One loop: ρ / (m·k).
    toTheCent(plan.oneEventLoopRequestsPerSecond, (0.65 * 1000) / (8 * (laptop / type.index)), 'one loop');
    assert.equal(plan.oneEventLoopOutgrownOn, '2026-11-30');
  });
});
