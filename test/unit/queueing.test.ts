import assert from 'node:assert/strict';
import { loopTimesOf } from '../../src/attribute/loop-times.ts';
import { queueingOf, requestsAt } from '../../src/attribute/queueing.ts';
import type { Slice, SliceKind } from '../../src/model/recorded-slice.ts';
import type { RecordedRequest } from '../../src/model/recording.ts';
import { sliceWith } from '../recording-with.ts';

interface Driven {
  readonly requestIndex: number;
  readonly completed: number;
  readonly latencyUs: readonly (readonly [number, number])[];
}

/** One slice: the loop was active for so long while these requests were answered. */
function slice(kind: SliceKind, activeMs: number, driven: readonly Driven[], alone?: number): Slice {
  const plain = sliceWith(kind, alone === undefined ? {} : { requestIndex: alone });
  const perRequest = driven.map((each) => ({ ...each, errors: 0, bytesIn: 0, bytesOut: 0, statuses: {} }));
  const loops = [{ process: 0, thread: 0, activeUs: activeMs * 1000, delayUs: [], held: [] }];
  return { ...plain, loops, outcome: { ...plain.outcome, perRequest } };
}

const request = (path: string, share: number): RecordedRequest => ({ method: 'GET', path, route: path, share });
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function near(actual: number | undefined, expected: number, share = 0.01): void {
  assert.ok(Math.abs((actual ?? NaN) / expected - 1) <= share, `${actual ?? 'nothing'} is ${expected}`);
}

describe('what the queue is played with', () => {
  // 3 of 4 requests: 1 ms on the loop. 1 of 4: 5 ms. Each takes 2 ms more than that, elsewhere. Busy, both take 20 % less.
  const requests = [request('/quick', 0.75), request('/slow', 0.25)];
  const quick = (completed: number, us = 3000): Driven => ({
    requestIndex: 0,
    completed,
    latencyUs: [[us, completed]],
  });
  const slow = (completed: number, us = 7000): Driven => ({ requestIndex: 1, completed, latencyUs: [[us, completed]] });
  const slices = [
    slice('asIs', 0.8 * (750 + 1250), [quick(750), slow(250)]),
    slice('oneAtATime', 300 * 1, [quick(300)], 0),
    slice('oneAtATime', 100 * 5, [slow(100)], 1),
  ];

  it('tells the loop’s part of a latency from the rest', () => {
    const times = loopTimesOf({ requests, slices });
    near(times?.loopMs, 2);
    near(times?.aloneMs, 4);
    near(times?.busyLoopMs, 1.6);
  });

  it('has each kind of request in its share of the mix, with its own time on the loop', () => {
    const { loopMs = [], aloneMs = [] } = loopTimesOf({ requests, slices })?.requests ?? {};
    near(loopMs.filter((ms) => Math.abs(ms - 1) < 0.01).length / loopMs.length, 0.75);
    near(loopMs.filter((ms) => Math.abs(ms - 5) < 0.05).length / loopMs.length, 0.25);
    loopMs.forEach((ms, i) => {
      near((aloneMs[i] ?? NaN) - ms, 2, 0.02);
    });
  });

  it('keeps the spread of a kind’s own latencies', () => {
    const spread = {
      requestIndex: 0,
      completed: 400,
      latencyUs: [
        [2000, 200],
        [4000, 200],
      ],
    } as const;
    const one = [request('/', 1)];
    const times = loopTimesOf({
      requests: one,
      slices: [slice('oneAtATime', 400 * 1.5, [spread], 0), slice('asIs', 400 * 1.5, [spread])],
    });
    near(mean(times?.requests.loopMs ?? []), 1.5);
    near(Math.min(...(times?.requests.loopMs ?? [])), 0.5);
    near(Math.max(...(times?.requests.loopMs ?? [])), 2.5);
  });

  it('is shorter the busier the loop, down to what a busy loop takes', () => {
    const times = loopTimesOf({ requests, slices });
    assert.ok(times !== undefined);
    near(mean(requestsAt(times, 0).loopMs), 2);
    near(mean(requestsAt(times, 0.5).loopMs), 1.8);
    near(mean(requestsAt(times, 1).loopMs), 1.6);
  });

  it('is nothing where too few requests were driven one at a time, or none', () => {
    assert.equal(queueingOf({ requests, slices: slices.slice(0, 2) }), undefined);
    const few = [slice('oneAtATime', 50, [quick(50)], 0), slice('oneAtATime', 200, [slow(40)], 1)];
    assert.equal(queueingOf({ requests, slices: [...slices.slice(0, 1), ...few] }), undefined);
  });

  it('gives a curve that rises from the time of a request alone', () => {
    const { curve = [], waitMsPerRequest } = queueingOf({ requests, slices }) ?? {};
    near(waitMsPerRequest, 2);
    assert.ok((curve[0]?.p50Ms ?? 0) >= 2.6);
    for (let i = 1; i < curve.length; i++) assert.ok((curve[i]?.p99Ms ?? 0) > (curve[i - 1]?.p99Ms ?? Infinity));
  });
});
