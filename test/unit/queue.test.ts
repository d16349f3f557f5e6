import assert from 'node:assert/strict';
import fc from 'fast-check';
import { simulateQueue } from '../../src/attribute/queue.ts';

const columns = 4096;
/** Service times as quantiles of a distribution, mean 1. */
const times = (quantile: (share: number) => number): readonly number[] =>
  Array.from({ length: columns }, (_, i) => quantile((i + 0.5) / columns));
const exponential = times((share) => -Math.log(1 - share));
const constant = times(() => 1);
/** One request in ten takes 9.1 times as long as the others: mean 1, mean square 5.025. */
const mixed = times((share) => (share < 0.9 ? 0.5 : 5.5));

function near(actual: number, expected: number, share: number): void {
  assert.ok(Math.abs(actual / expected - 1) <= share, `${actual} is ${expected} ± ${share * 100} %`);
}

describe('the queue played through', () => {
  for (const utilization of [0.3, 0.5, 0.7, 0.8]) {
    it(`has the exact mean and p99 of M/M/1 at ${utilization}`, () => {
      // Time in the system is exponential with mean 1 / (1 − ρ).
      const { meanMs, p50Ms, p99Ms } = simulateQueue({ loopMs: exponential, aloneMs: exponential }, utilization);
      near(meanMs, 1 / (1 - utilization), 0.03);
      near(p50Ms, Math.log(2) / (1 - utilization), 0.03);
      near(p99Ms, Math.log(100) / (1 - utilization), 0.06);
    });

    it(`has the mean of Pollaczek and Khinchine for other distributions at ${utilization}`, () => {
      // Mean wait = ρ / (1 − ρ) · E[S²] / 2 E[S].
      for (const [loopMs, meanSquare] of [
        [constant, 1],
        [mixed, 0.9 * 0.25 + 0.1 * 30.25],
      ] as const) {
        const mean = 0.9 * 0.5 + 0.1 * 5.5;
        const service = loopMs === constant ? 1 : mean;
        const expected = service + ((utilization / (1 - utilization)) * meanSquare) / (2 * service);
        near(simulateQueue({ loopMs, aloneMs: loopMs }, utilization).meanMs, expected, 0.05);
      }
    });
  }

  it('lets what a request waits for elsewhere pass without holding up the others', () => {
    const waiting = constant.map((ms) => ms + 10);
    const without = simulateQueue({ loopMs: constant, aloneMs: constant }, 0.6);
    const withWait = simulateQueue({ loopMs: constant, aloneMs: waiting }, 0.6);
    near(withWait.meanMs - without.meanMs, 10, 1e-6);
  });

  it('knows no unit: all times twice as long give all latencies twice as long', () => {
    const twice = exponential.map((ms) => ms * 2);
    const once = simulateQueue({ loopMs: exponential, aloneMs: exponential }, 0.7);
    near(simulateQueue({ loopMs: twice, aloneMs: twice }, 0.7).p99Ms, 2 * once.p99Ms, 0.006);
  });

  it('never gets quicker as the loop gets busier, and is the same whenever it is asked', () => {
    const utilization = fc.double({ min: 0.05, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(utilization, utilization, (a, b) => {
        const [low, high] = [a, b]
          .sort((x, y) => x - y)
          .map((each) => simulateQueue({ loopMs: mixed, aloneMs: mixed }, each));
        assert.ok((high?.p99Ms ?? 0) >= (low?.p99Ms ?? 0));
        assert.ok((high?.p50Ms ?? 0) >= (low?.p50Ms ?? 0));
      }),
      { numRuns: 8 },
    );
    assert.deepEqual(
      simulateQueue({ loopMs: mixed, aloneMs: mixed }, 0.8),
      simulateQueue({ loopMs: mixed, aloneMs: mixed }, 0.8),
    );
  });
});
