/** A call that blocks the event loop without computing takes time, and no CPU: it must not be billed for that of others. */
import assert from 'node:assert/strict';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

describe('a function that blocks', function () {
  this.timeout(60_000);

  it('has little of the CPU, and the one that computes nearly all, though both take equally long', async () => {
    const { functions } = await measure(app('blocked'), 7, [await nodeOf(24), 'server.cjs']);
    const shareOf = (name: string): number => functions.find((each) => each.name === name)?.ownShare ?? 0;
    // By the clock they have half each. What is left to `waits` is where its turn ends between two readings of the
    // thread's CPU time, 3 ms apart when nothing else runs: a tenth of a turn of 20 ms.
    assert.ok(shareOf('waits') < 0.15, `waits has ${shareOf('waits')}`);
    assert.ok(shareOf('computes') > 0.75, `computes has ${shareOf('computes')}`);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
