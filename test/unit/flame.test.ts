import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { ReportStacks, ThreadTimes } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';
import { callTree, childrenOf, type CallTree, type Frame } from '../../src/webview/flame/call-tree.ts';
import { differenceTree } from '../../src/webview/flame/difference-tree.ts';
import { searchFrames } from '../../src/webview/flame/frame-search.ts';
import { invertTree } from '../../src/webview/flame/invert-tree.ts';
import { layOut, nodeAt } from '../../src/webview/flame/layout.ts';
import { move, panned, zoomed } from '../../src/webview/flame/moves.ts';
import { drawRow, narrowest } from '../../src/webview/flame/strips.ts';
import { stacksOfChoice, threadChoices } from '../../src/webview/flame/thread-choice.ts';
import { timeTree } from '../../src/webview/flame/time-tree.ts';
import { subtreesOf } from '../../src/webview/flame/subtrees.ts';
import { costlyChildren, gridStep, hotPath, openToFound, rowsOf, withFound } from '../../src/webview/tree/tree-rows.ts';

/** `a b` 3: a calls b, which spends 3. Frames are single letters. */
function drawn(stacks: readonly (readonly [stack: string, self: number])[]): CallTree {
  const names = [...new Set(stacks.flatMap(([stack]) => stack.split(' ')))].sort();
  const parent = [-1];
  const frame = [-1];
  const self = [0];
  for (const [stack, amount] of stacks) {
    let at = 0;
    for (const name of stack.split(' ')) {
      const index = names.indexOf(name);
      const known = parent.findIndex((above, node) => above === at && frame[node] === index);
      at = known >= 0 ? known : parent.push(at) - 1;
      frame[at] = index;
      self[at] ??= 0;
    }
    self[at] = (self[at] ?? 0) + amount;
  }
  return callTree({ frames: names.map(frameNamed), parent, frame, self });
}

const frameNamed = (name: string): Frame => ({ name, kind: 'app', file: `src/${name}.ts`, line: 1 });

/** The tree as text: each node with its total, children in order. */
function text(tree: CallTree, node = 0): string {
  const below = [...childrenOf(tree, node)].map((child) => text(tree, child)).join(' ');
  const name = tree.frames[tree.frame[node] ?? -1]?.name ?? 'all';
  return `${name}${tree.total[node] ?? NaN}${below === '' ? '' : `(${below})`}`;
}

const example = drawn([
  ['a b', 3],
  ['a c', 5],
  ['a c b', 1],
  ['d', 1],
]);

/** Any tree: each node below an earlier one. */
const anyTree = fc
  .array(fc.record({ above: fc.nat(), frame: fc.nat(4), self: fc.nat(9) }), { minLength: 1, maxLength: 60 })
  .map((nodes) => {
    const parent = [-1, ...nodes.map(({ above }, index) => above % (index + 1))];
    const frames = ['a', 'b', 'c', 'd', 'e'].map(frameNamed);
    return callTree({
      frames,
      parent,
      frame: [-1, ...nodes.map(({ frame }) => frame)],
      self: [0, ...nodes.map(({ self }) => self)],
    });
  });

describe('a call tree', () => {
  it('sums what is below and puts the costliest first', () => {
    assert.equal(text(example), 'all10(a9(c6(b1) b3) d1)');
  });

  it('is turned around: who spends it first, then who called for it', () => {
    assert.equal(text(callTree(invertTree(example))), 'all10(c5(a5) b4(a3 c1(a1)) d1)');
  });

  it('turned around holds as much, and each spender what it spends itself', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const inverted = callTree(invertTree(tree));
        assert.ok(Math.abs((inverted.total[0] ?? 0) - (tree.total[0] ?? 0)) < 1e-9);
        for (const node of childrenOf(inverted, 0)) {
          const own = tree.self.reduce(
            (sum, self, at) => sum + (tree.frame[at] === inverted.frame[node] ? self : 0),
            0,
          );
          assert.ok(Math.abs((inverted.total[node] ?? 0) - own) < 1e-9);
        }
      }),
    );
  });

  it('is cut down to what is below some functions, merged from wherever they stand', () => {
    const tree = drawn([
      ['x h b', 2],
      ['y h b', 3],
      ['y h h', 4],
      ['z', 7],
    ]);
    const isHandler = (index: number): boolean => tree.frames[index]?.name === 'h';
    assert.equal(text(callTree(subtreesOf(tree, isHandler))), 'all9(h9(b5 h4))');
  });
});

