/** The ways in which servers are started: the work is found in whichever process or thread it happens. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportThread, ThreadRole } from '../../src/model/report-threads.ts';
import type { Report } from '../../src/model/report.ts';
import { placesDeclared, placesFound, type Declared } from '../world/declared-routes.ts';
import { app, leftBehindSoon, measure, testMs } from '../world/leanscope.ts';

const folder = app('starts');
const seconds = 1;
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
  const computes = report.functions.filter(({ name }) => name === 'chainLength');
  assert.deepEqual(
    computes.map(({ file, origin }) => [file, origin]),
    [['collatz.js', 'app']],
  );
}

describe('an application started', function () {
  this.timeout(testMs);

  it('as an ES module', async () => {
    await assertMeasured(await measure(folder, seconds, ['node', 'server.mjs']), limits);
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
      assert.deepEqual(new Set(pidsOf(report, 'clusterWorker')), new Set([...workers].map(Number)));
      assert.equal(pidsOf(report, 'clusterPrimary').length, 1);
      // Both are counted: connections are handed out in turn, and each worker closes its own after some requests.
      for (const { cpuMsPerRequest = 0 } of threadsOf(report, 'clusterWorker')) assert.ok(cpuMsPerRequest > 0);
    } finally {
      await rm(signatures, { recursive: true, force: true });
    }
  });

  it('with its work in a worker thread', async () => {
    const report = await measure(folder, seconds, ['node', 'with-worker.mjs']);
    await assertMeasured(report, [['GET /chains/:limit', 'with-worker.mjs', "app.get('/chains/:limit'"]]);
    const [worker] = threadsOf(report, 'workerThread');
    assert.equal(worker?.entry, 'chains-worker.mjs');
    assert.ok((worker.samples ?? 0) > 0, JSON.stringify(report.threads));
    assert.equal(threadsOf(report, 'main').length, 1);
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
