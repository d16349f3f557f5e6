import assert from 'node:assert/strict';
import type { LatencyParts } from '../../src/model/report-totals.ts';
import type { Slice } from '../../src/model/recorded-slice.ts';
import { costsOf, near } from '../costs-of.ts';
import { sliceWith } from '../recording-with.ts';

interface Alone {
  readonly latencyMs: number;
  readonly cpuMs: number;
  readonly gcMs?: number;
  readonly activeMs?: number;
}

/** Ten requests, one at a time. */
function alone({ latencyMs, cpuMs, gcMs = 0, activeMs = cpuMs }: Alone): Slice {
  const usage = {
    javascriptThreadCpuUs: cpuMs * 10_000,
    gcUs: { minor: gcMs * 10_000, major: 0, incremental: 0, weakCallbacks: 0 },
  };
  const slice = sliceWith('oneAtATime', { requestIndex: 0, completed: 10, latencyUs: [[latencyMs * 1000, 10]], usage });
  return { ...slice, loops: [{ process: 1, thread: 0, activeUs: activeMs * 10_000, delayUs: [], held: [] }] };
}

function partsOf(mixMs: number, utilization: number, ...slices: readonly Slice[]): LatencyParts | undefined {
  const mix = sliceWith('asIs', { latencyUs: [[mixMs * 1000, 100]], usage: { eventLoopUtilization: utilization } });
  return costsOf({ slices: [mix, ...slices] }).routes[0]?.latencyPartsMs;
}

function sumsToMean({ mean, cpu, gc, blocked, queue, waiting }: LatencyParts): void {
  near(cpu + gc + blocked + queue + waiting, mean);
}

describe('the time of a request', () => {
  it('alone is CPU, collection, a held event loop, and waiting', () => {
    const parts = partsOf(50, 0.5, alone({ latencyMs: 50, cpuMs: 10, gcMs: 2, activeMs: 15 }));
    assert.deepEqual(parts, { mean: 50, alone: 50, cpu: 8, gc: 2, blocked: 5, queue: 0, waiting: 35 });
  });

  it('under load is longer by the queue of a busy event loop', () => {
    const parts = partsOf(80, 1, alone({ latencyMs: 10, cpuMs: 10 }));
    assert.deepEqual(parts, { mean: 80, alone: 10, cpu: 10, gc: 0, blocked: 0, queue: 70, waiting: 0 });
  });

  it('under load is longer by waiting, where the event loop idles', () => {
    const parts = partsOf(100, 0.1, alone({ latencyMs: 20, cpuMs: 2 }));
    assert.ok(parts);
    // Of the 98 ms that it is not at work itself, the event loop was busy for a tenth.
    near(parts.queue, 9.8);
    near(parts.waiting, 88.2);
  });

  it('sums to its mean, whatever was measured', () => {
    for (const mixMs of [1, 9, 30, 200])
      for (const utilization of [0, 0.3, 1])
        for (const [cpuMs, gcMs, activeMs] of [
          [0, 0, 0],
          [5, 1, 5],
          [10, 12, 11],
          [10.5, 1, 3],
          [3, 0, 10.9],
        ] as const) {
          const parts = partsOf(mixMs, utilization, alone({ latencyMs: 10, cpuMs, gcMs, activeMs }));
          assert.ok(parts);
          sumsToMean(parts);
          for (const part of Object.values(parts)) assert.ok(part >= -1e-9, JSON.stringify(parts));
        }
  });

  it('is unknown where it was not measured, and where threads worked in parallel', () => {
    assert.equal(partsOf(50, 0.5), undefined);
    assert.equal(partsOf(50, 0.5, alone({ latencyMs: 10, cpuMs: 20 })), undefined);
    const older = sliceWith('oneAtATime', { requestIndex: 0, usage: { javascriptThreadCpuUs: 1000 } });
    assert.equal(partsOf(50, 0.5, older), undefined);
  });

  it('of all requests is the mean of the mix, unknown where one of them is', () => {
    const requests = ['/a', '/b'].map((path) => ({ method: 'GET', path, route: path, share: 0.5 }));
    const slice = sliceWith('asIs', { usage: { eventLoopUtilization: 0 } });
    const outcome = (requestIndex: number, completed: number, ms: number): Slice['outcome']['perRequest'][number] => ({
      ...sliceWith('asIs').outcome.perRequest[0],
      requestIndex,
      completed,
      errors: 0,
      bytesIn: 0,
      bytesOut: 0,
      statuses: {},
      latencyUs: [[ms * 1000, completed]],
    });
    const mix = { ...slice, outcome: { ...slice.outcome, perRequest: [outcome(0, 30, 10), outcome(1, 10, 50)] } };
    const first = alone({ latencyMs: 10, cpuMs: 4 });
    const second = sliceWith('oneAtATime', { requestIndex: 1, completed: 10, latencyUs: [[50_000, 10]] });
    const both = costsOf({
      requests,
      slices: [mix, first, { ...first, ...second, loops: first.loops ?? [], usage: first.usage }],
    });
    near(both.totals.latencyPartsMs?.mean, 20);
    near(both.totals.latencyPartsMs?.cpu, 4);
    near(both.totals.latencyPartsMs?.waiting, 16);
    assert.equal(costsOf({ requests, slices: [mix, first] }).totals.latencyPartsMs, undefined);
  });
});
