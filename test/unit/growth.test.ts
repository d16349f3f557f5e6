import assert from 'node:assert/strict';
import type { GrowthMark, LiveSamples, RecordedGrowth, ThreadTimeline } from '../../src/model/recorded-memory.ts';
import type { Growth } from '../../src/model/report-memory.ts';
import { scriptsFor } from '../scripts-for.ts';
import { costsOf, near } from '../costs-of.ts';
import { drawAllocations } from '../profile-drawing.ts';

const timelines: readonly ThreadTimeline[] = [
  {
    process: 1,
    thread: 0,
    memory: { atUs: [0], heapUsedBytes: [1], rssBytes: [1], externalBytes: [1], arrayBuffersBytes: [1] },
    collections: { kind: [], startUs: [], durationUs: [], dropped: 0 },
  },
];

/** Marks 1,000 requests apart, with the heap and what lies outside in thousands of bytes. */
function marksOf(heap: readonly number[], external: readonly number[] = []): readonly GrowthMark[] {
  return heap.map((kb, i) => ({
    completed: i * 1000,
    heapUsedBytes: 9_000_000 + kb * 1000,
    externalBytes: (external[i] ?? 0) * 1000,
    arrayBuffersBytes: (external[i] ?? 0) * 1000,
  }));
}

/** A drawing of who allocated what is still there: 1,000 bytes a column, times as much as given at each mark. */
function liveOf(drawing: string, thousands: readonly number[]): readonly LiveSamples[] {
  const { process, thread, tree, selfBytes } = drawAllocations(drawing);
  return thousands.map((times, i) => ({
    process,
    thread,
    mark: i + 1,
    tree,
    selfBytes: selfBytes.map((bytes) => bytes * times),
  }));
}

function growthOf(marks: readonly GrowthMark[], live: readonly LiveSamples[] = []): Growth | undefined {
  const growth: RecordedGrowth = { marks, live };
  const allocations = live.map(({ tree, selfBytes }) => ({ ...drawAllocations('x'), tree, selfBytes }));
  return costsOf({ timelines, growth, scripts: scriptsFor([], allocations) }).memory?.growth;
}

describe('growth', () => {
  it('is unknown where it was not measured, or only once', () => {
    assert.equal(costsOf({ timelines }).memory?.growth, undefined);
    assert.equal(growthOf(marksOf([0, 500])), undefined);
  });

  it('is a leak where memory rises with the requests', () => {
    const growth = growthOf(marksOf([0, 600, 1200, 1800, 2400]));
    assert.equal(growth?.verdict, 'grows');
    assert.equal(growth.requests, 4000);
    near(growth.bytesPerRequest, 600);
    near(growth.interval.low, 600, 1e-6);
    near(growth.heapBytesPerRequest, 600);
    near(growth.externalBytesPerRequest, 0);
  });

  it('counts what lies outside the heap', () => {
    const growth = growthOf(marksOf([0, 0, 0, 0], [0, 2000, 4000, 6000]));
    assert.equal(growth?.verdict, 'grows');
    near(growth.bytesPerRequest, 2000);
    near(growth.arrayBuffersBytesPerRequest, 2000);
  });

  it('outside the heap is seen through whatever V8 does to its heap', () => {
    const growth = growthOf(marksOf([0, 900, -1900, 100], [0, 2000, 4000, 6000]));
    assert.equal(growth?.verdict, 'grows');
    assert.ok(growth.interval.low < 0, JSON.stringify(growth.interval));
    near(growth.externalBytesPerRequest, 2000);
    // Too little in all, as of the heap.
    assert.equal(growthOf(marksOf([0, 900, -1900, 100], [0, 50, 80, 120]))?.verdict, 'unclear');
  });

  it('is none where memory goes up and down a little', () => {
    const growth = growthOf(marksOf([0, 20, -10, 15, 5, 12]));
    assert.equal(growth?.verdict, 'none');
    assert.ok(growth.interval.low < 0 && growth.interval.high > 0);
  });

  it('is unclear where the interval is wide', () => {
    assert.equal(growthOf(marksOf([0, 900, 100, 1500]))?.verdict, 'unclear');
    // Steady, but so little in all that compiled code explains it.
    const few = marksOf([0, 30, 60, 90]).map((mark) => ({ ...mark, completed: mark.completed / 10 }));
    assert.equal(growthOf(few)?.verdict, 'unclear');
  });

  it('is that of the function of the app on whose behalf it was allocated', () => {
    const live = liveOf(
      `
      main     main     main
      remember remember serve:node:http
      Map:     Map:`,
      [300, 600, 900],
    );
    const { sites = [] } = growthOf(marksOf([0, 900, 1800, 2700]), live) ?? {};
    // Of 900 bytes a request, two in three are the Map's entries; the third is of main, which called Node.js.
    assert.deepEqual(
      sites.map(({ name, stack }) => [name, stack]),
      [
        ['remember', ['main', 'remember']],
        ['main', ['main']],
      ],
    );
    near(sites[0]?.heapBytesPerRequest, 600);
    near(sites[1]?.heapBytesPerRequest, 300);
  });

  it('takes from the sampler who, and from the heap how much', () => {
    const live = liveOf('leak', [500, 1000, 1500]);
    const [site] = growthOf(marksOf([0, 600, 1200, 1800]), live)?.sites ?? [];
    near(site?.heapBytesPerRequest, 600);
  });

  it('names nobody for what comes and goes', () => {
    const live = [...liveOf('leak', [600, 1200, 1800, 2400]), ...liveOf('cache', [90, 80, 95, 85])];
    const { sites = [] } = growthOf(marksOf([0, 600, 1200, 1800, 2400]), live) ?? {};
    assert.deepEqual(
      sites.map(({ name }) => name),
      ['leak'],
    );
  });

  it('tells Buffers, whose contents lie outside', () => {
    const live = liveOf(
      `
      keep
      alloc:node:buffer
      Uint8Array:`,
      [80, 160, 240],
    );
    const { sites = [] } = growthOf(marksOf([0, 80, 160, 240], [0, 2000, 4000, 6000]), live) ?? {};
    assert.deepEqual(
      sites.map(({ name, buffers }) => [name, buffers]),
      [['keep', true]],
    );
  });
});
