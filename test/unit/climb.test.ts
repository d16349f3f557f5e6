import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimate, nextRate, type Climbed } from '../../src/capture/climb.ts';
import { planTime } from '../../src/capture/plan.ts';
import { loadPointOf, type LoadLimit, type LoadPoint } from '../../src/model/load-point.ts';
import type { OpenOutcome, RequestOutcome } from '../../src/model/recorded-slice.ts';
import { sliceWith, type SliceParts } from '../recording-with.ts';

const point = (limits: readonly LoadLimit[], valid = true): LoadPoint => ({
  ...{ offered: 1, achieved: 1, eventLoopUtilization: 0, cores: 0, rssBytes: 0, heapUsedBytes: 0 },
  ...{ bytesOutPerSecond: 0, errorShare: 0, lagP99Ms: 0, valid, limits },
});

/** Climbs on an application that stands so many requests per second. */
function climbOn(stands: number, start: { readonly closed: number; readonly possible: number }): readonly number[] {
  const climbed: Climbed[] = [];
  for (let rate = nextRate(climbed, start); rate !== undefined && climbed.length < 60; rate = nextRate(climbed, start))
    climbed.push({ rate, point: point(rate > stands ? ['behind'] : []) });
  return climbed.map(({ rate }) => rate);
}

describe('the climb', () => {
  it('ends with the breaking point between two loads less than 8 % apart, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 50_000, noNaN: true }),
        fc.double({ min: 1, max: 10_000, noNaN: true }),
        fc.double({ min: 1, max: 100, noNaN: true }),
        (stands, closed, headroom) => {
          const rates = climbOn(stands, { closed, possible: closed * headroom });
          const held = Math.max(...rates.filter((rate) => rate <= stands));
          const broken = Math.min(...rates.filter((rate) => rate > stands));
          assert.ok(held <= stands && stands < broken && broken / held < 1.08, `${held} ${stands} ${broken}`);
        },
      ),
    );
  });

  it('takes eight steps or fewer where the estimate is right', () => {
    for (const error of [0.8, 0.9, 1, 1.1])
      assert.ok(climbOn(1000 * error, { closed: 1000, possible: 1000 }).length <= 8, `${error}`);
  });

  it('tries a load that the generator may have spoilt once more, and only once', () => {
    const start = { closed: 100, possible: 100 };
    const spoilt = { rate: 50, point: point(['behind'], false) };
    assert.equal(nextRate([spoilt], start), 50);
    assert.equal(nextRate([spoilt, { rate: 50, point: point([]) }], start), 62.5);
    assert.equal(nextRate([spoilt, spoilt], start), 25);
  });

  it('takes the closed load for its measure, and how busy it made the loop', () => {
    // 100 requests in a second, with the loop busy for a quarter of it.
    const slice = sliceWith('asIs', { usage: { eventLoopUtilization: 0.25 } });
    assert.deepEqual(estimate([slice, slice]), { closed: 100, possible: 400 });
  });

  it('is left out of short runs, and gives its time to the other passes', () => {
    assert.equal(planTime(10_000, 0).climbMs, 0);
    assert.equal(planTime(20_000, 0).climbMs, 2600);
    const [short, long] = [planTime(10_000, 0).asIsMs / 10_000, planTime(20_000, 0).asIsMs / 17_400];
    assert.ok(Math.abs(short - long) < 1e-9);
  });
});

describe('a step of the climb', () => {
  const standard = { errorShare: 0 };
  const stepWith = (
    open: Partial<OpenOutcome>,
    parts: SliceParts = {},
    outcome: Partial<RequestOutcome> = {},
  ): LoadPoint => {
    const slice = sliceWith('climb', { completed: 1000, usage: { eventLoopUtilization: 0.5 }, ...parts });
    const found = loadPointOf(
      {
        ...slice,
        outcome: {
          ...slice.outcome,
          perRequest: slice.outcome.perRequest.map((each) => ({ ...each, ...outcome })),
          open: {
            arrival: { spacing: 'poisson', ratePerSecond: 1000 },
            windowMs: 1000,
            offered: 1000,
            answered: 1000,
            dropped: 0,
            underWay: [2, 2],
            sendLagUs: [[100, 1000]],
            ...open,
          },
        },
      },
      standard,
    );
    assert.ok(found !== undefined);
    return found;
  };

  it('is kept up with when all of what was due is answered', () => {
    const { limits, valid, offered, achieved, cores } = stepWith({});
    assert.deepEqual(
      { limits, valid, offered, achieved, cores },
      { limits: [], valid: true, offered: 1000, achieved: 1000, cores: 1 },
    );
  });

  it('is fallen behind from one request in a hundred missing on, but for the few that chance to be under way', () => {
    assert.deepEqual(stepWith({ answered: 990 }).limits, []);
    assert.deepEqual(stepWith({ answered: 985 }).limits, ['behind']);
    // Twenty under way may well be thirty a second later: 2 √40 is 12.6.
    assert.deepEqual(stepWith({ answered: 985, underWay: [20, 35] }).limits, []);
    assert.deepEqual(stepWith({ answered: 980, underWay: [20, 40] }).limits, ['behind']);
  });

  it('counts requests that were never sent among the errors', () => {
    const { errorShare, limits } = stepWith({ answered: 1000, dropped: 250 });
    assert.equal(errorShare, 0.2);
    assert.deepEqual(limits, ['errors']);
  });

  it('misses the objective when more than one in a hundred is slower', () => {
    const latencyUs: RequestOutcome['latencyUs'] = [
      [1000, 985],
      [300_000, 15],
    ];
    const slice = sliceWith('climb', { completed: 1000, latencyUs, usage: { eventLoopUtilization: 0.5 } });
    const open: OpenOutcome = {
      ...{ arrival: { spacing: 'constant', ratePerSecond: 1000 }, windowMs: 1000, offered: 1000, answered: 1000 },
      ...{ dropped: 0, underWay: [0, 0], sendLagUs: [] },
    };
    const limitsFor = (p99Ms: number) =>
      loadPointOf({ ...slice, outcome: { ...slice.outcome, open } }, { errorShare: 0, p99Ms })?.limits;
    assert.deepEqual(limitsFor(200), ['latency']);
    assert.deepEqual(limitsFor(300), []);
  });

  it('is full when the loop is busy for more than 90 %', () => {
    assert.deepEqual(stepWith({}, { usage: { eventLoopUtilization: 0.91 } }).limits, ['eventLoop']);
  });

  it('is not valid when the generator was late by more than 1 ms and a tenth of the median', () => {
    const late = (us: number) => stepWith({ sendLagUs: [[us, 1000]] }, { latencyUs: [[20_000, 1000]] }).valid;
    assert.equal(late(1900), true);
    assert.equal(late(2100), false);
    assert.equal(stepWith({ sendLagUs: [[900, 1000]] }, { latencyUs: [[1000, 1000]] }).valid, true);
  });
});
