import assert from 'node:assert/strict';
import { drawAllocations, drawStacks } from '../profile-drawing.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

describe('a recording for tests', () => {
  it('survives being written as JSON', () => {
    const recording = recordingWith({ stacks: [drawStacks('a  b')] });
    assert.deepEqual(JSON.parse(JSON.stringify(recording)), recording);
  });

  it('has scripts in which each drawn function stands where its frame says', () => {
    const stacks = [drawStacks('main:lib.js:2  inner:lib.js:5@7  other  read:node:fs:3')];
    const { scripts } = recordingWith({ stacks, allocations: [drawAllocations('last:lib.js:9')] });
    assert.deepEqual(
      scripts.map(({ url }) => url),
      ['file:///app/lib.js', 'file:///app/other.js'],
    );
    const [lib] = scripts;
    const texts = lib?.functions.map(({ start, end }) => lib.text.slice(start, end));
    assert.deepEqual(texts, ['function main() {\n\n}', 'function inner() {\n\n\n}', 'function last() {}']);
    for (const frame of stacks[0]?.tree.frames.filter(({ scriptId }) => scriptId === 'lib.js') ?? []) {
      const line = lib?.text.split('\n')[(frame.line ?? 0) - 1] ?? '';
      assert.equal(line[(frame.column ?? 0) - 1], '(');
    }
  });

  it('refuses to invent a script where two functions share a line', () => {
    const stacks = [drawStacks('a:lib.js:2  b:lib.js:2')];
    assert.throws(() => recordingWith({ stacks }), /share line 2/);
    assert.deepEqual(recordingWith({ stacks, scripts: [] }).scripts, []);
  });

  it('keeps what it is given', () => {
    const slices = [sliceWith('asIs', { completed: 7, usage: { processCpuUs: 21 } })];
    const [slice] = recordingWith({ slices }).slices;
    assert.equal(slice?.usage.processCpuUs, 21);
    assert.equal(slice.outcome.perRequest[0]?.completed, 7);
  });
});
