/** Several threads of one application: what belongs to which, and what is nobody's JavaScript. */
import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import type { RecordedScript } from '../../src/model/recorded-samples.ts';
import type { Costs } from '../../src/model/costs.ts';
import type { SliceKind, ThreadUsage } from '../../src/model/recorded-slice.ts';
import type { RecordedThread } from '../../src/model/recording.ts';
import { costsOf, near, rowOf } from '../costs-of.ts';
import { drawStacks } from '../profile-drawing.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

describe('threads', () => {
  it('have script ids of their own: the same id is two scripts', () => {
    const main = { ...drawStacks('work'), process: 0, thread: 0 };
    const worker = { ...drawStacks('work'), process: 0, thread: 1 };
    const frame = main.tree.frames.find(({ name }) => name === 'work');
    assert.ok(frame);
    const script = (thread: number, source: string): RecordedScript => ({
      ...{ process: 0, thread, scriptId: frame.scriptId, url: frame.url, text: 'function work() {}', functions: [] },
      // One segment: generated 1:1 is line 1 of the one source (VLQ "AAAA" is four zeros).
      sourceMap: JSON.stringify({ version: 3, sources: [source], names: [], mappings: 'AAAA' }),
      sourceMapBase: '/app/out.js.map',
    });
    const scripts = [script(0, 'main.ts'), script(1, 'worker.ts')];
    const { functions } = symbolicate(recordingWith({ stacks: [main, worker], scripts }));
    assert.deepEqual(
      functions
        .map(({ file }) => file)
        .filter((file) => file !== '')
        .sort(),
      ['main.ts', 'worker.ts'],
    );
  });

  it('that run no JavaScript are told by what they are for, never more than their row', () => {
    // 100 requests, 300 ms of CPU, 200 ms of it on JavaScript threads: 1 ms per request on others.
    const usage = { processCpuUs: 300_000, javascriptThreadCpuUs: 200_000 };
    const ledgerWith = (threadPool: number, engine: number) => {
      const slices = [sliceWith('asIs', { usage: { ...usage, otherThreadCpuUs: { threadPool, engine } } })];
      const recording = recordingWith({ slices });
      return attribute(recording, symbolicate(recording)).ledger.find(({ kind }) => kind === 'offThread');
    };
    assert.deepEqual(ledgerWith(70_000, 20_000), {
      kind: 'offThread',
      cpuMsPerRequest: 1,
      parts: [
        { kind: 'threadPool', cpuMsPerRequest: 0.7 },
        { kind: 'engine', cpuMsPerRequest: 0.2 },
      ],
    });
    // 1.25 ms named of 1 ms booked: both shrink by 1 / 1.25.
    assert.deepEqual(
      ledgerWith(75_000, 50_000)?.parts?.map(({ cpuMsPerRequest }) => cpuMsPerRequest),
      [0.6000000000000001, 0.4],
    );
  });

  it('of which nobody knows what they are for are a gap: those of native code, and those that came and went', () => {
    // 1 ms per request on other threads: 0.5 of the engine, 0.2 of nobody knows what, and 0.3 on threads that are not there any more.
    const usage = { processCpuUs: 200_000, javascriptThreadCpuUs: 100_000 };
    const otherThreadCpuUs = { threadPool: 0, engine: 50_000, other: 20_000 };
    const slices = [sliceWith('asIs', { usage: { ...usage, otherThreadCpuUs } }), sliceWith('cpuSampling')];
    const { quality, ledger } = costsOf({ cpu: 'work '.repeat(1000), slices });
    near(quality.ledgerGapShare, 0.25);
    const parts = ledger.find(({ kind }) => kind === 'offThread')?.parts?.map(({ kind }) => kind);
    assert.deepEqual(parts, ['threadPool', 'engine', 'other']);
  });

  it('say why they were not sampled: they had ended, did not answer, or had next to nothing to do', () => {
    const usage = (thread: number, cpuUs: number): ThreadUsage => ({
      ...{ process: 0, thread, cpuUs, eventLoopActiveUs: 0, eventLoopIdleUs: 0, heapUsedBytes: 1 },
    });
    const used = [usage(0, 60_000), usage(1, 20_000), usage(2, 20_000), usage(3, 20), usage(4, 10_000)];
    const slices = [
      sliceWith('asIs', { usage: { processCpuUs: 110_020, javascriptThreadCpuUs: 110_020, threads: used } }),
      sliceWith('cpuSampling', { usage: { threads: used } }),
    ];
    const known = { process: 0, pid: 9, serving: false };
    const threads: readonly RecordedThread[] = [
      { ...known, thread: 0 },
      { ...known, thread: 1, unasked: 'ended' },
      { ...known, thread: 2, unasked: 'noAnswer' },
      { ...known, thread: 3 },
    ];
    const found = costsOf({ stacks: [{ ...drawStacks('work '.repeat(1000)), process: 0 }], slices, threads }).threads;
    assert.deepEqual(
      found?.map(({ thread, pid, unsampled }) => [thread, pid, unsampled]),
      [
        [0, 9, undefined],
        [1, 9, 'ended'],
        [2, 9, 'noAnswer'],
        [3, 9, undefined],
        // It was never listed: it came and went.
        [4, 9, 'ended'],
      ],
    );
  });

  it('are not told apart where the system does not', () => {
    const recording = recordingWith({
      slices: [sliceWith('asIs', { usage: { processCpuUs: 300_000, javascriptThreadCpuUs: 200_000 } })],
    });
    const row = attribute(recording, symbolicate(recording)).ledger.find(({ kind }) => kind === 'offThread');
    assert.deepEqual(row, { kind: 'offThread', cpuMsPerRequest: 1 });
  });
});

