import assert from 'node:assert/strict';
import { inSlices } from '../../src/extension/in-slices.ts';
import type { Steps } from '../../src/model/steps.ts';

interface Taken {
  steps: number;
  nowMs: number;
}

/** Steps of two milliseconds each, on a clock that nothing else moves, which tell how many were taken. */
function* work(count: number, taken: Taken): Steps<string> {
  for (let step = 0; step < count; step += 1) {
    taken.nowMs += 2;
    taken.steps += 1;
    yield;
  }
  return 'done';
}

describe('work in slices', () => {
  it('comes to its end, and lets others in after each six milliseconds', async () => {
    const taken: Taken = { steps: 0, nowMs: 0 };
    const seen: number[] = [];
    const other = (): void => {
      seen.push(taken.steps);
      if (taken.steps < 30) setImmediate(other);
    };
    setImmediate(other);
    const done = await inSlices(
      work(30, taken),
      () => true,
      () => taken.nowMs,
    );
    assert.equal(done, 'done');
    assert.deepEqual(seen, [3, 6, 9, 12, 15, 18, 21, 24, 27, 30]);
  });

  it('stops where nobody wants it any more', async () => {
    const taken: Taken = { steps: 0, nowMs: 0 };
    const wanted = () => taken.steps < 10;
    assert.equal(await inSlices(work(1000, taken), wanted, () => taken.nowMs), undefined);
    // After the slice in which it was told so.
    assert.equal(taken.steps, 12);
    assert.equal(await inSlices(work(1, taken), () => false), undefined);
    assert.equal(taken.steps, 12);
  });

  it('goes by a clock that moves', async () => {
    assert.equal(await inSlices(work(3, { steps: 0, nowMs: 0 }), () => true), 'done');
  });
});
