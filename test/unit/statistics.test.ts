import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  coefficientOfVariation,
  intervalOf,
  product,
  ratioOfSums,
  studentT95,
} from '../../src/attribute/statistics.ts';
import { costNamed, costsOf, near } from '../costs-of.ts';
import { sliceWith } from '../recording-with.ts';

const batches = fc.array(fc.record({ numerator: fc.nat(1000), denominator: fc.integer({ min: 1, max: 1000 }) }), {
  minLength: 1,
  maxLength: 20,
});

describe('a ratio of sums', () => {
  it('has the half-width of its batches, by hand', () => {
    // (3 + 1) / (4 + 4) = 0.5; residuals 3 − 0.5·4 = 1 and 1 − 0.5·4 = −1; variance (1 + 1) / 1 = 2;
    // standard error √(2 / 2) / (8 / 2) = 0.25; t for one degree of freedom 12.706.
    const estimate = ratioOfSums([
      { numerator: 3, denominator: 4 },
      { numerator: 1, denominator: 4 },
    ]);
    near(estimate?.value, 0.5);
    near(estimate?.halfWidth, 12.706 * 0.25);
  });

  it('is of the sums, not a mean of ratios', () => {
    // (1 + 9) / (1 + 19) = 0.5, while the ratios 1 and 0.47 have a mean of 0.74.
    const estimate = ratioOfSums([
      { numerator: 1, denominator: 1 },
      { numerator: 9, denominator: 19 },
    ]);
    near(estimate?.value, 0.5);
  });

  it('is unknown for nothing, and has no interval for one batch', () => {
    assert.equal(ratioOfSums([]), undefined);
    assert.equal(ratioOfSums([{ numerator: 3, denominator: 0 }]), undefined);
    assert.deepEqual(ratioOfSums([{ numerator: 3, denominator: 4 }]), { value: 0.75 });
  });

  it('scales with its numerators and does not see their order', () => {
    fc.assert(
      fc.property(batches, (some) => {
        const [one, reversed] = [ratioOfSums(some), ratioOfSums(some.toReversed())];
        const double = ratioOfSums(
          some.map(({ numerator, denominator }) => ({ numerator: 2 * numerator, denominator })),
        );
        near(double?.value, 2 * (one?.value ?? NaN), 1e-6);
        near(reversed?.value, one?.value ?? NaN, 1e-6);
        if (one?.halfWidth !== undefined) near(double?.halfWidth, 2 * one.halfWidth, 1e-6);
      }),
    );
  });
});

describe('statistics', () => {
  it("take Student's quantiles from the table", () => {
    for (const [degrees, t] of [
      [1, 12.706],
      [2, 4.303],
      [5, 2.571],
      [10, 2.228],
      [30, 2.042],
      // Beyond 30 they are computed; the table's own values for 40, 60 and 120.
      [40, 2.021],
      [60, 2.0],
      [120, 1.98],
    ] as const)
      assert.ok(Math.abs(studentT95(degrees) - t) < 0.001, `${degrees}: ${studentT95(degrees)}`);
  });

  it('add relative errors of a product in quadrature', () => {
    // 30 % and 40 % make 50 % of 2 × 5.
    near(product({ value: 2, halfWidth: 0.6 }, { value: 5, halfWidth: 2 }).halfWidth, 5);
    assert.deepEqual(product({ value: 2 }, { value: 5, halfWidth: 2 }), { value: 10 });
  });

  it('let no interval reach below zero', () => {
    assert.deepEqual(intervalOf({ value: 1, halfWidth: 3 }), { low: 0, high: 4 });
    assert.equal(intervalOf({ value: 1 }), undefined);
  });

  it('measure variation by the sample: 2, 4 and 6 vary by 2 around 4', () => {
    near(coefficientOfVariation([2, 4, 6]), 0.5);
    assert.equal(coefficientOfVariation([2]), undefined);
    assert.equal(coefficientOfVariation([0, 0]), undefined);
  });
});

describe('the interval of a function', () => {
  const sampling = [
    sliceWith('cpuSampling', { startUs: 0, endUs: 4000 }),
    sliceWith('cpuSampling', { startUs: 4000, endUs: 8000 }),
  ];
  const cpu = 'a  a  a  b  a  b  b  b';

  it('joins what slices differ in its share and in the total', () => {
    // Share as by hand above: 0.5 ± 3.1765. Total: 100 and 300 ms over 100 requests each: 2 ms; residuals ∓100 ms, so
    // √(20,000 / 2) / 100 = 1 ms, times 12.706. Product: value 1, half-width √((3.1765 · 2)² + (12.706 · 0.5)²).
    const slices = [1, 3].map((ms) => sliceWith('asIs', { usage: { processCpuUs: ms * 100_000 } }));
    const { interval, selfCpuMsPerRequest } = costNamed(costsOf({ cpu, slices: [...slices, ...sampling] }), 'a');
    near(selfCpuMsPerRequest, 1);
    near(interval?.high, 1 + Math.hypot(3.1765 * 2, 12.706 * 0.5));
    assert.equal(interval?.low, 0);
  });

  it('is unknown where the total was measured once', () => {
    const { interval } = costNamed(costsOf({ cpu, slices: [sliceWith('asIs'), ...sampling] }), 'a');
    assert.equal(interval, undefined);
  });
});
