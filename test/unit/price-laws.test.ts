import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Costs, FunctionCost } from '../../src/model/costs.ts';
import {
  instanceCeiling,
  instancesFor,
  usdPerMillionRequests,
  type InstanceShape,
  type Sizing,
} from '../../src/price/marginal.ts';
import { price } from '../../src/price/price.ts';
import { sampleCosts } from './sample-costs.ts';

const cpuMs = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const factor = fc.double({ min: 1, max: 100, noNaN: true });
const rate = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const instance: fc.Arbitrary<InstanceShape> = fc.record({
  vcpus: fc.integer({ min: 1, max: 256 }),
  vcpuIs: fc.constantFrom('thread', 'core'),
  usdPerHour: fc.double({ min: 1e-4, max: 100, noNaN: true }),
});
const sizing: fc.Arbitrary<Sizing> = fc.record({
  machineFactor: fc.double({ min: 0.1, max: 10, noNaN: true }),
  utilizationTarget: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

/** Sums of doubles in another order differ in their last digits. */
const notLess = (more: number, less: number) => more >= less * (1 - 1e-12);

describe('laws of price', () => {
  it('never costs less for more CPU, a higher price or more traffic', () => {
    fc.assert(
      fc.property(cpuMs, instance, sizing, factor, rate, (ms, shape, at, more, perSecond) => {
        const base = usdPerMillionRequests(ms, shape, at);
        assert.ok(notLess(usdPerMillionRequests(ms * more, shape, at), base));
        assert.ok(notLess(usdPerMillionRequests(ms, { ...shape, usdPerHour: shape.usdPerHour * more }, at), base));
        const instances = (requests: number, cpu: number) =>
          instancesFor(requests, instanceCeiling(cpu, shape, at), at);
        assert.ok(instances(perSecond * more, ms) >= instances(perSecond, ms));
        assert.ok(instances(perSecond, ms * more) >= instances(perSecond, ms));
        assert.ok(instances(perSecond, ms) >= 2);
      }),
    );
  });

  it('buys at least the marginal cost: a fleet in whole instances is never cheaper than its linear part', () => {
    fc.assert(
      fc.property(cpuMs, instance, sizing, rate, (ms, shape, at, perSecond) => {
        const fleet = instancesFor(perSecond, instanceCeiling(ms, shape, at), at) * shape.usdPerHour;
        const linear = (usdPerMillionRequests(ms, shape, at) / 1e6) * perSecond * 3600;
        assert.ok(notLess(fleet, linear));
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
