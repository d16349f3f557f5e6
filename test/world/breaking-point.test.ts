/** The climb raises the load beyond what the application stands. Which load that is, and what limits it, is not asked here. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, leanscope, leftBehindSoon, testMs } from './leanscope.ts';

/** The least that a climb is planned in. */
const seconds = 12;

describe('the climb to the breaking point', function () {
  this.timeout(testMs);

  it('keeps what was measured before the application ended under it, and says at which load', async () => {
    const out = await mkdtemp(join(tmpdir(), 'leanscope-world-'));
    try {
      const file = join(out, 'report.json');
      const flags = ['--cwd', app('limits'), '--complete', '--budget-seconds', `${seconds}`, '--no-store', '--quiet'];
      const call = ['run', ...flags, '--json', file, '--', 'node', 'server.cjs'];
      const { code } = await leanscope(call, { env: { LIMIT: 'crash' } });
      assert.equal(code, 3);
      const { capacity, partial, totals } = JSON.parse(await readFile(file, 'utf8')) as Report;
      assert.match(partial?.what ?? '', /raised to the breaking point/);
      assert.deepEqual(capacity?.breaking?.limits, ['ended'], JSON.stringify(capacity));
      // Eight at a time are what a closed load brings, and more than eight what it does not stand: whatever is not kept up with is more.
      assert.ok(capacity.breaking.offered > 0, JSON.stringify(capacity.breaking));
      assert.ok(totals.requests > 0 && totals.errors === 0);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
