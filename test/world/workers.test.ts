/**
 * Workers that sleep in `Atomics.wait` between two tasks, as those of most pools do: they turn no event loop, hear no message, and do nearly all
 * of the work. One of them was started without the agent. What is asserted are counts; no CPU time is.
 */
import assert from 'node:assert/strict';
import { ASK_WORKERS_ENV } from '../../src/model/agent-protocol.ts';
import type { ReportThread } from '../../src/model/report-threads.ts';
import { app, leftBehindSoon, measure, nodeOf, testMs } from './leanscope.ts';

/** Of `step` in one task, which is one request. */
const callsPerRequest = 500;

describe('workers that sleep in Atomics.wait', function () {
  this.timeout(testMs);

  before(() => {
    process.env[ASK_WORKERS_ENV] = 'yes';
  });

  after(() => {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- A variable that is set to undefined is the word "undefined".
    delete process.env[ASK_WORKERS_ENV];
  });

  for (const major of [20, 22, 24, 26])
    it(`have their functions, calls and CPU time on Node.js ${major}, and sleep as they would`, async () => {
      const report = await measure(app('sleeping-workers'), 1, [await nodeOf(major), 'server.cjs']);
      // A sleep that ends before its time, or with another word, makes the requests after it fail.
      assert.equal(report.totals.errors, 0);
      const { threads = [], functions, ledger } = report;
      const workers = threads.filter(({ entry }) => entry === 'worker.cjs');
      assert.deepEqual(threads.map(({ thread }) => thread).sort(), [0, 1, 2, 3]);
      for (const each of workers) assertSeen(each);
      assert.equal(workers.length, 2);
      const step = functions.find(({ name }) => name === 'step');
      assert.equal(step?.file, 'step.cjs');
      assert.deepEqual(step.calls, [{ method: 'GET', path: '/', callsPerRequest }]);
      assert.equal(functions.find(({ origin }) => origin === 'app')?.name, 'step', 'what does the work is the first');
      const parts = ledger.flatMap((row) => row.parts ?? []);
      assert.equal(parts.find(({ kind }) => kind === 'threadPool')?.cpuMsPerRequest, 0, 'nothing uses libuv’s pool');
      assert.ok(report.eventLoop !== undefined, 'the event loop that turns has its delays');
    });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

function assertSeen({ role, cpuMsPerRequest = 0, samples = 0, eventLoopUtilization = 1 }: ReportThread): void {
  assert.equal(role, 'workerThread');
  assert.ok(cpuMsPerRequest > 0, 'its CPU time is known');
  assert.ok(samples > 0, 'it was sampled');
  assert.ok(eventLoopUtilization < 1, 'it sleeps, and is not called busy all the time');
}