describe('processes and threads', () => {
  const usage = (process: number, thread: number, cpuMs: number, processCpuMs?: number): ThreadUsage => ({
    ...{ process, thread, cpuUs: cpuMs * 1000, eventLoopActiveUs: cpuMs * 1000, eventLoopIdleUs: 1e6 - cpuMs * 1000 },
    heapUsedBytes: 10_000_000 * (process + 1),
    ...(processCpuMs === undefined ? {} : { processCpuUs: processCpuMs * 1000, rssBytes: 50_000_000 }),
  });
  const recorded = (process: number, thread: number, parts: Partial<RecordedThread> = {}): RecordedThread => ({
    ...{ process, thread, pid: 100 + process, serving: false },
    ...parts,
  });
  // 100 requests: npm does nothing, the server 300 ms of which 100 ms in a worker, a child 50 ms.
  const recording = recordingWith({
    threads: [
      recorded(1, 1, { role: 'workerThread', entry: '/app/hash.js', name: 'hasher' }),
      recorded(0, 0, { role: 'process', entry: '/usr/lib/npm.js' }),
      recorded(1, 0, { role: 'process', serving: true, entry: '/app/server.js' }),
      recorded(2, 0, { role: 'process', entry: '/app/mailer.js' }),
    ],
    slices: [
      sliceWith('asIs', {
        usage: {
          processCpuUs: 350_000,
          threads: [usage(0, 0, 0, 0), usage(1, 0, 180, 300), usage(1, 1, 100), usage(2, 0, 40, 50)],
        },
      }),
      sliceWith('cpuSampling', { usage: { threads: [{ ...usage(1, 0, 0, 0), rssBytes: 70_000_000 }] } }),
    ],
    stacks: [{ ...drawStacks('work work work'), process: 1, thread: 1 }],
  });
  const { threads = [], totals } = attribute(recording, symbolicate(recording));

  it('are each visible, with what they are and what they cost', () => {
    assert.deepEqual(
      threads.map(({ role, entry, name, cpuMsPerRequest, processCpuMsPerRequest }) => [
        ...[role, entry, name, cpuMsPerRequest, processCpuMsPerRequest],
      ]),
      [
        ['launcher', '/usr/lib/npm.js', undefined, 0, 0],
        ['main', 'server.js', undefined, 1.8, 3],
        ['workerThread', 'hash.js', 'hasher', 1, undefined],
        ['child', 'mailer.js', undefined, 0.4, 0.5],
      ],
    );
    assert.equal(threads[1]?.eventLoopUtilization, 0.18);
    assert.equal(threads[1].rssPeakBytes, 70_000_000);
  });

  it('sum to the whole, process by process', () => {
    const all = threads.reduce((sum, { processCpuMsPerRequest = 0 }) => sum + processCpuMsPerRequest, 0);
    assert.equal(all, totals.cpuMsPerRequest);
  });

  it('that were sampled say how often they were seen busy; the others say nothing', () => {
    const busy = threads.map(({ samples }) => samples);
    assert.deepEqual([busy[0], busy[1], busy[3]], [undefined, undefined, undefined]);
    assert.ok((busy[2] ?? 0) > 0);
  });

  it('are not made up for recordings that did not tell them apart', () => {
    const older = recordingWith();
    assert.equal(attribute(older, symbolicate(older)).threads, undefined);
  });
});

