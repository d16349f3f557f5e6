/** Calls that V8 counted, at the functions and routes that they belong to. */
import assert from 'node:assert/strict';
import { attribute } from '../../src/attribute/attribute.ts';
import type { RecordedCalls, RecordedScript } from '../../src/model/recorded-samples.ts';
import type { RecordedRequest } from '../../src/model/recording.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

const text = `function parse(text) { return text; }
async function load(id) { await id; }
const pick = (rows) => rows.map((row) => row.id);
`;
const url = 'file:///app/src/parse.js';
const script: RecordedScript = {
  ...{ process: 0, thread: 0, scriptId: '7', url, text },
  functions: ['function parse', 'async function', '(rows)', '(row)'].map((from) => {
    const start = text.indexOf(from);
    const end = from === '(row)' ? text.indexOf(');', start) : text.indexOf(from === '(rows)' ? ';\n' : '}', start) + 1;
    return { name: '', start, end };
  }),
};

const request = (path: string, route = path): RecordedRequest => ({ method: 'GET', path, route, share: 0.5 });
const frame = (from: string, name: string) => {
  const before = text.slice(0, text.indexOf(from)).split('\n');
  return { name, scriptId: '7', url, line: before.length, column: (before.at(-1) ?? '').length + 1 };
};

/** As V8 has it: frames are placed at the parameters. */
const frames = [
  { name: '(root)', scriptId: '0', url: '' },
  frame('(text)', 'parse'),
  frame('(id)', 'load'),
  frame('(rows)', 'pick'),
  frame('(row)', ''),
];
const counted = (requestIndex: number, completed: number, counts: readonly number[], thread = 0): RecordedCalls => ({
  ...{ process: 0, thread, requestIndex, completed },
  functions: script.functions.flatMap(({ start, end }, index) => {
    const count = counts[index] ?? 0;
    return count === 0 ? [] : [{ scriptId: '7', start, end, count }];
  }),
});

function callsIn(calls: readonly RecordedCalls[]): Readonly<Record<string, unknown>> {
  const recording = recordingWith({
    requests: [request('/a/1', '/a/:id'), request('/a/2', '/a/:id'), request('/b')],
    slices: [sliceWith('asIs'), sliceWith('cpuSampling')],
    stacks: [
      {
        ...{ process: 0, thread: 0, lineTicks: [] },
        tree: { frames, frame: [0, 1, 2, 3, 4], parent: [-1, 0, 0, 0, 3] },
        node: [1, 2, 3, 4, 1, 2, 3, 4],
        timeUs: [1, 2, 3, 4, 5, 6, 7, 8].map((ms) => ms * 1000),
      },
    ],
    scripts: [script],
    calls,
  });
  const { functions } = attribute(recording, symbolicate(recording));
  return Object.fromEntries(
    functions.map(({ name, calls: found }) => [name, found?.map((each) => [each.path, each.callsPerRequest])]),
  );
}

describe('calls of functions', () => {
  it('are told per request of a route, its requests together, the route that calls most first', () => {
    const found = callsIn([counted(0, 2, [8, 0, 2, 20]), counted(1, 3, [2, 0, 3, 30]), counted(2, 4, [40])]);
    assert.deepEqual(found['parse'], [
      ['/b', 10],
      ['/a/:id', 2],
    ]);
    // The innermost function has its own count, not that of the one around it.
    assert.deepEqual([found['pick'], found['(anonymous)']], [[['/a/:id', 1]], [['/a/:id', 10]]]);
  });

  it('are not known of a function that waits, which V8 counts at each entry', () => {
    assert.equal(callsIn([counted(0, 1, [1, 9])])['load'], undefined);
  });

  it('are left out of a thread whose scripts nobody has, and its requests are counted once', () => {
    const other = counted(0, 5, [100], 1);
    assert.deepEqual(callsIn([counted(0, 5, [10]), other])['parse'], [['/a/:id', 2]]);
  });

  it('are left out where they are not part of answering, or nothing was counted', () => {
    assert.equal(callsIn([counted(0, 100, [3])])['parse'], undefined);
    assert.equal(callsIn([])['parse'], undefined);
  });
});
