import assert from 'node:assert/strict';
import { conclude, concludeWithSource } from '../../src/run.ts';
import type { Recording } from '../../src/model/recording.ts';
import { drawnRecording } from '../costs-of.ts';
import { deepFreeze } from '../deep-freeze.ts';
import { sliceWith } from '../recording-with.ts';

/** Something of all that a Recording can hold. */
const full: Recording = drawnRecording({
  cpu: `
    (idle)  main:src/a.ts:2@3  main:src/a.ts:2  main:src/a.ts:2            (gc)  (program)
            b@4                b                dep:node_modules/dep/i.js
            write:`,
  allocating: 'main:src/a.ts:2  b',
  allocated: 'main:src/a.ts:2  main:src/a.ts:2  b',
  requests: [
    { method: 'GET', path: '/', route: '/', share: 0.5 },
    { method: 'GET', path: '/b/1', route: '/b/:id', share: 0.5 },
  ],
  routes: [
    {
      method: 'GET',
      path: '/',
      framework: 'express',
      handler: { process: 1, thread: 0, scriptId: 'src/a.ts', line: 2, column: 14 },
    },
    { method: 'GET', path: '/b/:id', framework: 'express' },
  ],
  slices: [
    sliceWith('asIs'),
    sliceWith('asIs', { errors: 1, usage: { javascriptThreadCpuUs: 90_000 } }),
    sliceWith('asIs', { requestIndex: 0 }),
    sliceWith('asIs', { requestIndex: 1 }),
    sliceWith('allocationTotal'),
    sliceWith('cpuSampling', { endUs: 3000 }),
    sliceWith('cpuSampling', { startUs: 3000 }),
    sliceWith('allocationSampling'),
  ],
  traffic: { averageRequestsPerSecond: 500 },
  warnings: ['a warning of the capture'],
});

const bytes = (recording: Recording): string => JSON.stringify(conclude(recording));

describe('a Report', () => {
  it('is the same, byte for byte, each time it is made of a Recording', () => {
    assert.equal(bytes(full), bytes(full));
  });

  it('is the same from a Recording that was stored as JSON', () => {
    const stored = JSON.parse(JSON.stringify(full)) as Recording;
    assert.equal(bytes(stored), bytes(full));
  });

  it('leaves its Recording alone', () => {
    const before = JSON.stringify(full);
    assert.equal(bytes(deepFreeze(structuredClone(full))), bytes(full));
    assert.equal(JSON.stringify(full), before);
  });

  it('survives being stored itself: nothing in it is undefined or not finite', () => {
    const report = conclude(full);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  });

  it('comes with the code where the cost is, and has none of it in itself', () => {
    const { report, excerpts } = concludeWithSource(full);
    const own = new Set(report.functions.filter(({ origin }) => origin === 'app').map(({ file }) => file));
    assert.ok(excerpts.length > 0 && excerpts.every(({ file }) => own.has(file)), JSON.stringify(excerpts));
    const main = report.functions.find(({ name }) => name === 'main');
    assert.ok(main?.line !== undefined);
    const { file, line } = main;
    const shown = excerpts.find((each) => each.file === file && each.line <= line);
    assert.match(shown?.lines[line - shown.line] ?? '', /main/);
    assert.ok(!JSON.stringify(report).includes('"excerpts"'));
  });

  it('can be made of a Recording in which nothing was seen', () => {
    const empty = drawnRecording({ stacks: [], slices: [], requests: [] });
    const report = conclude(empty);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.deepEqual([report.functions, report.lines, report.routes], [[], [], []]);
  });
});
