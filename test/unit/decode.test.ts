import assert from 'node:assert/strict';
import { decodeAllocation, decodeCpu, decodePosition } from '../../src/capture/decode.ts';
import type { V8AllocationNode, V8CallFrame, V8CpuProfile } from '../../src/model/v8-profile.ts';
import type { CallTree } from '../../src/model/recorded-samples.ts';

const meta = (functionName: string): V8CallFrame => ({
  functionName,
  scriptId: '0',
  url: '',
  lineNumber: -1,
  columnNumber: -1,
});
/** As V8 writes it: line and column from 0. */
const placed = (functionName: string, lineNumber: number, columnNumber = 0): V8CallFrame => ({
  functionName,
  scriptId: '7',
  url: 'file:///app/a.js',
  lineNumber,
  columnNumber,
});
const origin = { process: 3, thread: 1 };

function pathTo(tree: CallTree, node: number): string {
  const above = tree.parent[node] ?? -1;
  const name = tree.frames[tree.frame[node] ?? -1]?.name ?? '?';
  return above === -1 ? name : `${pathTo(tree, above)} > ${name}`;
}

describe('a CPU profile of V8', () => {
  const profile: V8CpuProfile = {
    nodes: [
      { id: 1, callFrame: meta('(root)'), children: [2, 5] },
      { id: 2, callFrame: placed('main', 0, 13), children: [9] },
      { id: 5, callFrame: meta('(idle)') },
      { id: 9, callFrame: placed('inner', 4, 2), positionTicks: [{ line: 6, ticks: 2 }] },
    ],
    startTime: 5_000_000,
    endTime: 5_000_900,
    samples: [5, 9, 9, 404],
    timeDeltas: [100, 200, 300, 300],
  };
  const decoded = decodeCpu(profile, { ...origin, startedAtUs: 5_000_010 });

  it('has its frames from line and column 1, and its meta frames nowhere', () => {
    const frame = (name: string) => decoded.tree.frames.find((each) => each.name === name);
    assert.deepEqual([frame('main')?.line, frame('main')?.column], [1, 14]);
    assert.deepEqual([frame('inner')?.line, frame('inner')?.column], [5, 3]);
    assert.deepEqual(frame('(idle)'), { name: '(idle)', scriptId: '0', url: '' });
  });

  it('has its ticks on the lines that V8 gives, which are from 1 already', () => {
    assert.deepEqual(
      decoded.lineTicks.map(({ node, ...tick }) => [pathTo(decoded.tree, node), tick]),
      [['(root) > main > inner', { line: 6, ticks: 2 }]],
    );
  });

  it('has each sample at the sum of the deltas, and none of a node that is not there', () => {
    assert.deepEqual(
      decoded.node.map((node) => pathTo(decoded.tree, node)),
      ['(root) > (idle)', '(root) > main > inner', '(root) > main > inner'],
    );
    assert.deepEqual(decoded.timeUs, [5_000_100, 5_000_300, 5_000_600]);
    assert.deepEqual([decoded.process, decoded.thread], [3, 1]);
  });

  it('is moved to our clock where V8 has another', () => {
    // Started at 90 s by our clock, at 5 s by V8's.
    const { timeUs } = decodeCpu(profile, { ...origin, startedAtUs: 90_000_000 });
    assert.deepEqual(timeUs, [90_000_100, 90_000_300, 90_000_600]);
  });

  it('of v8-profiler-next counts everything from 1, and gives numbers for script ids', () => {
    const inner = { ...placed('inner', 5, 3), lineTicks: [{ line: 6, hitCount: 2 }] };
    const nodes = [
      { id: 1, callFrame: { ...meta('(root)'), lineNumber: 0, columnNumber: 0 }, children: [2] },
      // As it writes it, which the type of the inspector's ids does not admit.
      { id: 2, callFrame: { ...inner, scriptId: 7 as unknown as string } },
    ];
    const { tree, lineTicks } = decodeCpu(
      { ...profile, nodes, samples: [] },
      { ...origin, startedAtUs: 0, engine: 'v8-profiler-next' },
    );
    assert.deepEqual(tree.frames[0], { name: '(root)', scriptId: '0', url: '' });
    assert.deepEqual(tree.frames[1], { name: 'inner', scriptId: '7', url: 'file:///app/a.js', line: 5, column: 3 });
    assert.deepEqual(lineTicks, [{ node: 1, line: 6, ticks: 2 }]);
  });

  it("has V8's reason for what it does not optimise, whichever engine gives it under whichever name", () => {
    const nodes = [
      { id: 1, callFrame: meta('(root)'), children: [2, 3, 4] },
      { id: 2, callFrame: placed('a', 0), deoptReason: 'Function is too big to be optimized' },
      { id: 3, callFrame: { ...placed('b', 1), bailoutReason: 'Optimization is always disabled' } },
      { id: 4, callFrame: { ...placed('c', 2), bailoutReason: '' }, deoptReason: 'no reason' },
    ];
    const { tree, bailouts = [] } = decodeCpu({ ...profile, nodes }, { ...origin, startedAtUs: 0 });
    assert.deepEqual(bailouts.map(({ node, reason }) => [pathTo(tree, node), reason]).sort(), [
      ['(root) > a', 'Function is too big to be optimized'],
      ['(root) > b', 'Optimization is always disabled'],
    ]);
    assert.equal(decodeCpu(profile, { ...origin, startedAtUs: 0 }).bailouts, undefined);
  });

  it('has parents before children, and one frame for the same function', () => {
    const recursive = [
      { id: 1, callFrame: meta('(root)'), children: [2, 3] },
      { id: 3, callFrame: placed('b', 1), children: [4] },
      { id: 4, callFrame: placed('a', 0) },
      { id: 2, callFrame: placed('a', 0) },
    ];
    const { tree } = decodeCpu({ ...profile, nodes: recursive, samples: [] }, { ...origin, startedAtUs: 0 });
    for (const [node, parent] of tree.parent.entries()) assert.ok(parent < node);
    assert.equal(tree.frames.length, 3);
    assert.equal(tree.frame.length, 4);
  });

  it('may be deeper than our own stack', () => {
    const depth = 100_000;
    const nodes = Array.from({ length: depth }, (_, i) => ({
      id: i + 1,
      callFrame: placed('deep', 0),
      children: i + 1 < depth ? [i + 2] : [],
    }));
    const { tree } = decodeCpu({ ...profile, nodes, samples: [] }, { ...origin, startedAtUs: 0 });
    assert.equal(tree.parent.length, depth);
  });

  it('may be empty', () => {
    const { node } = decodeCpu({ ...profile, nodes: [], samples: [] }, { ...origin, startedAtUs: 0 });
    assert.deepEqual(node, []);
  });
});

describe('an allocation profile of V8', () => {
  it('keeps the bytes of each node', () => {
    const leaf = (name: string, selfSize: number): V8AllocationNode => ({
      callFrame: placed(name, 0),
      selfSize,
      children: [],
    });
    const head = {
      callFrame: meta('(root)'),
      selfSize: 0,
      children: [{ ...leaf('a', 5), children: [leaf('b', 7)] }, leaf('b', 11)],
    };
    const { tree, selfBytes, kind } = decodeAllocation({ head }, { ...origin, kind: 'allocationTotal' });
    const bytes = Object.fromEntries(selfBytes.map((each, node) => [pathTo(tree, node), each]));
    assert.deepEqual(bytes, { '(root)': 0, '(root) > a': 5, '(root) > a > b': 7, '(root) > b': 11 });
    assert.equal(kind, 'allocationTotal');
  });
});

describe("a handler's place", () => {
  it('counts from 1', () => {
    assert.deepEqual(decodePosition(placed('', 6, 20), { process: 2, thread: 1 }), {
      process: 2,
      thread: 1,
      scriptId: '7',
      line: 7,
      column: 21,
    });
  });
});
