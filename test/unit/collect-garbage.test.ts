import assert from 'node:assert/strict';
import { once } from 'node:events';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { garbageCollector } from '../../src/agent/collect-garbage.ts';

const program = `
  import(${JSON.stringify(new URL('../../src/agent/collect-garbage.ts', import.meta.url).href)}).then(async ({ garbageCollector }) => {
    for (let turn = 0; turn < 2; turn++) await garbageCollector()();
  });`;

describe('a forced collection', () => {
  it('gives what is left, and takes V8’s function back', async () => {
    const left = await garbageCollector()();
    assert.ok(left.heapUsedBytes > 0 && left.externalBytes >= left.arrayBuffersBytes);
    assert.equal(runInNewContext('typeof gc'), 'undefined');
  });

  it('is had though other threads take back the flag, which is the whole process’s, while a context is made', async () => {
    let [asked, collections] = [0, 0];
    const gc = (): void => {
      collections++;
    };
    const collect = garbageCollector(() => (++asked === 3 ? gc : undefined));
    await collect();
    await collect();
    assert.deepEqual([asked, collections], [3, 4]);
  });

  it('is said not to be there where V8 never gives it', async () => {
    await assert.rejects(garbageCollector(() => undefined)(), /V8 gives no gc function/);
  });

  it('is had by several threads at once', async () => {
    const workers = Array.from({ length: 4 }, () => new Worker(program, { eval: true }));
    // What a worker throws is thrown here.
    const codes = await Promise.all(workers.map(async (worker) => (await once(worker, 'exit'))[0] as number));
    assert.deepEqual(codes, [0, 0, 0, 0]);
  });
});