describe('the difference of two call trees', () => {
  it('is as wide as the costlier side, and says what each node costs more with all below it', () => {
    const { tree, change } = differenceTree(
      drawn([
        ['a b', 3],
        ['d', 2],
      ]),
      drawn([
        ['a b', 1],
        ['a c', 5],
      ]),
    );
    assert.equal(text(tree), 'all10(a8(c5 b3) d2)');
    const by = Object.fromEntries(
      [...change].map((each, node) => [tree.frames[tree.frame[node] ?? -1]?.name ?? 'all', each]),
    );
    assert.deepEqual(by, { all: 1, a: 3, b: -2, c: 5, d: -2 });
  });

  it('is nothing between a tree and itself, and turns its sign with its sides', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (one, other) => {
        assert.ok(differenceTree(one, one).change.every((each) => each === 0));
        const whole = differenceTree(one, other).change[0] ?? NaN;
        assert.equal(whole, (other.total[0] ?? 0) - (one.total[0] ?? 0));
        assert.equal(whole + (differenceTree(other, one).change[0] ?? NaN), 0);
      }),
    );
  });
});

describe('a flame graph', () => {
  it('gives each node its part of the width, inside its caller and beside its neighbours', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const { left, width, rows } = layOut(tree);
        for (const row of rows) {
          let edge = 0;
          for (const node of row) {
            const [from, part] = [left[node] ?? NaN, width[node] ?? NaN];
            assert.ok(Math.abs(part - (tree.total[node] ?? 0) / (tree.total[0] ?? 0)) < 1e-12);
            assert.ok(from >= edge - 1e-12, 'boxes do not overlap');
            const above = tree.parent[node] ?? -1;
            if (above >= 0) assert.ok(from + part <= (left[above] ?? 0) + (width[above] ?? 0) + 1e-9);
            edge = from + part;
          }
        }
      }),
    );
  });

  it('knows what is under a pointer', () => {
    const layout = layOut(example);
    const at = (depth: number, x: number): string => {
      const node = nodeAt(layout, depth, x);
      return node === undefined ? '' : (example.frames[example.frame[node] ?? -1]?.name ?? 'all');
    };
    assert.deepEqual(
      [at(0, 0.99), at(1, 0.89), at(1, 0.91), at(2, 0.59), at(2, 0.61), at(3, 0.05)],
      ['all', 'a', 'd', 'c', 'b', 'b'],
    );
    assert.deepEqual([at(2, 0.95), at(3, 0.15), at(9, 0.5)], ['', '', '']);
  });

  it('draws every wide box once and covers the narrow ones, whatever is in sight', () => {
    const span = fc.tuple(
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      fc.double({ min: 0.001, max: 0.1, noNaN: true }),
    );
    fc.assert(
      fc.property(anyTree, span, fc.integer({ min: 1, max: 400 }), (tree, [from, size], pixels) => {
        const layout = layOut(tree);
        const view = { from, to: from + size };
        // The same operations as drawing has: a box may be a pixel wide to the last digit.
        const scale = pixels / (view.to - view.from);
        const x = (place: number): number => (place - view.from) * scale;
        layout.rows.forEach((row, depth) => {
          const boxes: number[] = [];
          const strips: (readonly [number, number])[] = [];
          drawRow(layout, depth, view, pixels, {
            box: (node) => boxes.push(node),
            strip: (at, width) => strips.push([at, at + width]),
            kindOf: (node) => String(node % 2),
          });
          const inSight = [...row].filter((node) => {
            const left = layout.left[node] ?? 0;
            return left + (layout.width[node] ?? 0) > view.from && x(left) < pixels;
          });
          const isWide = (node: number): boolean => (layout.width[node] ?? 0) * scale >= narrowest;
          assert.deepEqual(boxes, inSight.filter(isWide));
          for (const node of inSight.filter((each) => !isWide(each))) {
            const place = x(layout.left[node] ?? 0);
            assert.ok(
              strips.some(([a, b]) => a <= place + 1e-6 && place <= b + 1),
              'a narrow box is nowhere',
            );
          }
        });
      }),
    );
  });

  it('takes no longer for a row of a hundred thousand than it has pixels', () => {
    const many = 100_000;
    const tree = callTree({
      frames: [frameNamed('a')],
      parent: [-1, ...new Array<number>(many).fill(0)],
      frame: [-1, ...new Array<number>(many).fill(0)],
      self: [0, ...new Array<number>(many).fill(1)],
    });
    let drawnParts = 0;
    const count = (): void => {
      drawnParts += 1;
    };
    drawRow(layOut(tree), 1, { from: 0, to: 1 }, 1000, { box: count, strip: count, kindOf: () => '' });
    assert.equal(drawnParts, 1);
  });

  it('is walked with arrow keys', () => {
    const layout = layOut(example);
    const named = (name: string, depth: number): number =>
      example.frame.findIndex((index, node) => example.frames[index]?.name === name && example.depth[node] === depth);
    const go = (from: number, key: string): string | undefined => {
      const to = move(layout, from, key);
      return to === undefined ? undefined : (example.frames[example.frame[to] ?? -1]?.name ?? 'all');
    };
    assert.equal(go(0, 'ArrowDown'), 'a');
    assert.equal(go(0, 'ArrowUp'), undefined);
    assert.equal(go(named('a', 1), 'ArrowUp'), 'all');
    assert.equal(go(named('a', 1), 'ArrowRight'), 'd');
    assert.equal(go(named('d', 1), 'ArrowRight'), undefined);
    assert.equal(go(named('b', 2), 'ArrowLeft'), 'c');
    assert.equal(go(named('d', 1), 'ArrowDown'), undefined);
    assert.equal(go(0, 'x'), undefined);
  });

  it('zooms around a place that stays where it is, and never leaves the whole', () => {
    const near = (a: number, b: number): void => {
      assert.ok(Math.abs(a - b) < 1e-12, `${a} is not ${b}`);
    };
    const { from, to } = zoomed({ from: 0, to: 1 }, 4, 0.5);
    near((0.5 - from) / (to - from), 0.5);
    near(to - from, 0.25);
    assert.deepEqual(zoomed({ from: 0.25, to: 0.5 }, 0.01, 0.3), { from: 0, to: 1 });
    assert.deepEqual(panned({ from: 0.5, to: 0.75 }, 5), { from: 0.75, to: 1 });
    assert.deepEqual(panned({ from: 0.5, to: 0.75 }, -5), { from: 0, to: 0.25 });
  });

  it('counts what is found once, however often it calls itself', () => {
    const tree = drawn([
      ['a a b', 4],
      ['b', 6],
    ]);
    assert.equal(searchFrames(tree, ''), undefined);
    const { count, amount } = searchFrames(tree, ' SRC/A ') ?? {};
    assert.deepEqual([count, amount], [2, 4]);
    assert.equal(searchFrames(tree, 'nobody')?.amount, 0);
  });
});

