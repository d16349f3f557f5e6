/** CPU that no JavaScript profile shows: hashing in libuv's thread pool. */
import assert from 'node:assert/strict';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

describe('CPU in the thread pool', function () {
  this.timeout(60_000);
  for (const major of [20, 24]) {
    it(`is found and named on Node.js ${major}`, async () => {
      const { ledger, totals } = await measure(app('thread-pool'), 8, [await nodeOf(major), 'server.cjs']);
      const others = ledger.find(({ kind }) => kind === 'offThread');
      const pool = others?.parts?.find(({ kind }) => kind === 'threadPool')?.cpuMsPerRequest ?? 0;
      // A request hashes for milliseconds in the pool and costs the event loop a fraction of one.
      assert.ok(pool / totals.cpuMsPerRequest > 0.7, `${pool} of ${totals.cpuMsPerRequest} ms`);
      const rows = ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
      assert.ok(Math.abs(rows / totals.cpuMsPerRequest - 1) < 1e-4, `${rows} of ${totals.cpuMsPerRequest} ms`);
    });
  }

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
