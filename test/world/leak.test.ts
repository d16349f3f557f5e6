/** Memory that requests keep, known by construction: test/apps/leak/README.md. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Growth } from '../../src/model/report-memory.ts';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

async function growthOf(path: string, major: number, seconds: number): Promise<Growth> {
  const folder = await mkdtemp(join(tmpdir(), 'leanscope-leak-'));
  try {
    const scenario = join(folder, 'scenario.json');
    await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path }] }));
    const command = [await nodeOf(major), 'server.cjs'];
    const { memory, advice } = await measure(app('leak'), seconds, command, {}, ['--scenario', scenario]);
    assert.ok(memory?.growth, 'growth was not measured');
    // A finding stands for growth that is sure, and for none else.
    const isTold = advice.some(({ rule }) => rule === 'memory-growth');
    assert.equal(isTold, memory.growth.verdict === 'grows', JSON.stringify(advice));
    return memory.growth;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Right to 10 %, or as far as the measurement itself says that it may be off; that it is sure of a growth is for the verdict to say. */
function tells(bytes: number, { low, high }: Growth['interval'], truth: number): void {
  assert.ok(low <= truth * 1.1 && high >= truth * 0.9, `${bytes} (${low} to ${high}) instead of ${truth}`);
}

describe('growth', function () {
  this.timeout(60_000);

  it('of the heap is that of the function that keeps', async () => {
    const growth = await growthOf('/objects', 22, 20);
    assert.equal(growth.verdict, 'grows', JSON.stringify(growth));
    tells(growth.bytesPerRequest, growth.interval, 728);
    const [site] = growth.sites;
    assert.equal(site?.name, 'keepObjects');
    assert.equal(site.file, 'keep-objects.cjs');
    tells(site.heapBytesPerRequest, site.interval, 728);
  });

  it('outside of the heap is counted to the byte', async () => {
    const growth = await growthOf('/buffers', 26, 12);
    assert.equal(growth.verdict, 'grows', JSON.stringify(growth));
    // What Node.js itself keeps outside the heap does not depend on the number of requests.
    assert.ok(Math.abs(growth.arrayBuffersBytesPerRequest / 2000 - 1) < 0.02, JSON.stringify(growth));
  });

  it('is none where what is kept is bounded', async () => {
    const growth = await growthOf('/healthy', 24, 12);
    assert.notEqual(growth.verdict, 'grows', JSON.stringify(growth));
    assert.deepEqual(growth.verdict === 'none' ? growth.sites : [], []);
  });

  after(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
