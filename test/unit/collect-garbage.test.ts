import assert from 'node:assert/strict';
import { once } from 'node:events';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { garbageCollector } from '../../src/agent/collect-garbage.ts';

const program = `
  import(${JSON.stringify(new URL('../../src/agent/collect-garbage.ts', import.meta.url).href)}).then(async ({ garbageCollector }) => {
    for (let turn = 0; turn < 30; turn++) await garbageCollector()();
  });`;

describe('a forced collection', () => {
  it('gives what is left, and takes V8’s function back', async () => {
    const left = await garbageCollector()();
    assert.ok(left.heapUsedBytes > 0 && left.externalBytes >= left.arrayBuffersBytes);
    assert.equal(runInNewContext('typeof gc'), 'undefined');
  });

  it('is had by all threads, though each takes back the flag that is everybody’s', async function () {
    this.timeout(60_000);
    const workers = Array.from({ length: 4 }, () => new Worker(program, { eval: true }));
    // What a worker throws is thrown here.
    const codes = await Promise.all(workers.map(async (worker) => (await once(worker, 'exit'))[0] as number));
    assert.deepEqual(codes, [0, 0, 0, 0]);
  });
});
