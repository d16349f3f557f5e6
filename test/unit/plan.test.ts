import assert from 'node:assert/strict';
import {
  growthMs,
  hasTime,
  isLate,
  patienceMs,
  planTime,
  requestsAlone,
  shortest,
  type Plan,
} from '../../src/capture/plan.ts';
import { isCompiling, isFalling, isSteady } from '../../src/capture/warm-up.ts';
import type { Usage } from '../../src/model/recorded-slice.ts';
import { sliceWith } from '../recording-with.ts';

const passesOf = ({ complete, startedAtMs, endsAtMs, warmUpMs, longestWarmUpMs, ...passes }: Plan) => ({
  ...{ complete, passes, warmUpMs, longestWarmUpMs, wholeMs: endsAtMs - startedAtMs },
  sum: Object.values(passes).reduce((sum, ms) => sum + ms, 0),
});

describe('the plan of a measurement', () => {
  it('leaves some of the time over, and never goes below what says something', () => {
    for (const [available, planned] of [
      [30_000, 30_000],
      [10, 3000],
    ] as const) {
      const plan = planTime(available, 500);
      assert.deepEqual([plan.startedAtMs, plan.endsAtMs], [500, 500 + planned]);
      const used = passesOf(plan).sum + plan.warmUpMs;
      assert.ok(used < planned && used > 0.85 * planned);
    }
  });

  it('has a warm-up that is longer than its share paid by all other passes alike', () => {
    const before = passesOf(planTime(30_000, 0, { sized: true }));
    assert.ok(before.longestWarmUpMs > before.warmUpMs && before.longestWarmUpMs < before.wholeMs / 3);
    const after = passesOf(planTime(30_000, 0, { sized: true, warmUpTookMs: before.longestWarmUpMs }));
    assert.equal(after.wholeMs, before.wholeMs);
    const beyond = before.longestWarmUpMs - before.warmUpMs;
    assert.ok(Math.abs(after.sum / before.sum - (1 - beyond / (before.wholeMs - before.warmUpMs))) < 1e-9);
    // A shorter one leaves all as it was; and a short measurement has no time for a longer one.
    assert.deepEqual(passesOf(planTime(30_000, 0, { sized: true, warmUpTookMs: 1000 })), before);
    const short = planTime(8000, 0);
    assert.equal(short.longestWarmUpMs, short.warmUpMs);
  });
});

describe('a complete measurement', () => {
  const complete = true;
  const requests = Array.from({ length: 9 }, (_, index) => ({
    ...{ method: 'GET', path: `/${index}`, route: `/${index}`, share: 1 / 9 },
  }));

  it('has all passes of its budget, whatever was lost before them and however late it is', () => {
    const plan = planTime(20_000, 0, { complete });
    assert.deepEqual(planTime(20_000, 0, { complete, warmUpTookMs: 15_000 }), plan);
    assert.ok(hasTime(plan, 1e9) && hasTime(plan, 1e9, true));
    assert.ok(!isLate(plan, 10, 1e9));
    assert.equal(patienceMs(plan, 1e9), undefined);
    assert.equal(growthMs(plan, 1e9), plan.growthMs);
    const usual = planTime(20_000, 0);
    assert.ok(!hasTime(usual, 1e9) && isLate(usual, 10, 11));
  });

  it('drives every request alone, in shorter slices where the budget is short', () => {
    const usual = planTime(3000, 0);
    const plan = planTime(1000, 0, { complete });
    assert.equal(plan.endsAtMs, 1000);
    assert.equal(requestsAlone(requests, plan).length, requests.length);
    assert.ok(requestsAlone(requests, usual).length < requests.length);
    assert.ok(shortest(plan) < shortest(usual));
  });
});

describe('the end of the warm-up', () => {
  const windows = (usages: readonly Partial<Usage>[]) =>
    usages.map((usage) => ({ ...sliceWith('asIs', { usage }), perAgent: [] }));
  /** Slices of 100 requests. */
  const steady = (...msPerRequest: readonly number[]) =>
    isSteady(windows(msPerRequest.map((ms) => ({ processCpuUs: ms * 100_000 }))));

  it('is three windows in a row within 3 % of their mean', () => {
    // Mean 1.01: from −2.0 % to +2.0 %. Mean 1.05: from −4.8 % to +4.8 %.
    assert.equal(steady(0.99, 1.01, 1.03), true);
    assert.equal(steady(1, 1.05, 1.1), false);
    assert.equal(steady(1, 1), false);
    assert.equal(steady(5, 1, 1, 1), true);
    assert.equal(steady(1, 1, 1, 5), false);
  });

  it('is not reached by windows in which no request completed', () => {
    const empty = { ...sliceWith('asIs', { completed: 0 }), perAgent: [] };
    assert.equal(isSteady([empty, empty, empty]), false);
  });

  it('has not settled while the last three slices are cheaper by a tenth than the three before', () => {
    const falls = (...msPerRequest: readonly number[]) =>
      isFalling(windows(msPerRequest.map((ms) => ({ processCpuUs: ms * 100_000 }))));
    assert.equal(falls(9, 2, 2, 2, 1.7, 1.8, 1.8), true);
    assert.equal(falls(9, 2, 2, 2, 1.8, 1.9, 1.8), false);
    // Chance, and a cold start with too few slices after it.
    assert.equal(falls(2, 2.2, 1.9, 2.1, 1.9, 2.1), false);
    assert.equal(falls(9, 5, 2, 2, 2), false);
  });

  it("waits for V8's own threads to come to rest, where the system tells threads apart", () => {
    // Of json-server, one half of a second after the other: CPU per request and what of it V8's threads took, µs.
    const measured = [
      [444, 84],
      [286, 24],
      [347, 33],
      [648, 318],
      [350, 65],
      [273, 4],
      [261, 6],
      [276, 1],
    ] as const;
    const told = windows(
      measured.map(([processCpuUs, engine]) => ({ processCpuUs, otherThreadCpuUs: { engine, threadPool: 0 } })),
    );
    const compiling = told.map((_, last) => isCompiling(told.slice(0, last + 1)));
    assert.deepEqual(compiling, [true, true, true, true, true, true, true, false]);
    assert.equal(isCompiling(windows(measured.map(([processCpuUs]) => ({ processCpuUs })))), false);
  });
});
