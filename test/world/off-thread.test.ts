/** CPU that no JavaScript profile shows: hashing and compressing in libuv's thread pool. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { allowedError, app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

function inPool({ ledger }: Report): number {
  const others = ledger.find(({ kind }) => kind === 'offThread');
  return others?.parts?.find(({ kind }) => kind === 'threadPool')?.cpuMsPerRequest ?? 0;
}

describe('CPU in the thread pool', function () {
  this.timeout(60_000);
  it('is found and named', async () => {
    const report = await measure(app('thread-pool'), 8, [await nodeOf(20), 'server.cjs']);
    // A request hashes for milliseconds in the pool and costs the event loop a fraction of one.
    assert.ok(inPool(report) / report.totals.cpuMsPerRequest > 0.7, JSON.stringify(report.ledger));
    const rows = report.ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
    assert.ok(Math.abs(rows / report.totals.cpuMsPerRequest - 1) < 1e-4, `${rows} of the total`);
  });

  it('is as much as the same work takes in the event loop', async () => {
    const report = await measure(app('thread-pool'), 8, [await nodeOf(24), 'zlib.cjs']);
    assert.equal(report.totals.errors, 0);
    const inLoop = report.functions.find(({ name }) => name === 'inLoop')?.totalCpuMsPerRequest ?? 0;
    const part = inPool(report) / (inPool(report) + inLoop);
    assert.ok(Math.abs(part - 0.5) <= allowedError(report, 0.03), `${part.toFixed(3)} instead of one half`);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
