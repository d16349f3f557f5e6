import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import { price } from '../../src/price/price.ts';
import { renderText } from '../../src/report/render-text.ts';
import { toReport } from '../../src/report/to-report.ts';
import { attribute } from '../../src/attribute/attribute.ts';
import { climbSentences } from '../../src/report/capacity-words.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import type { Slice } from '../../src/model/recorded-slice.ts';
import type { Recording } from '../../src/model/recording.ts';
import type { Capacity } from '../../src/model/report-capacity.ts';
import { near } from '../costs-of.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

const plainText = { colour: false, width: 200 };

interface Step {
  readonly rate: number;
  readonly answered: number;
  readonly busy: number;
  readonly cores: number;
  readonly ms: number;
  readonly rssBytes?: number;
  readonly lagUs?: number;
  readonly poolCores?: number;
  readonly gcBusyShare?: number;
  readonly generatorCores?: number;
  readonly errors?: number;
  /** With status 429; counted as an error too. */
  readonly refused?: number;
}

/** A step of one second. */
function stepOf(
  { rate, answered, busy, cores, ms, rssBytes = 60e6, lagUs = 100, ...more }: Step,
  second: number,
): Slice {
  const usage = {
    processCpuUs: cores * 1e6,
    eventLoopUtilization: busy,
    rssBytes,
    otherThreadCpuUs: { engine: 0, threadPool: (more.poolCores ?? 0) * 1e6 },
    gcUs: { minor: (more.gcBusyShare ?? 0) * busy * 1e6, major: 0, incremental: 0, weakCallbacks: 0 },
  };
  const slice = sliceWith('climb', {
    ...(more.errors === undefined ? {} : { errors: more.errors }),
    startUs: second * 1e6,
    completed: answered,
    latencyUs: [[ms * 1000, answered]],
    usage,
  });
  return {
    ...slice,
    loops: [{ process: 1, thread: 0, activeUs: busy * 1e6, delayUs: [], held: [] }],
    outcome: {
      ...slice.outcome,
      ...(more.refused === undefined
        ? {}
        : {
            perRequest: slice.outcome.perRequest.map((each) => ({
              ...each,
              statuses: { 200: answered - (more.refused ?? 0), 429: more.refused ?? 0 },
            })),
          }),
      generatorCpuUs: (more.generatorCores ?? 0.01) * 1e6,
      open: {
        arrival: { spacing: 'poisson', ratePerSecond: rate },
        windowMs: 1000,
        offered: rate,
        answered,
        dropped: 0,
        underWay: [0, rate - answered],
        sendLagUs: [[lagUs, answered]],
      },
    },
  };
}

function capacityOf(steps: readonly Step[], parts: Partial<Recording> = {}): Capacity {
  const recording = recordingWith({
    slices: [sliceWith('asIs'), ...steps.map(stepOf)],
    climb: { standard: { errorShare: 0 }, triedPerSecond: Math.max(...steps.map(({ rate }) => rate)) },
    ...parts,
  });
  const { capacity } = attribute(recording, symbolicate(recording));
  assert.ok(capacity !== undefined);
  return capacity;
}

