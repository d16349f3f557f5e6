/** Several threads of one application: what belongs to which, and what is nobody's JavaScript. */
import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import type { RecordedScript } from '../../src/model/recording.ts';
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

  it('are not told apart where the system does not', () => {
    const recording = recordingWith({
      slices: [sliceWith('asIs', { usage: { processCpuUs: 300_000, javascriptThreadCpuUs: 200_000 } })],
    });
    const row = attribute(recording, symbolicate(recording)).ledger.find(({ kind }) => kind === 'offThread');
    assert.deepEqual(row, { kind: 'offThread', cpuMsPerRequest: 1 });
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
