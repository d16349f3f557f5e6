import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Costs, FunctionCost } from '../../src/model/costs.ts';
import {
  capacityOf,
  hourlyRateFor,
  instancesFor,
  rateToHold,
  type Demand,
  type Host,
  type Sizing,
} from '../../src/price/capacity.ts';
import { fleetCost } from '../../src/price/fleet.ts';
import { loadShapeOf } from '../../src/price/load-shape.ts';
import { marginalUsdPerMillion, usdPerMonthAt } from '../../src/price/money.ts';
import { price } from '../../src/price/price.ts';
import { worthOf } from '../../src/price/worth.ts';
import { sampleCosts } from './sample-costs.ts';

const cpuMs = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const factor = fc.double({ min: 1, max: 100, noNaN: true });
const rate = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const host: fc.Arbitrary<Host> = fc.record({
  vcpus: fc.integer({ min: 1, max: 256 }),
  vcpuIs: fc.constantFrom('thread', 'core'),
  memGiB: fc.double({ min: 1, max: 4096, noNaN: true }),
  yieldWhenFull: fc.double({ min: 0.3, max: 1, noNaN: true }),
  factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
  bandwidthMbps: fc.double({ min: 10, max: 1e5, noNaN: true }),
});
const usdPerHour = fc.double({ min: 1e-4, max: 100, noNaN: true });
const sizing: fc.Arbitrary<Sizing> = fc.record({
  utilization: fc.double({ min: 0.05, max: 0.85, noNaN: true }),
  minInstances: fc.integer({ min: 0, max: 5 }),
  spareInstances: fc.integer({ min: 0, max: 3 }),
  workers: fc.integer({ min: 1, max: 64 }),
  scaleUpHeadroom: fc.double({ min: 0, max: 2, noNaN: true }),
  burstFactor: fc.double({ min: 1, max: 5, noNaN: true }),
});

/** A process of 100 MB whose event loop does all its work, and whose answers are of 10 kB. */
const demandOf = (ms: number): Demand => ({ cpuMs: ms, loopMs: ms, rssBytes: 1e8, bytesOut: 1e4 });

/** Sums of doubles in another order differ in their last digits. */
const notLess = (more: number, less: number) => more >= less * (1 - 1e-12);

