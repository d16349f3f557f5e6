import assert from 'node:assert/strict';
import fc from 'fast-check';
import { latencyLimit } from '../../src/price/latency-limit.ts';
import { price } from '../../src/price/price.ts';
import { sampleCosts } from './sample-costs.ts';

/** p99 of M/M/1 with 10 ms of service, 5 ms elsewhere. */
const p99 = (utilization: number): number => 5 + (10 * Math.log(100)) / (1 - utilization);
const queueing = {
  loopMsPerRequest: 10,
  waitMsPerRequest: 5,
  curve: [0.2, 0.5, 0.6, 0.7, 0.8, 0.85].map((utilization) => ({ utilization, p50Ms: 10, p99Ms: p99(utilization) })),
};

describe('the utilisation that a latency objective allows', () => {
  it('is where the simulated p99 is the objective', () => {
    for (const utilization of [0.2, 0.3, 0.55, 0.65, 0.75, 0.8]) {
      const limit = latencyLimit(queueing, p99(utilization), 1);
      assert.ok(
        Math.abs((limit?.utilization ?? 0) - utilization) < 0.02,
        `${limit?.utilization ?? ''} is ${utilization}`,
      );
    }
  });

  it('stretches the loop’s part, and not the wait, on a slower machine', () => {
    const objective = 5 + 2 * (p99(0.6) - 5);
    assert.equal(latencyLimit(queueing, objective, 2)?.utilization.toFixed(6), '0.600000');
  });

  it('is none where the objective is met at all that was simulated, and says so where it cannot be met at all', () => {
    assert.equal(latencyLimit(queueing, 10_000, 1), undefined);
    assert.deepEqual(latencyLimit(queueing, 1, 1), { utilization: 0.2, unreachable: p99(0.2) });
  });

  it('is what fleets are planned at where it is below the target, and the report says why', () => {
    const capacity = { requestsPerSecondPerCore: 100, objectiveMs: p99(0.5) };
    const free = price({ ...sampleCosts, capacity: { requestsPerSecondPerCore: 100 }, queueing }).cost;
    const bound = price({ ...sampleCosts, capacity, queueing }).cost;
    assert.equal(free.fleet?.utilizationTarget, 0.65);
    assert.ok((bound.fleet?.utilizationTarget ?? 1) < 0.65);
    assert.ok((bound.fleet?.instances ?? 0) >= free.fleet.instances);
    assert.match(bound.assumptions.join(' '), /For the objective of .* ms .* planned at .* utilisation/);
    assert.doesNotMatch(free.assumptions.join(' '), /objective/);
  });

  it('never rises when the objective gets stricter or the machine slower', () => {
    const objective = fc.double({ min: 1, max: 1000, noNaN: true });
    const factor = fc.double({ min: 0.2, max: 5, noNaN: true });
    const at = (ms: number, k: number): number => latencyLimit(queueing, ms, k)?.utilization ?? 1;
    fc.assert(
      fc.property(objective, objective, factor, factor, (a, b, j, k) => {
        assert.ok(at(Math.min(a, b), j) <= at(Math.max(a, b), j));
        assert.ok(at(a, Math.max(j, k)) <= at(a, Math.min(j, k)));
      }),
    );
  });
});
