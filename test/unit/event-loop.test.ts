import assert from 'node:assert/strict';
import type { RecordedLoop } from '../../src/model/recorded-slice.ts';
import { costsOf, near } from '../costs-of.ts';
import { sliceWith } from '../recording-with.ts';

function loopWith(parts: Partial<RecordedLoop>): RecordedLoop {
  return { process: 1, thread: 0, activeUs: 500_000, delayUs: [], held: [], ...parts };
}

describe('the event loop', () => {
  it('is absent where nobody watched it', () => {
    assert.equal(costsOf({}).eventLoop, undefined);
  });

  it('is late as its beats were, in shares of the time', () => {
    const loops = [
      loopWith({
        delayUs: [
          [500, 60],
          [1500, 30],
          [40_000, 10],
        ],
      }),
    ];
    const { eventLoop } = costsOf({ slices: [{ ...sliceWith('asIs'), loops }] });
    assert.deepEqual(eventLoop?.delayShares, [
      [1, 0.6],
      [2, 0.3],
      [50, 0.1],
    ]);
    // 100 beats: enough for p90, not for p99.
    assert.deepEqual(eventLoop.delayMs, { p50: 0.5, p90: 1.5, max: 40 });
  });

  it('is that of the busiest thread', () => {
    const loops = [
      loopWith({ activeUs: 1000, delayUs: [[100, 90]] }),
      loopWith({ thread: 1, activeUs: 900_000, delayUs: [[9000, 10]] }),
    ];
    const { eventLoop } = costsOf({ slices: [{ ...sliceWith('asIs'), loops }] });
    assert.deepEqual(eventLoop?.delayShares, [[10, 1]]);
  });

  it('is judged by the slices of the mix without a profiler', () => {
    const busy = [loopWith({ delayUs: [[900_000, 5]] })];
    const slices = [
      { ...sliceWith('asIs'), loops: [loopWith({ delayUs: [[700, 5]] })] },
      { ...sliceWith('asIs', { requestIndex: 0 }), loops: busy },
      { ...sliceWith('cpuSampling'), loops: busy },
    ];
    near(costsOf({ slices }).eventLoop?.delayMs.max, 0.7);
  });
});

describe('the event loop over time', () => {
  it('is told slice by slice, from the first on, without what the CPU sampler inflates', () => {
    const beats = { delayUs: [[2000, 30]] as const };
    const usage = {
      eventLoopUtilization: 0.8,
      gcUs: { minor: 30_000, major: 20_000, incremental: 0, weakCallbacks: 0 },
    };
    const parts = { usage, loops: [loopWith(beats)] };
    const at = (startUs: number, endUs: number) => ({ startUs, endUs, loops: [loopWith(beats)] });
    const { eventLoop } = costsOf({
      slices: [
        { ...sliceWith('asIs', parts), ...at(5_000_000, 6_000_000) },
        { ...sliceWith('asIs', { ...parts, requestIndex: 0 }), ...at(6_500_000, 7_000_000) },
        { ...sliceWith('cpuSampling', parts), ...at(8_000_000, 9_000_000) },
        { ...sliceWith('asIs', parts), startUs: 9_000_000, endUs: 9_500_000 },
      ],
    });
    const delays = { delayP50Ms: 2, delayMaxMs: 2 };
    assert.deepEqual(eventLoop?.timeline, [
      { kind: 'asIs', startMs: 0, endMs: 1000, utilization: 0.8, ...delays, gcShare: 0.05 },
      { kind: 'asIs', alone: true, startMs: 1500, endMs: 2000, utilization: 0.8, ...delays, gcShare: 0.1 },
      { kind: 'cpuSampling', startMs: 3000, endMs: 4000, ...delays, gcShare: 0.05 },
    ]);
  });
});

describe('garbage collection by kind', () => {
  it('divides what garbage collection costs as V8 timed its pauses', () => {
    const usage = { gcUs: { minor: 3000, major: 6000, incremental: 1000, weakCallbacks: 0 } };
    const { totals } = costsOf({ slices: [sliceWith('asIs', { usage })] });
    near(totals.gcMsPerRequest, 0.1);
    near(totals.gcMsPerRequestByKind?.minor, 0.03);
    near(totals.gcMsPerRequestByKind?.major, 0.06);
    near(totals.gcMsPerRequestByKind?.incremental, 0.01);
  });

  it('is unknown where there was none', () => {
    assert.equal(costsOf({}).totals.gcMsPerRequestByKind, undefined);
  });
});