describe('laws of price', () => {
  it('never costs less for more CPU, a higher price or more traffic', () => {
    fc.assert(
      fc.property(cpuMs, host, sizing, factor, rate, usdPerHour, (ms, on, at, more, perSecond, usd) => {
        const light = capacityOf(demandOf(ms), on, at.workers);
        const heavy = capacityOf(demandOf(ms * more), on, at.workers);
        if (light === undefined || heavy === undefined) return;
        const base = marginalUsdPerMillion(light, usd, at);
        assert.ok(notLess(marginalUsdPerMillion(heavy, usd, at), base));
        assert.ok(notLess(marginalUsdPerMillion(light, usd * more, at), base));
        const instances = (requests: number, capacity = light) => instancesFor(rateToHold(requests, at), capacity, at);
        assert.ok(instances(perSecond * more) >= instances(perSecond));
        assert.ok(instances(perSecond, heavy) >= instances(perSecond));
        assert.ok(instances(perSecond) >= at.minInstances + Math.min(0, at.spareInstances));
        const monthly = (requests: number, capacity = light, price = usd) =>
          fleetCost(loadShapeOf({ averageRequestsPerSecond: requests }), capacity, at, price);
        for (const key of ['usdPerMonth', 'autoscaledUsdPerMonth'] as const) {
          assert.ok(notLess(monthly(perSecond * more)[key], monthly(perSecond)[key]), `traffic, ${key}`);
          assert.ok(notLess(monthly(perSecond, heavy)[key], monthly(perSecond)[key]), `CPU, ${key}`);
          assert.ok(notLess(monthly(perSecond, light, usd * more)[key], monthly(perSecond)[key]), `price, ${key}`);
        }
        assert.ok(notLess(monthly(perSecond).usdPerMonth, monthly(perSecond).autoscaledUsdPerMonth));
      }),
    );
  });

  it('buys at least the marginal cost: a fleet in whole instances is never cheaper than its linear part', () => {
    fc.assert(
      fc.property(cpuMs, host, sizing, rate, usdPerHour, (ms, on, at, perSecond, usd) => {
        const capacity = capacityOf(demandOf(ms), on, at.workers);
        if (capacity === undefined) return;
        const fleet = instancesFor(perSecond, capacity, at) * usd;
        const linear = (marginalUsdPerMillion(capacity, usd, at) / 1e6) * perSecond * 3600;
        assert.ok(notLess(fleet, linear));
      }),
    );
  });

  it('steps evenly: saving more never keeps more instances, and the next step is where one goes', () => {
    const share = fc.double({ min: 0.001, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(cpuMs, host, sizing, rate, usdPerHour, share, share, (ms, on, at, perSecond, usd, some, more) => {
        const shape = loadShapeOf({ averageRequestsPerSecond: Math.min(perSecond, 1e5 / ms) });
        const context = { demand: demandOf(ms), host: on, sizing: at, usdPerHour: usd, shape };
        const worth = (saved: number) => worthOf({ cpuMsPerRequest: saved }, context);
        const less = worth(ms * Math.min(some, more));
        const most = worth(ms * Math.max(some, more));
        if (less.instancesAfter === undefined || most.instancesAfter === undefined) return;
        assert.ok(most.instancesAfter <= less.instancesAfter);
        assert.ok(notLess(most.steppedUsdPerMonth ?? NaN, less.steppedUsdPerMonth ?? NaN));
        assert.ok(notLess(most.usdPerMonth ?? NaN, less.usdPerMonth ?? NaN));
        assert.equal((less.instancesBefore ?? NaN) - less.instancesAfter, less.instances);
        const next = less.nextStepCpuMsPerRequest;
        if (next === undefined) return;
        assert.ok(notLess(next, less.cpuMsPerRequest), `${next}, though ${less.cpuMsPerRequest} was saved`);
        assert.ok((worth(next * (1 + 1e-9)).instancesAfter ?? NaN) < less.instancesAfter, 'at the step');
        if (next > less.cpuMsPerRequest * (1 + 1e-6))
          assert.equal(worth(next * (1 - 1e-6)).instancesAfter, less.instancesAfter, 'before the step');
      }),
      { numRuns: 300 },
    );
  });

  it('pays from the rate on at which the code as it is needs one more', () => {
    fc.assert(
      fc.property(cpuMs, host, sizing, rate, (ms, on, at, perSecond) => {
        const average = Math.min(perSecond, 1e5 / ms);
        const at2 = (requests: number) =>
          worthOf(
            { cpuMsPerRequest: ms * 1e-4 },
            {
              demand: demandOf(ms),
              host: on,
              sizing: at,
              usdPerHour: 1,
              shape: loadShapeOf({ averageRequestsPerSecond: requests }),
            },
          );
        const from = at2(average).paysFromRequestsPerSecond;
        if (from === undefined) return;
        assert.ok(notLess(from, average));
        const before = at2(from * (1 - 1e-7)).instancesBefore ?? NaN;
        if (before > 1e5) return;
        assert.equal(at2(from * (1 + 1e-7)).instancesBefore, before + 1);
      }),
      { numRuns: 300 },
    );
  });

  it('survives the way there and back: rates to hold, and dollars per month', () => {
    fc.assert(
      fc.property(rate, sizing, (perSecond, at) => {
        const back = hourlyRateFor(rateToHold(perSecond, at), at);
        assert.ok(Math.abs(back / perSecond - 1) < 1e-6, `${back}, not ${perSecond}`);
        // 730 h of 3600 s.
        assert.ok(Math.abs(usdPerMonthAt(perSecond, 1e6) / (perSecond * 2_628_000) - 1) < 1e-12);
      }),
    );
  });

  it('adds up: functions that share out the CPU share out the dollars', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cpuMs, cpuMs), { minLength: 1, maxLength: 20 }), rate, (parts, perSecond) => {
        const functions = parts.map(([self, gc], index) => functionOf(index, self, gc));
        const total = parts.reduce((sum, [self, gc]) => sum + self + gc, 0);
        const priced = price(costsOf(functions, total, perSecond));
        const sum = (values: readonly (number | undefined)[]) => values.reduce<number>((a, b) => a + (b ?? NaN), 0);
        assertClose(
          sum(priced.functions.map((fn) => fn.usdPerMillionRequests)),
          priced.totals.usdPerMillionRequests ?? NaN,
        );
        assertClose(sum(priced.functions.map((fn) => fn.usdPerMonth)), priced.totals.usdPerMonth ?? NaN);
      }),
    );
  });

  it('shows no NaN and no Infinity whatever comes in', () => {
    const absurd = fc.oneof(fc.double(), fc.constantFrom(0, -1, NaN, Infinity, 1e308, Number.MIN_VALUE));
    fc.assert(
      fc.property(absurd, absurd, absurd, absurd, (self, gc, perSecond, bytesOut) => {
        const costs = costsOf([functionOf(0, self, gc)], self, perSecond);
        const priced = price({ ...costs, totals: { ...costs.totals, bytesOutPerRequest: bytesOut } });
        for (const value of dollarsIn(priced)) assert.ok(Number.isFinite(value) && value >= 0, String(value));
      }),
      { numRuns: 500 },
    );
  });
});

function functionOf(index: number, selfMs: number, gcMs: number): FunctionCost {
  return {
    id: `f${index}`,
    name: `f${index}`,
    file: 'src/a.ts',
    origin: 'app',
    selfShare: 0,
    totalShare: 0,
    selfCpuMsPerRequest: selfMs,
    totalCpuMsPerRequest: selfMs,
    gcCpuMsPerRequest: gcMs,
    confidence: 'high',
  };
}

function costsOf(functions: readonly FunctionCost[], cpuMsPerRequest: number, averageRequestsPerSecond: number): Costs {
  return {
    ...sampleCosts,
    functions,
    totals: { ...sampleCosts.totals, cpuMsPerRequest },
    traffic: { averageRequestsPerSecond },
  };
}

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-9 * expected, `${actual}, not ${expected}`);
}

function dollarsIn(value: unknown, key = ''): readonly number[] {
  if (typeof value === 'number') return /usd|instances|low|high/i.test(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'interval' || name === 'cpuMsPerRequestInterval' ? [] : dollarsIn(inner, name),
  );
}
