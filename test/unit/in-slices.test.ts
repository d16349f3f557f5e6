import assert from 'node:assert/strict';
import { inSlices } from '../../src/extension/in-slices.ts';
import type { Steps } from '../../src/model/steps.ts';

/** Steps of two milliseconds each, which tell how many were taken. */
function* work(count: number, taken: { steps: number }): Steps<string> {
  for (let step = 0; step < count; step += 1) {
    const endMs = performance.now() + 2;
    while (performance.now() < endMs);
    taken.steps += 1;
    yield;
  }
  return 'done';
}

describe('work in slices', () => {
  it('comes to its end, and lets others in between', async () => {
    const taken = { steps: 0 };
    const seen = new Set<number>();
    const others = setInterval(() => seen.add(taken.steps), 0);
    assert.equal(await inSlices(work(30, taken), () => true), 'done');
    clearInterval(others);
    assert.equal(taken.steps, 30);
    // Sixty milliseconds of work in slices of six: whoever waited was served more than once, and not only at the end.
    assert.ok(seen.size >= 2, `${seen.size} times in between`);
    assert.ok(Math.min(...seen) < 30);
  });

  it('stops where nobody wants it any more', async () => {
    const taken = { steps: 0 };
    assert.equal(await inSlices(work(1000, taken), () => taken.steps < 10), undefined);
    assert.ok(taken.steps >= 10 && taken.steps < 1000, `${taken.steps} steps`);
    assert.equal(await inSlices(work(1, taken), () => false), undefined);
  });
});