describe('capacity', () => {
  it('names the loop where it fills up', () => {
    const capacity = capacityOf([
      { rate: 500, answered: 500, busy: 0.5, cores: 0.5, ms: 2 },
      { rate: 1000, answered: 950, busy: 0.99, cores: 1, ms: 50 },
      { rate: 800, answered: 800, busy: 0.8, cores: 0.8, ms: 4 },
    ]);
    assert.equal(capacity.bindingResource, 'eventLoop');
    assert.equal(capacity.knee?.offered, 800);
    assert.deepEqual(capacity.breaking, { offered: 1000, limits: ['behind', 'eventLoop'], valid: true });
    assert.deepEqual(
      capacity.curve?.map(({ offered }) => offered),
      [500, 800, 1000],
    );
    assert.equal(capacity.requestsPerSecondPerCore, 1000);
  });

  it('finds the size of a pool by how many are let through: ten at a time, 50 ms each', () => {
    const { bindingResource, binding } = capacityOf([
      { rate: 100, answered: 100, busy: 0.1, cores: 0.1, ms: 50 },
      { rate: 250, answered: 200, busy: 0.2, cores: 0.2, ms: 200 },
    ]);
    assert.equal(bindingResource, 'waiting');
    assert.equal(binding?.atATime, 10);
    // 200 ± 1.96 × √200 in a second, 50 ms each.
    assert.equal(binding.atATimeInterval?.low.toFixed(2), '8.61');
    assert.equal(binding.atATimeInterval.high.toFixed(2), '11.39');
    // 1 ms of CPU in 50.
    assert.equal(binding.waitingShare, 0.98);
  });

  it('names a single connection where surely fewer than two are let through at a time', () => {
    const capacity = capacityOf([
      { rate: 20, answered: 20, busy: 0.05, cores: 0.05, ms: 10 },
      { rate: 250, answered: 99, busy: 0.2, cores: 0.2, ms: 600 },
    ]);
    assert.equal(capacity.bindingResource, 'waiting');
    assert.match(climbSentences(capacity).join(' '), /one at a time is let through, as by a single connection/);
  });

  it('names a rate limit where surely less than one at a time would do: 50 a second, 2 ms each', () => {
    const capacity = capacityOf([
      { rate: 10, answered: 10, busy: 0.02, cores: 0.02, ms: 2 },
      { rate: 40, answered: 40, busy: 0.05, cores: 0.05, ms: 9 },
      { rate: 150, answered: 50, busy: 0.06, cores: 0.06, ms: 700 },
    ]);
    assert.equal(capacity.bindingResource, 'rateLimit');
    assert.deepEqual([capacity.binding?.atATime, capacity.binding?.waitingShare], [undefined, undefined]);
    // 50 ± 1.96 × √50.
    assert.equal(capacity.binding?.rateLimit?.perSecond.low.toFixed(1), '36.1');
    assert.equal(capacity.binding.rateLimit.perSecond.high.toFixed(1), '63.9');
    assert.match(climbSentences(capacity).join(' '), /Bound by a rate limit: between 36\.1 and 63\.9 requests/);
  });

  it('names no rate limit where a pool of one may be what it is', () => {
    const steps = [
      { rate: 10, answered: 10, busy: 0.02, cores: 0.02, ms: 18 },
      { rate: 150, answered: 50, busy: 0.06, cores: 0.06, ms: 700 },
    ];
    // 50 a second of 18 ms each are 0.9 at a time, and may be 1.15.
    assert.equal(capacityOf(steps).bindingResource, 'waiting');
  });

  it('names a rate limit that refuses, and does not take other failures for one', () => {
    const steps = (refused: number) => [
      { rate: 20, answered: 20, busy: 0.05, cores: 0.05, ms: 1 },
      { rate: 200, answered: 200, busy: 0.3, cores: 0.3, ms: 1, errors: 150, refused },
    ];
    const capacity = capacityOf(steps(150));
    assert.equal(capacity.bindingResource, 'rateLimit');
    assert.equal(capacity.binding?.rateLimit?.status, 429);
    // 50 ± 1.96 × √50 of 200 were let through.
    assert.equal(capacity.binding.rateLimit.perSecond.high.toFixed(1), '63.9');
    assert.match(climbSentences(capacity).join(' '), /the others are refused with status 429/);
    assert.notEqual(capacityOf(steps(10)).binding?.rateLimit?.status, 429);
  });

  it('predicts requests per second per core only where computing ends it, for routes as well', () => {
    const report = (busy: number) => {
      const steps = [
        { rate: 100, answered: 100, busy: busy / 3, cores: 0.1, ms: 50 },
        { rate: 250, answered: 200, busy, cores: 0.2, ms: 200 },
      ];
      const recording = recordingWith({
        slices: [sliceWith('asIs'), ...steps.map(stepOf)],
        climb: { standard: { errorShare: 0 }, triedPerSecond: 250 },
      });
      return toReport(advise(price(attribute(recording, symbolicate(recording)))));
    };
    const waiting = report(0.2);
    assert.equal(waiting.capacity?.bindingResource, 'waiting');
    assert.equal(waiting.capacity.requestsPerSecondPerCore, undefined);
    assert.deepEqual(
      waiting.routes.map(({ requestsPerSecondPerCore }) => requestsPerSecondPerCore),
      [undefined],
    );
    const text = renderText(waiting, plainText);
    assert.doesNotMatch(text, /per second per core|req\/s\/core/);
    assert.match(text, /bound by what it waits for, not by CPU/);
    const computing = report(0.95);
    assert.equal(computing.capacity?.bindingResource, 'eventLoop');
    assert.equal(computing.routes[0]?.requestsPerSecondPerCore, 1000);
    assert.match(renderText(computing, plainText), /about 1,000 requests per second per core/);
  });

  it('names the processors where several processes or threads fill them', () => {
    const steps = [
      { rate: 100, answered: 100, busy: 0.4, cores: 0.8, ms: 10 },
      { rate: 300, answered: 250, busy: 0.8, cores: 1.9, ms: 90 },
    ];
    assert.equal(capacityOf(steps).bindingResource, 'cpu');
  });

  it('does not blame the application for a generator that was late', () => {
    const capacity = capacityOf([
      { rate: 100, answered: 100, busy: 0.1, cores: 0.1, ms: 1 },
      { rate: 300, answered: 250, busy: 0.3, cores: 0.3, ms: 9, lagUs: 50_000 },
    ]);
    assert.equal(capacity.bindingResource, 'generator');
    assert.match(climbSentences(capacity).join(' '), /may stand more/);
  });

  it('says how fast memory grows at the load that is too much, from what each request adds', () => {
    let rssBytes = 60e6;
    const steps = [100, 200, 400, 800, 1000].map((rate) => {
      const answered = Math.min(rate, 900);
      rssBytes += answered * 10_000;
      return { ...{ rate, answered, busy: 0.2, cores: 0.2, ms: answered < rate ? 50 : 1 }, rssBytes };
    });
    const { breaking, binding } = capacityOf(steps);
    assert.equal(breaking?.offered, 1000);
    assert.equal(Math.round((binding?.rssGrowthBytesPerSecond ?? 0) / 1e5), 100);
  });

  it('calls it memory where the loop is full of collecting garbage', () => {
    const full = (gcBusyShare: number) => ({ rate: 500, answered: 400, busy: 0.98, cores: 1, ms: 50, gcBusyShare });
    const { bindingResource, binding } = capacityOf([full(0.7)]);
    assert.equal(bindingResource, 'memory');
    assert.equal(binding?.gcShare?.toFixed(2), '0.70');
    const computing = capacityOf([full(0.3)]);
    assert.equal(computing.bindingResource, 'eventLoop');
    assert.match(climbSentences(computing).join(' '), /garbage collection takes 30% of its busy time/);
    assert.equal(capacityOf([full(0.01)]).binding?.gcShare, undefined);
  });

  it('names the pool of threads that requests wait for, where all of them compute', () => {
    const steps = (poolCores: number) => [
      { rate: 50, answered: 50, busy: 0.02, cores: 0.5, ms: 10, poolCores: poolCores / 2 },
      { rate: 150, answered: 100, busy: 0.05, cores: 1.05, ms: 200, poolCores },
    ];
    const threads = [{ process: 1, thread: 0, pid: 7, serving: true, threadPoolSize: 1 }];
    const capacity = capacityOf(steps(0.98), { threads });
    assert.equal(capacity.bindingResource, 'threadPool');
    assert.equal(capacity.requestsPerSecondPerCore, undefined);
    assert.deepEqual(capacity.binding?.threadPool, { busy: 0.98, size: 1 });
    assert.match(climbSentences(capacity).join(' '), /of the 1 threads of libuv's pool are computing/);
    // One of the four that it has, if nothing else is said.
    assert.equal(capacityOf(steps(0.98)).binding?.threadPool, undefined);
  });

  it('says how much of the processors the pool takes where they are fewer than its threads', () => {
    const steps = [
      { rate: 50, answered: 50, busy: 0.02, cores: 0.5, ms: 10, poolCores: 0.45 },
      { rate: 300, answered: 200, busy: 0.05, cores: 1.9, ms: 200, poolCores: 1.8 },
    ];
    const { logicalCpus } = recordingWith({}).machine;
    assert.equal(logicalCpus, 2);
    const capacity = capacityOf(steps);
    assert.equal(capacity.bindingResource, 'cpu');
    assert.deepEqual(capacity.binding?.threadPool, { busy: 1.8, size: 4, processors: 2 });
    assert.match(climbSentences(capacity).join(' '), /pool of 4 threads takes 1\.8 of the 2 processors/);
    // Few answers: chance may have made it so busy.
    const few = capacityOf([{ rate: 20, answered: 8, busy: 0.05, cores: 1.9, ms: 200, poolCores: 1.8 }]);
    assert.equal(few.binding?.threadPool, undefined);
  });

  it('finds the pool full by what stands in line, where other programs hold the processors', () => {
    const steps = [{ rate: 20, answered: 8, busy: 0.05, cores: 0.25, ms: 300, poolCores: 0.2 }];
    const mixes = (queued: readonly number[]): readonly Slice[] =>
      queued.map((threads) =>
        sliceWith('asIs', {
          completed: 8,
          usage: {
            processCpuUs: 0.25e6,
            otherThreadCpuUs: { engine: 0, threadPool: 0.2e6 },
            poolQueuedUs: threads * 1e6,
          },
        }),
      );
    const climbed = steps.map(stepOf);
    const found = capacityOf(steps, { slices: [...mixes([3.1, 3.2, 3.3, 3.2]), ...climbed] });
    assert.equal(found.bindingResource, 'threadPool');
    assert.equal(found.requestsPerSecondPerCore, undefined);
    near(found.binding?.threadPool?.inLine, 3.2);
    assert.match(climbSentences(found).join(' '), /0\.2 compute and 3\.2 stand in line for a processor/);
    // 3.2 on average too, and it may as well be 2.
    assert.equal(
      capacityOf(steps, { slices: [...mixes([1.2, 5.2, 1.2, 5.2]), ...climbed] }).binding?.threadPool,
      undefined,
    );
  });

  it('predicts nothing from the CPU where the generator came late and neither loop nor processors were at work', () => {
    const late = (busy: number, cores: number): Capacity =>
      capacityOf([{ rate: 300, answered: 160, busy, cores, ms: 40, lagUs: 60_000 }]);
    assert.equal(late(0.06, 0.06).bindingResource, 'generator');
    assert.equal(late(0.06, 0.06).requestsPerSecondPerCore, undefined);
    assert.equal(late(0.7, 0.7).requestsPerSecondPerCore, 1000);
  });

  it('takes work in the pool that waits for a processor for no single connection and no rate limit', () => {
    const steps = (poolShare: number) => [
      { rate: 8, answered: 8, busy: 0.03, cores: 0.1, ms: 29, poolCores: 0.1 * poolShare },
      { rate: 67, answered: 9, busy: 0.2, cores: 0.2, ms: 564, poolCores: 0.2 * poolShare },
    ];
    const { bindingResource, binding } = capacityOf(steps(0.9));
    assert.equal(bindingResource, 'waiting');
    assert.deepEqual(
      [binding?.atATime, binding?.atATimeInterval, binding?.rateLimit],
      [undefined, undefined, undefined],
    );
    // Little of it in the pool: the same figures are those of a clock.
    assert.equal(capacityOf(steps(0.1)).bindingResource, 'rateLimit');
  });

  it('counts what the generator takes of a machine whose processors are full', () => {
    const steps = (generatorCores: number) => [
      { rate: 100, answered: 100, busy: 0.4, cores: 0.8, ms: 10 },
      { rate: 300, answered: 250, busy: 0.8, cores: 1.5, ms: 90, generatorCores },
    ];
    assert.equal(capacityOf(steps(0.3)).bindingResource, 'cpu');
    assert.notEqual(capacityOf(steps(0.1)).bindingResource, 'cpu');
  });

  it('takes the end of the application for its breaking point', () => {
    const capacity = capacityOf([{ rate: 100, answered: 100, busy: 0.1, cores: 0.1, ms: 1 }], {
      climb: { standard: { errorShare: 0 }, triedPerSecond: 200 },
      partial: { kind: 'crashedUnderLoad', command: ['node'], exit: { code: 134, signal: null }, phase: 'x', log: '' },
      logTail: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    });
    assert.deepEqual(capacity.breaking, { offered: 200, limits: ['ended'], valid: true });
    assert.equal(capacity.bindingResource, 'memory');
    assert.equal(capacity.knee?.offered, 100);
  });

  it('takes it for that too where the load was not the highest that was tried', () => {
    const partial = { kind: 'crashedUnderLoad', command: ['node'], exit: { code: 1, signal: null } } as const;
    const steps = [
      { rate: 100, answered: 100, busy: 0.1, cores: 0.1, ms: 1 },
      { rate: 300, answered: 250, busy: 0.3, cores: 0.3, ms: 9 },
    ];
    const endedUnder = (begunPerSecond: number) =>
      capacityOf(steps, {
        climb: { standard: { errorShare: 0 }, triedPerSecond: 400, begunPerSecond },
        partial: { ...partial, phase: 'x', log: '' },
      });
    const ended = endedUnder(300);
    assert.deepEqual(ended.breaking, { offered: 300, limits: ['ended'], valid: true });
    assert.equal(ended.knee?.offered, 100);
    assert.deepEqual(endedUnder(400).breaking?.limits, ['behind']);
  });
});