describe('samples of several threads', () => {
  /** `count` samples of one function, one each `everyMs`, from 0 on. */
  const sampled = (name: string, at: { process: number; thread: number }, count: number, everyMs: number) => {
    const stacks = drawStacks(`${name}  `.repeat(count));
    return { ...stacks, ...at, timeUs: stacks.timeUs.map((_, i) => (i + 1) * everyMs * 1000) };
  };
  const cpu = (process: number, thread: number, ms: number, startupMs?: number): ThreadUsage => ({
    ...{ process, thread, cpuUs: ms * 1000, eventLoopActiveUs: 0, eventLoopIdleUs: 0, heapUsedBytes: 0 },
    ...(startupMs === undefined ? {} : { startupCpuUs: startupMs * 1000 }),
  });
  const sliceOf = (kind: SliceKind, threads: readonly ThreadUsage[] | undefined, startUs = 0) => {
    const us = threads?.reduce((sum, { cpuUs = 0 }) => sum + cpuUs, 0) ?? 1_000_000;
    const usage = { processCpuUs: us, javascriptThreadCpuUs: us, ...(threads === undefined ? {} : { threads }) };
    return sliceWith(kind, { usage, startUs, completed: 1 });
  };
  const shareOf = ({ functions }: Costs, name: string): number => {
    const of = (each: string) => functions.find((found) => found.name === each)?.selfCpuMsPerRequest ?? 0;
    return of(name) / (of('a') + of('b'));
  };

  /** What the first sample stands for is not known. */
  const firstSample = 1 / 300;

  // The sampler of b's thread came late: half as many samples of as much time.
  const stacks = [sampled('a', { process: 0, thread: 0 }, 600, 1), sampled('b', { process: 0, thread: 1 }, 300, 2)];

  it('count for the CPU time that the system booked on each, however many there are', () => {
    const threads = [cpu(0, 0, 600), cpu(0, 1, 400)];
    const slices = [sliceOf('asIs', threads, -2_000_000), sliceOf('cpuSampling', threads)];
    const costs = costsOf({ stacks, slices });
    near(shareOf(costs, 'b'), 0.4, firstSample);
    assert.equal(costs.quality.samples, 900);
    // In the call tree as in the list.
    near(
      costs.stacks.selfCpuMsPerRequest.reduce((sum, ms) => sum + ms, 0),
      costs.functions.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0),
    );
  });

  it('count for their time where the system books none', () => {
    near(
      shareOf(costsOf({ stacks, slices: [sliceOf('asIs', undefined), sliceOf('cpuSampling', undefined)] }), 'b'),
      0.5,
      firstSample,
    );
  });

  it('are of one thread when a script is run again, each time in another process', () => {
    // As it is: 600 ms in a's process and 400 in b's, each 20 more before its first line. The sampled run is of two other processes.
    const entry = { a: '/app/a.js', b: '/app/b.js' };
    const recorded = (process: number, of: 'a' | 'b', sameAs?: number): RecordedThread => ({
      ...{ process, thread: 0, pid: 100 + process, serving: false, role: 'process', entry: entry[of] },
      ...(sameAs === undefined ? {} : { sameAs }),
    });
    const costs = costsOf({
      app: { ...recordingWith().app, kind: 'script' },
      threads: [recorded(0, 'a'), recorded(1, 'b'), recorded(2, 'b', 1), recorded(3, 'a', 0)],
      slices: [
        sliceOf('asIs', [cpu(0, 0, 620, 20), cpu(1, 0, 420, 20)], -2_000_000),
        sliceOf('cpuSampling', [cpu(2, 0, 500, 100), cpu(3, 0, 800, 200)]),
      ],
      stacks: [sampled('a', { process: 3, thread: 0 }, 600, 1), sampled('b', { process: 2, thread: 0 }, 600, 1)],
    });
    near(shareOf(costs, 'b'), 0.4, firstSample);
    assert.deepEqual(
      costs.threads?.map((thread) => [thread.entry, thread.cpuMsPerRequest]),
      [
        ['a.js', 620],
        ['b.js', 420],
      ],
    );
    // The two threads of the sampled run, by the processes of the first.
    assert.deepEqual(
      costs.stacks.threads?.map(({ process }) => process),
      [0, 1],
    );
    const native = costs.ledger.find(({ kind }) => kind === 'native');
    assert.equal(native?.parts?.find(({ kind }) => kind === 'startup')?.cpuMsPerRequest, 40);
    near(rowOf(costs, 'function'), 1000, 1000 * firstSample);
    near(rowOf(costs, 'unattributed'), 0);
  });
});

describe('what was not measured', () => {
  // 100 requests of 2 ms CPU on JavaScript threads, 0.5 ms of it in collections: the thread was busy, and on the CPU, all the time.
  const usage = {
    ...{ processCpuUs: 200_000, javascriptThreadCpuUs: 200_000, eventLoopUtilization: 0.2 },
    gcUs: { minor: 50_000, major: 0, incremental: 0, weakCallbacks: 0 },
  };

  it('is no row of nothing in the ledger: without samples, all but collections is unattributed', () => {
    const recording = recordingWith({ slices: [sliceWith('asIs', { usage })] });
    assert.deepEqual(attribute(recording, symbolicate(recording)).ledger, [
      { kind: 'gc', cpuMsPerRequest: 0.5 },
      { kind: 'offThread', cpuMsPerRequest: 0 },
      { kind: 'unattributed', cpuMsPerRequest: 1.5 },
    ]);
  });

  it('is no traffic and no waiting of a script', () => {
    const server = recordingWith({ slices: [sliceWith('asIs', { usage })] });
    const script = { ...server, app: { ...server.app, kind: 'script' as const } };
    const { totals } = attribute(script, symbolicate(script));
    const unknown = [totals.bytesInPerRequest, totals.bytesOutPerRequest, totals.eventLoopUtilization];
    assert.deepEqual(unknown, [undefined, undefined, undefined]);
    // The same slices of a server: 10,000 and 50,000 bytes over 100 requests.
    const served = attribute(server, symbolicate(server)).totals;
    assert.deepEqual(
      [served.bytesInPerRequest, served.bytesOutPerRequest, served.eventLoopUtilization],
      [100, 500, 0.2],
    );
  });
});
