import assert from 'node:assert/strict';
import { stackFinder } from '../../src/advise/stack.ts';
import type { ReportFunction } from '../../src/model/report-code.ts';

const fn = (name: string, rest: Partial<ReportFunction> = {}): ReportFunction =>
  ({ id: name, name, file: `src/${name}.ts`, line: 1, endLine: 9, origin: 'app', ...rest }) as ReportFunction;

const express = { origin: 'dependency', package: 'express' } as const;
const functions = [
  fn('handler'),
  fn('rank'),
  fn('score'),
  fn('processTicks', { origin: 'node', file: 'node:internal' }),
  fn('next', express),
  fn('dispatch', express),
  fn('other'),
];
/** root → processTicks → next → dispatch → handler → (rank → score 3 | score 5), and root → other → score 7, which calls itself. */
const stacks = {
  parent: [-1, 0, 1, 2, 3, 4, 5, 4, 0, 8, 9],
  function: [-1, 3, 4, 5, 0, 1, 2, 2, 6, 2, 2],
  label: [],
  selfCpuMsPerRequest: [0, 1, 1, 1, 0, 0, 3, 5, 0, 0, 7],
};

const names = (at: { readonly file?: string; readonly function?: string; readonly line?: number }, more = {}) =>
  stackFinder({ functions, stacks: { ...stacks, ...more } })(at).map(({ name }) => name);

describe('the stack that leads to a finding', () => {
  it('is the way by which most of its cost comes, with all that it calls', () => {
    // By way of other 7, by way of handler 5, by way of rank 3.
    assert.deepEqual(names({ file: 'src/score.ts', function: 'score' }), ['other', 'score']);
    assert.deepEqual(names({ file: 'src/rank.ts', function: 'rank' }), ['handler', 'rank']);
  });

  it('begins with the application: what is above it calls whatever is registered', () => {
    assert.deepEqual(names({ file: 'src/handler.ts', function: 'handler' }), ['handler']);
  });

  it('has one function of a package in between, the nearest, and none of Node.js', () => {
    // other → next → dispatch → processTicks → score
    const between = {
      parent: [-1, 0, 1, 2, 3, 4],
      function: [-1, 6, 4, 5, 3, 2],
      selfCpuMsPerRequest: [0, 0, 0, 0, 0, 1],
    };
    assert.deepEqual(names({ file: 'src/score.ts', function: 'score' }, between), ['other', 'dispatch', 'score']);
  });

  it('goes by bytes where no sample of the CPU met the function', () => {
    const idle = { selfCpuMsPerRequest: stacks.parent.map(() => 0) };
    const bytes = { selfAllocatedBytesPerRequest: [0, 0, 0, 0, 0, 0, 9, 1, 0, 0, 0] };
    assert.deepEqual(names({ file: 'src/score.ts', function: 'score' }, idle), []);
    assert.deepEqual(names({ file: 'src/score.ts', function: 'score' }, { ...idle, ...bytes }), [
      ...['handler', 'rank', 'score'],
    ]);
  });

  it('is none where the function is not known, or the line is another of that name', () => {
    assert.deepEqual(names({ file: 'src/score.ts', function: 'score', line: 40 }), []);
    assert.deepEqual(names({ file: 'src/score.ts' }), []);
    assert.deepEqual(names({ function: 'score' }), []);
  });
});
