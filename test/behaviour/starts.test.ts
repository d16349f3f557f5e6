/** The ways in which servers are started: the work is found in whichever process or thread it happens. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportThread, ThreadRole } from '../../src/model/report-threads.ts';
import type { Report } from '../../src/model/report.ts';
import { mostExpensive, placesDeclared, placesFound, type Declared } from '../world/declared-routes.ts';
import { app, leftBehindSoon, measure } from '../world/leanscope.ts';

const folder = app('starts');
const seconds = 7;
const limits: readonly Declared[] = [
  ['GET /limits', 'server.mjs', "app.get('/limits',"],
  ['GET /limits/:id', 'server.mjs', "app.get('/limits/:id'"],
];

async function assertMeasured(report: Report, routes: readonly Declared[]): Promise<void> {
  const processes = (report.threads ?? []).filter(({ thread }) => thread === 0);
  const cpu = processes.reduce((sum, { processCpuMsPerRequest = 0 }) => sum + processCpuMsPerRequest, 0);
  assert.ok(Math.abs(cpu / report.totals.cpuMsPerRequest - 1) < 1e-4, `${cpu} ms in all processes`);
  assert.deepEqual(placesFound(report), await placesDeclared(folder, routes));
  assert.equal(report.totals.errors, 0);
  assert.equal(mostExpensive(report), 'chainLength');
}

describe('an application started', function () {
  this.timeout(60_000);
  let plain: Report;

  it('as an ES module', async () => {
    plain = await measure(folder, seconds, ['node', 'server.mjs']);
    await assertMeasured(plain, limits);
  });

  it('by node --watch, which runs it as a child', async () => {
    await assertMeasured(await measure(folder, seconds, ['node', '--watch', 'server.mjs']), limits);
  });

  it('as a cluster of two workers', async () => {
    const signatures = await mkdtemp(join(tmpdir(), 'leanscope-served-'));
    try {
      const file = join(signatures, 'pids');
      const report = await measure(folder, seconds, ['node', 'cluster.mjs'], { env: { SERVED_BY: file } });
      await assertMeasured(report, limits);
      const workers = new Set((await readFile(file, 'utf8')).trim().split('\n'));
      assert.equal(workers.size, 2);
      // With one worker of two left uncounted, a request would seem to cost half of what it does without a cluster.
      const ratio = costOf(report, '/limits/:id') / costOf(plain, '/limits/:id');
      assert.ok(ratio > 0.75, `${ratio} of the cost without a cluster`);
      assert.deepEqual(new Set(pidsOf(report, 'clusterWorker')), new Set([...workers].map(Number)));
      assert.equal(pidsOf(report, 'clusterPrimary').length, 1);
      // Connections are handed out in turn: neither worker does it all.
      for (const { cpuMsPerRequest = 0 } of threadsOf(report, 'clusterWorker'))
        assert.ok(cpuMsPerRequest > report.totals.cpuMsPerRequest / 5, `${cpuMsPerRequest} ms`);
    } finally {
      await rm(signatures, { recursive: true, force: true });
    }
  });

  it('with its work in a worker thread', async () => {
    const report = await measure(folder, seconds, ['node', 'with-worker.mjs']);
    await assertMeasured(report, [['GET /chains/:limit', 'with-worker.mjs', "app.get('/chains/:limit'"]]);
    const [hottest] = report.functions.filter(({ name }) => name === 'chainLength');
    assert.equal(hottest?.file, 'collatz.js');
    const [worker] = threadsOf(report, 'workerThread');
    assert.equal(worker?.entry, 'chains-worker.mjs');
    // The search is the worker's, HTTP is the main thread's.
    const [main] = threadsOf(report, 'main');
    assert.ok((worker.cpuMsPerRequest ?? 0) > (main?.cpuMsPerRequest ?? Infinity), JSON.stringify(report.threads));
    assert.ok((worker.samples ?? 0) > 0);
  });

  it('with its server in a worker thread', async () => {
    await assertMeasured(await measure(folder, seconds, ['node', 'serving-worker.mjs']), limits);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

function threadsOf({ threads = [] }: Report, role: ThreadRole): readonly ReportThread[] {
  return threads.filter((thread) => thread.role === role);
}

function pidsOf(report: Report, role: ThreadRole): readonly number[] {
  return threadsOf(report, role).map(({ pid }) => pid);
}

function costOf({ routes }: Report, path: string): number {
  const cost = routes.find((route) => route.path === path)?.cpuMsPerRequest;
  assert.ok(cost !== undefined, `${path} has no cost`);
  return cost;
}