describe('a tree grid', () => {
  const children = costlyChildren(example);
  const names = (rows: readonly number[]): string =>
    rows.map((node) => example.frames[example.frame[node] ?? -1]?.name ?? 'all').join(' ');

  it('opens on the way that most of the cost goes', () => {
    assert.equal(names(rowsOf(children, new Set())), 'all');
    assert.equal(names(rowsOf(children, hotPath(example, children))), 'all a c b b d');
  });

  it('goes where the keys of a treegrid go', () => {
    const open = new Set([0]);
    const rows = rowsOf(children, open);
    const step = (at: number, key: string) => gridStep({ tree: example, children, rows, open }, rows[at] ?? 0, key);
    assert.equal(names(rows), 'all a d');
    assert.deepEqual(step(0, 'ArrowDown'), { to: rows[1] });
    assert.deepEqual(step(2, 'ArrowDown'), { to: rows[2] });
    assert.deepEqual(step(1, 'ArrowRight'), { open: [rows[1]] });
    assert.deepEqual(step(0, 'ArrowRight'), { to: rows[1] });
    assert.deepEqual(step(0, 'ArrowLeft'), { close: 0 });
    assert.deepEqual(step(2, 'ArrowLeft'), { to: 0 });
    assert.deepEqual([step(1, 'Home'), step(1, 'End')], [{ to: 0 }, { to: rows[2] }]);
    assert.deepEqual(step(1, '*'), { open: [rows[1], rows[2]] });
    assert.equal(step(1, 'Tab'), undefined);
  });

  it('shows what is found with all that calls it and all it calls, and nothing else', () => {
    const found = searchFrames(example, 'src/c')?.frames ?? new Uint8Array();
    const some = costlyChildren(example, withFound(example, found));
    assert.equal(names(rowsOf(some, openToFound(example, some, found))), 'all a c');
    assert.equal(names(rowsOf(some, new Set(example.parent.keys()))), 'all a c b');
  });
});

