import assert from 'node:assert/strict';
import type { CallTree } from '../../src/model/recorded-samples.ts';
import { drawAllocations, drawStacks } from '../profile-drawing.ts';

function pathTo(tree: CallTree, node: number): string {
  const above = tree.parent[node] ?? -1;
  const name = tree.frames[tree.frame[node] ?? -1]?.name ?? '?';
  return above === -1 ? name : `${pathTo(tree, above)} > ${name}`;
}

function frameNamed(tree: CallTree, name: string) {
  return tree.frames.find((frame) => frame.name === name);
}

describe('drawn stacks', () => {
  it('are one sample per column and millisecond, from the root to the lowest frame', () => {
    const { tree, node, timeUs } = drawStacks(`
      main  main  main
      a     a     b
      c     (gc)`);
    assert.deepEqual(
      node.map((leaf) => pathTo(tree, leaf)),
      ['(root) > main > a > c', '(root) > main > a > (garbage collector)', '(root) > main > b'],
    );
    assert.deepEqual(timeUs, [1000, 2000, 3000]);
  });

  it('share nodes between samples with the same callers, parents before children', () => {
    const { tree, node } = drawStacks(`
      main  main  a
      a     a     main`);
    assert.deepEqual(node, [2, 2, 4]);
    assert.deepEqual(tree.parent, [-1, 0, 1, 0, 3]);
    assert.equal(tree.frames.length, 3);
    for (const [child, parent] of tree.parent.entries()) assert.ok(parent < child);
  });

  it('give every way to write a place its file, line and tick', () => {
    const { tree, lineTicks } = drawStacks('plain  line:7  file:lib.ts  full:src/lib.ts:9@12  core:node:fs:40  tick@3');
    const places = tree.frames.slice(1).map(({ name, url, line }) => `${name} ${url} ${line ?? 'nowhere'}`);
    assert.deepEqual(places, [
      'plain file:///app/plain.js 1',
      'line file:///app/line.js 7',
      'file file:///app/lib.ts 1',
      'full file:///app/src/lib.ts 9',
      'core node:fs 40',
      'tick file:///app/tick.js 1',
    ]);
    assert.deepEqual(
      lineTicks.map(({ line }) => line),
      [1, 7, 1, 12, 40, 3],
    );
  });

  it('add up the ticks of a line', () => {
    const { lineTicks } = drawStacks('a@3  a@3  a@4');
    assert.deepEqual(lineTicks, [
      { node: 1, line: 3, ticks: 2 },
      { node: 1, line: 4, ticks: 1 },
    ]);
  });

  it("leave V8's own frames and native code without a place", () => {
    const { tree, lineTicks } = drawStacks('(idle)  writev:  :anonymous.js:4');
    assert.deepEqual(frameNamed(tree, '(idle)'), { name: '(idle)', scriptId: '0', url: '' });
    assert.deepEqual(frameNamed(tree, 'writev'), { name: 'writev', scriptId: '0', url: '' });
    assert.equal(frameNamed(tree, '')?.url, 'file:///app/anonymous.js');
    assert.deepEqual(lineTicks, [{ node: 3, line: 4, ticks: 1 }]);
  });

  it('refuse a drawing that leaves its reader in doubt', () => {
    assert.throws(() => drawStacks('a   b\n   c'), /c in row 2 stands under no frame/);
    assert.throws(() => drawStacks('a   b\nc\nd   e'), /e in row 3 has no caller/);
    assert.throws(() => drawStacks('a@b'), /a@b is not name:file:line@line/);
  });

  it('are empty for an empty drawing', () => {
    assert.deepEqual(drawStacks('').node, []);
  });
});

describe('drawn allocations', () => {
  it('are 1,000 bytes per column on the lowest frame', () => {
    const { tree, selfBytes } = drawAllocations(`
      main  main  main
      rows  rows`);
    assert.deepEqual(
      selfBytes.map((bytes, node) => [pathTo(tree, node), bytes]),
      [
        ['(root)', 0],
        ['(root) > main', 1000],
        ['(root) > main > rows', 2000],
      ],
    );
  });
});
