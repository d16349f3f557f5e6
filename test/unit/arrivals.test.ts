import assert from 'node:assert/strict';
import { dueTimes } from '../../src/load/arrivals.ts';
import { lehmer } from './lehmer.ts';

const first = (count: number, times: Iterator<number, never>): readonly number[] =>
  Array.from({ length: count }, () => times.next().value);

const gapsOf = (times: readonly number[]): readonly number[] => times.map((ms, i) => ms - (times[i - 1] ?? 0));

/**
 * Largest distance between what was seen and the exponential distribution, times √n: below 1.95 in 999 of 1,000 samples of that
 * distribution (Kolmogorov–Smirnov; Massey 1951).
 */
function kolmogorovSmirnov(gaps: readonly number[], meanMs: number): number {
  const ascending = [...gaps].sort((a, b) => a - b);
  const n = ascending.length;
  const distances = ascending.map((gap, i) => {
    const expected = 1 - Math.exp(-gap / meanMs);
    return Math.max(expected - i / n, (i + 1) / n - expected);
  });
  return Math.max(...distances) * Math.sqrt(n);
}

describe('arrivals', () => {
  it('at a constant spacing come exactly one gap apart, however many there were', () => {
    const times = first(1_000_000, dueTimes({ spacing: 'constant', ratePerSecond: 3 }, Math.random));
    assert.equal(times[0], 1000 / 3);
    assert.equal(times.at(-1), 1_000_000 * (1000 / 3));
  });

  it('of a Poisson process at 1,000/s have exponential gaps', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const gaps = gapsOf(first(20_000, dueTimes({ spacing: 'poisson', ratePerSecond: 1000 }, lehmer(seed))));
      assert.ok(kolmogorovSmirnov(gaps, 1) < 1.95, `seed ${seed}: ${kolmogorovSmirnov(gaps, 1)}`);
    }
  });

  it('of a Poisson process have independent gaps', () => {
    const gaps = gapsOf(first(20_000, dueTimes({ spacing: 'poisson', ratePerSecond: 1000 }, lehmer(7))));
    // Successive gaps of mean 1 and variance 1: their correlation has a standard error of 1/√n.
    const products = gaps.slice(1).map((gap, i) => (gap - 1) * ((gaps[i] ?? 1) - 1));
    const correlation = products.reduce((sum, each) => sum + each, 0) / products.length;
    assert.ok(Math.abs(correlation) < 4 / Math.sqrt(gaps.length), `${correlation}`);
  });

  it('that are evenly spaced fail the test for Poisson: it can tell', () => {
    const gaps = gapsOf(first(20_000, dueTimes({ spacing: 'constant', ratePerSecond: 1000 }, Math.random)));
    assert.ok(kolmogorovSmirnov(gaps, 1) > 10);
  });
});