describe('a call tree by time', () => {
  const sample = JSON.parse(readFileSync(new URL('../fixtures/sample-report.json', import.meta.url), 'utf8')) as Report;

  /** A report of the frames a (1) → b (2), and c (3) beside a, and what one thread did. */
  function timed(spans: readonly (readonly [node: number, ms: number])[], stretches: ThreadTimes['stretches']) {
    const fn = (name: string) => ({ ...sample.functions[0], name, file: `${name}.ts` });
    const report = {
      ...sample,
      functions: ['a', 'b', 'c'].map(fn),
      stacks: {
        ...{ parent: [-1, 0, 1, 0], function: [-1, 0, 1, 2], label: ['(root)', '', '', ''] },
        selfCpuMsPerRequest: [0, 1, 1, 1],
      },
    } as Report;
    const [node, ms] = [spans.map(([at]) => at), spans.map(([, each]) => each)];
    return timeTree(report, { process: 0, thread: 0, stretches, node, ms });
  }

  /** Boxes of a row: name, from, to. */
  const row = (tree: CallTree, depth: number): readonly string[] => {
    const { rows, left, width } = layOut(tree);
    const whole = tree.total[0] ?? 0;
    return [...(rows[depth] ?? [])].map((node) => {
      const [from, to] = [left[node] ?? NaN, (left[node] ?? NaN) + (width[node] ?? NaN)];
      return `${tree.frames[tree.frame[node] ?? -1]?.name ?? '?'} ${Math.round(from * whole)}-${Math.round(to * whole)}`;
    });
  };

  it('puts each box where its time is: one where the caller stayed, several where it came back', () => {
    // In a for 2 ms, in b for 3, in a for 1, idle for 4, in a for 1, in c for 2.
    const spans = [
      [1, 2],
      [2, 3],
      [1, 1],
      [0, 4],
      [1, 1],
      [3, 2],
    ] as const;
    const { tree } = timed(spans, [{ startMs: 100, spans: 6 }]);
    assert.deepEqual(row(tree, 1), ['a 0-6', 'a 10-11', 'c 11-13']);
    assert.deepEqual(row(tree, 2), ['b 2-5']);
    assert.equal(tree.total[0], 13);
    assert.equal(tree.self[0], 4);
  });

  it('ends every call where something else was measured, and knows the clock on both sides', () => {
    const { tree, borders, clockMs } = timed(
      [
        [1, 2],
        [1, 3],
      ],
      [
        { startMs: 100, spans: 1 },
        { startMs: 500, spans: 1 },
      ],
    );
    assert.deepEqual(row(tree, 1), ['a 0-2', 'a 2-5']);
    assert.deepEqual(borders, [0, 2]);
    assert.deepEqual([0, 1, 2, 4].map(clockMs), [100, 101, 500, 502]);
  });

  it('holds all of the time, boxes of a row never over each other and each within its caller', () => {
    const anySpans = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { tree } = timed(spans, [{ startMs: 0, spans: spans.length }]);
        assert.equal(
          tree.total[0],
          spans.reduce((sum, [, ms]) => sum + ms, 0),
        );
        const { rows, left, width } = layOut(tree);
        for (const nodes of rows)
          nodes.forEach((node, at) => {
            const before = nodes[at - 1];
            const from = left[node] ?? NaN;
            if (before !== undefined) assert.ok((left[before] ?? NaN) + (width[before] ?? NaN) <= from + 1e-9);
            const above = tree.parent[node] ?? -1;
            if (above >= 0)
              assert.ok(from + (width[node] ?? NaN) <= (left[above] ?? NaN) + (width[above] ?? NaN) + 1e-9);
          });
      }),
    );
  });

  it('is chosen by thread, or by process where that has several', () => {
    const part = (process: number, thread: number) => ({ process, thread, node: [1], selfCpuMsPerRequest: [1] });
    const { stacks } = sample;
    const of = (threads: ReportStacks['threads']): Report => ({
      ...sample,
      stacks: { ...stacks, threads: threads ?? [] },
    });
    assert.deepEqual(threadChoices(of([part(0, 0), part(1, 0)])), ['0.0', '1.0']);
    assert.deepEqual(threadChoices(of([part(0, 0), part(1, 0), part(1, 1)])), ['0.0', '1', '1.0', '1.1']);
    assert.deepEqual(threadChoices(of([part(0, 0)])), []);
    const { stacks: several } = of([part(0, 0), part(1, 0), part(1, 1)]);
    assert.deepEqual(stacksOfChoice(several, '1').selfCpuMsPerRequest.slice(0, 3), [0, 2, 0]);
    assert.deepEqual(stacksOfChoice(several, '0.0').selfCpuMsPerRequest.slice(0, 3), [0, 1, 0]);
    assert.equal(stacksOfChoice(several, ''), several);
  });
});
