import assert from 'node:assert/strict';
import type { Noted } from '../../src/model/thread-counters.ts';
import { keepTimelines } from '../../src/capture/timelines.ts';
import type { ThreadTimeline } from '../../src/model/recorded-memory.ts';
import { costsOf } from '../costs-of.ts';
import { sliceWith } from '../recording-with.ts';

const MB = 1e6;

/** A thread that notes the given heap every 100 ms from `fromMs` on, and twice as much resident memory. */
function timelineWith(
  heapMb: readonly number[],
  parts: Partial<ThreadTimeline> & { readonly fromMs?: number } = {},
): ThreadTimeline {
  const { fromMs = 0, ...rest } = parts;
  return {
    process: 1,
    thread: 0,
    memory: {
      atUs: heapMb.map((_, i) => (fromMs + i * 100) * 1000),
      heapUsedBytes: heapMb.map((mb) => mb * MB),
      rssBytes: heapMb.map((mb) => 2 * mb * MB),
      externalBytes: heapMb.map(() => 3),
      arrayBuffersBytes: heapMb.map(() => 2),
    },
    collections: { kind: [], startUs: [], durationUs: [], dropped: 0 },
    ...rest,
  };
}

function noted(...pauses: readonly number[]): Noted {
  const { memory } = timelineWith([1]);
  const collections = {
    kind: pauses.map(() => 'minor' as const),
    startUs: pauses.map((_, i) => i),
    durationUs: pauses,
    dropped: 0,
  };
  return { memory, collections, loop: { delayUs: [], held: [] } };
}

describe('memory over time', () => {
  it('is absent where nobody noted it', () => {
    assert.equal(costsOf({}).memory, undefined);
  });

  it('is one thread as it noted it', () => {
    const { timeline } = costsOf({ timelines: [timelineWith([10, 20, 15], { fromMs: 5000 })] }).memory ?? {};
    assert.deepEqual(timeline, {
      atMs: [0, 100, 200],
      heapUsedBytes: [10 * MB, 20 * MB, 15 * MB],
      rssBytes: [20 * MB, 40 * MB, 30 * MB],
      externalBytes: [3, 3, 3],
      arrayBuffersBytes: [2, 2, 2],
    });
  });

  it('adds the heaps of a process’s threads and counts its resident memory once', () => {
    const worker = timelineWith([5, 5, 5], { thread: 1 });
    const { timeline } = costsOf({ timelines: [timelineWith([10, 10, 10]), worker] }).memory ?? {};
    assert.deepEqual(timeline?.heapUsedBytes, [15 * MB, 15 * MB, 15 * MB]);
    assert.deepEqual(timeline.rssBytes, [20 * MB, 20 * MB, 20 * MB]);
  });

  it('counts a process from its first note to its last', () => {
    const shortLived = timelineWith([7, 7], { process: 2, fromMs: 100 });
    const { timeline } = costsOf({ timelines: [timelineWith([1, 1, 1, 1, 1]), shortLived] }).memory ?? {};
    assert.deepEqual(
      timeline?.heapUsedBytes,
      [1, 8, 8, 1, 1].map((mb) => mb * MB),
    );
  });

  it('has no more points than a chart can show', () => {
    const { timeline } = costsOf({ timelines: [timelineWith(Array.from({ length: 5000 }, (_, i) => i))] }).memory ?? {};
    assert.ok(timeline !== undefined && timeline.atMs.length > 200 && timeline.atMs.length <= 301);
    assert.ok((timeline.heapUsedBytes.at(-1) ?? 0) > 4950 * MB);
  });

  it('says what was going on, neighbouring slices of one kind together', () => {
    const slices = [
      sliceWith('asIs', { startUs: 0, endUs: 100_000 }),
      sliceWith('asIs', { startUs: 110_000, endUs: 200_000 }),
      sliceWith('cpuSampling', { startUs: 250_000, endUs: 300_000 }),
    ];
    const { memory } = costsOf({ slices, timelines: [timelineWith([1, 1])] });
    assert.deepEqual(memory?.phases, [
      { kind: 'asIs', startMs: 0, endMs: 200 },
      { kind: 'cpuSampling', startMs: 250, endMs: 300 },
    ]);
  });

  it('lists the longest pauses in the order of time, and says how many it left out', () => {
    const many = Array.from({ length: 250 }, (_, i) => i + 1);
    const collections = {
      kind: many.map(() => 'minor' as const),
      startUs: many.map((n) => n * 1000),
      durationUs: many,
      dropped: 4,
    };
    const { memory } = costsOf({ timelines: [timelineWith([1], { collections })] });
    assert.equal(memory?.collections.dropped, 54);
    assert.equal(memory.collections.startMs[0], 51);
    assert.equal(memory.collections.durationMs.at(-1), 0.25);
  });
});

describe('kept notes', () => {
  it('follow each other, each thread’s apart', () => {
    const kept: ThreadTimeline[] = [];
    const timelines = keepTimelines(kept);
    timelines.add({ process: 1, thread: 0 }, noted(5));
    timelines.add({ process: 1, thread: 3 }, noted(9));
    timelines.add({ process: 1, thread: 0 }, noted(6, 7));
    timelines.add({ process: 1, thread: 0 }, undefined);
    assert.deepEqual(
      kept.map(({ thread, collections, memory }) => [thread, collections.durationUs, memory.atUs.length]),
      [
        [0, [5, 6, 7], 2],
        [3, [9], 1],
      ],
    );
  });

  it('lose no pause unless it is short, and say how many they lost', () => {
    const kept: ThreadTimeline[] = [];
    const timelines = keepTimelines(kept);
    for (let i = 0; i < 100; i++)
      timelines.add({ process: 1, thread: 0 }, noted(...Array.from({ length: 100 }, (_, n) => i * 100 + n)));
    const [{ collections } = { collections: undefined }] = kept;
    assert.ok(collections);
    assert.equal(collections.durationUs.length + collections.dropped, 10_000);
    assert.ok(collections.durationUs.length <= 4000);
    assert.ok(Math.min(...collections.durationUs) >= 6000);
  });
});
