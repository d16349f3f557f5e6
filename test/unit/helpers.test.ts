/** What V8's helper threads do, and whose it is; and collections whose time is not known. */
import assert from 'node:assert/strict';
import { addHelperWork } from '../../src/agent/helper-work.ts';
import type { Recording } from '../../src/model/recording.ts';
import { costNamed, costsOf, near, rowOf } from '../costs-of.ts';
import { sliceWith } from '../recording-with.ts';

const gc = 'devtools.timeline,disabled-by-default-v8.gc';
const compile = 'disabled-by-default-v8.compile';

describe('a trace of V8’s helper threads', () => {
  it('counts the outermost pieces of each helper, by what they are for, and of the CPU what its thread used', () => {
    const added = addHelperWork((tid) => tid >= 10);
    added.add([
      { tid: 10, ph: 'X', cat: gc, ts: 0, dur: 100, tdur: 40 },
      // Within the one before it.
      { tid: 10, ph: 'X', cat: compile, ts: 50, dur: 20, tdur: 10 },
      { tid: 11, ph: 'X', cat: compile, ts: 60, dur: 20, tdur: 15 },
      // The thread that runs JavaScript.
      { tid: 1, ph: 'X', cat: gc, ts: 0, dur: 100, tdur: 90 },
      // A mark.
      { tid: 10, ph: 'I', cat: gc, ts: 110, tdur: 7 },
    ]);
    added.add([{ tid: 10, ph: 'X', cat: gc, ts: 120, dur: 5, tdur: 2 }]);
    assert.deepEqual(added.sum(), { collectorUs: 42, compilerUs: 15 });
  });
});

describe('the CPU of V8’s helper threads', () => {
  // 2 ms of CPU per request, of it 1 on helpers; three quarters of what was allocated is one function's.
  const usage = { processCpuUs: 200_000, javascriptThreadCpuUs: 100_000 };
  const otherThreadCpuUs = { threadPool: 0, engine: 100_000 };
  const slices = [sliceWith('asIs', { usage: { ...usage, otherThreadCpuUs } }), sliceWith('cpuSampling')];
  const drawn = { cpu: 'much '.repeat(500) + 'little '.repeat(500), allocating: 'much much much little', slices };
  const traced = (helpers: Recording['helpers']) =>
    costsOf({ ...drawn, ...(helpers === undefined ? {} : { helpers }) });

  it('is that of who allocates, as far as it goes to collections', () => {
    const costs = traced([
      { engineUs: 600, collectorUs: 500, compilerUs: 50 },
      { engineUs: 400, collectorUs: 300, compilerUs: 50 },
    ]);
    const parts = costs.ledger.find(({ kind }) => kind === 'offThread')?.parts ?? [];
    assert.deepEqual(
      parts.map(({ kind, cpuMsPerRequest }) => [kind, Math.round(cpuMsPerRequest * 1e6) / 1e6]),
      [
        ['threadPool', 0],
        ['collector', 0.8],
        ['compiler', 0.1],
        ['engine', 0.1],
      ],
    );
    near(costNamed(costs, 'much').helperGcCpuMsPerRequest, 0.6);
    near(costNamed(costs, 'little').helperGcCpuMsPerRequest, 0.2);
    near(costNamed(costs, 'much').ownHelperGcCpuMsPerRequest, 0.6);
  });

  it('is nobody’s where it was not traced', () => {
    for (const helpers of [undefined, [], [{ engineUs: 0, collectorUs: 0, compilerUs: 0 }]]) {
      const costs = traced(helpers);
      const parts = costs.ledger.find(({ kind }) => kind === 'offThread')?.parts ?? [];
      assert.deepEqual(
        parts.map(({ kind }) => kind),
        ['threadPool', 'engine'],
      );
      assert.ok(!('helperGcCpuMsPerRequest' in costNamed(costs, 'much')));
    }
  });
});

describe('garbage collection', () => {
  const timeline = (count: number): NonNullable<Recording['timelines']> => [
    {
      ...{ process: 1, thread: 0 },
      memory: { atUs: [], heapUsedBytes: [], rssBytes: [], externalBytes: [], arrayBuffersBytes: [] },
      collections: {
        kind: Array.from({ length: count }, () => 'minor' as const),
        startUs: Array.from({ length: count }, (_, i) => i),
        durationUs: Array.from({ length: count }, () => 100),
        dropped: 0,
      },
    },
  ];
  const cpu = 'work '.repeat(1000);

  it('of which only collections are known, and not how long they took, is not 0', () => {
    const costs = costsOf({ cpu, timelines: timeline(200) });
    assert.ok(!('gcMsPerRequest' in costs.totals));
    assert.equal(rowOf(costs, 'gc'), undefined);
  });

  it('that fell into a later pass only is told by its part of the CPU there', () => {
    const gcUs = { minor: 10_000, major: 0, incremental: 0, weakCallbacks: 0 };
    const slices = [sliceWith('asIs'), sliceWith('cpuSampling'), sliceWith('allocationTotal', { usage: { gcUs } })];
    // 10 ms of the 300 ms of CPU of all three slices, and 1 ms of CPU a request; the thread was on the CPU all its time.
    near(costsOf({ cpu, slices, timelines: timeline(3) }).totals.gcMsPerRequest, 10 / 300);
  });

  it('is 0 where there was none', () => {
    assert.equal(costsOf({ cpu, timelines: timeline(0) }).totals.gcMsPerRequest, 0);
  });
});
