import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, leanscope, leftBehindSoon, measure } from './leanscope.ts';

const folder = app('limits');
const command = ['node', 'server.cjs'];
/** A climb takes 11.5 of them; the rest is for starting, on a machine that may be slow. */
const seconds = 15;

/** Where other programs kept the generator waiting, a run says so, and nothing about the application: there is nothing to hold it to. */
function wasTheMachine(capacity: Report['capacity']): boolean {
  return capacity?.bindingResource === 'generator' && capacity.breaking?.valid === false;
}

describe('the climb to the breaking point', function () {
  this.timeout(90_000);

  it('finds the size of a pool that requests wait for', async function () {
    const { capacity } = await measure(folder, seconds, command, { env: { LIMIT: 'pool' } });
    if (wasTheMachine(capacity)) this.skip();
    assert.equal(capacity?.bindingResource, 'waiting', JSON.stringify(capacity));
    // 4 at a time, 20 ms each, is 200 a second. Timers are late, on a busy machine by as much again, and never early: what is let through
    // can only be less.
    const through = Math.max(...(capacity.curve ?? []).map(({ achieved }) => achieved));
    // And a step that begins or ends with a full pool counts four more, in 250 ms.
    assert.ok(through > 80 && through < 200 + 4 / 0.25 + 10, `${through} a second`);
    assert.ok([3, 4, 5].includes(capacity.binding?.atATime ?? 0), JSON.stringify(capacity.binding));
    assert.ok((capacity.binding?.waitingShare ?? 0) > 0.8);
    // A step of 250 ms at 200 a second has 50 requests, give or take 7 by chance: three times that is 42 % above what the pool lets through.
    assert.ok((capacity.knee?.offered ?? Infinity) < 200 * 1.42, JSON.stringify(capacity.knee));
  });

  it('names the event loop and the function that fills it', async function () {
    const { capacity } = await measure(folder, seconds, command, { env: { LIMIT: 'loop' } });
    if (wasTheMachine(capacity)) this.skip();
    assert.equal(capacity?.bindingResource, 'eventLoop', JSON.stringify(capacity));
    assert.equal(capacity.binding?.hottest?.name, 'spin');
    assert.ok(capacity.binding.hottest.share > 0.5);
  });

  it('keeps what was measured before the application ended under it, and says at which load', async () => {
    const out = await mkdtemp(join(tmpdir(), 'leanscope-world-'));
    try {
      const file = join(out, 'report.json');
      const flags = ['--cwd', folder, '--budget-seconds', `${seconds}`, '--no-store', '--quiet', '--json', file];
      const { code } = await leanscope(['run', ...flags, '--', ...command], { env: { LIMIT: 'crash' } });
      assert.equal(code, 3);
      const { capacity, partial, totals } = JSON.parse(await readFile(file, 'utf8')) as Report;
      assert.match(partial?.what ?? '', /raised to the breaking point/);
      assert.deepEqual(capacity?.breaking?.limits, ['ended'], JSON.stringify(capacity));
      // Eight at a time, 20 ms each, are 400 a second at most; the climb begins at half of what was reached, with four under way, and
      // the steps after it more than eight. However slow the machine: what falls behind has the more under way.
      assert.ok(capacity.breaking.offered > 0, JSON.stringify(capacity.breaking));
      assert.ok(totals.cpuMsPerRequest > 0);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });

  it('leaves nothing behind', async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
