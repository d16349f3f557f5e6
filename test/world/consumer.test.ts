/** A program that is no server and runs on is measured at its own work, per second of running or per piece of work that it tells of. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../src/model/report.ts';
import { allowedError, app, leanscope, leftBehindSoon, measureProcess, nodeOf } from './leanscope.ts';

/** By construction: see test/apps/consumer. */
const truth = { alpha: 0.5, beta: 0.3, gamma: 0.2 };
const jobsPerSecond = 200;
const bytesPerJob = 16_000;
/** A pass of 0.7 s sees 140 jobs: 35 samples of 64 kB, whose number is good to 17 %; three times that. */
const bytesTolerance = 0.5;

describe('a queue consumer', function () {
  this.timeout(90_000);
  let perSecond: Report;
  let perJob: Report;

  before(async () => {
    const command = [await nodeOf(24), 'consumer.cjs'];
    perSecond = await measureProcess(app('consumer'), ['--seconds', '10'], command);
    perJob = await measureProcess(app('consumer'), ['--seconds', '10', '--per', 'jobs:done'], ['npm', 'start']);
  });

  it('is measured per second of running, with nothing sent to it', () => {
    assert.equal(perSecond.app.kind, 'process');
    assert.equal(perSecond.app.unit, undefined);
    assert.deepEqual(perSecond.routes, []);
    assert.equal(perSecond.totals.errors, 0);
    assert.equal(perSecond.totals.bytesInPerRequest, undefined);
    assert.equal(perSecond.capacity, undefined);
    // A loop that does nothing but compute is busy for as long as it computes.
    const busyMs = 1000 * (perSecond.totals.eventLoopUtilization ?? 0);
    assert.ok(busyMs > 0.5 * perSecond.totals.cpuMsPerRequest, `${busyMs} of ${perSecond.totals.cpuMsPerRequest} ms`);
  });

  it('or per job, where it tells of each that is done', () => {
    assert.equal(perJob.app.unit, 'jobs:done');
    const jobs = perSecond.totals.cpuMsPerRequest / perJob.totals.cpuMsPerRequest;
    // The jobs come by the clock; CPU time is not free of what else the machine does in either run.
    assert.ok(jobs > 0.7 * jobsPerSecond && jobs < 1.4 * jobsPerSecond, `${jobs} jobs per second`);
    const bytes = perJob.functions.find(({ name }) => name === 'makeBatch')?.allocatedBytesPerRequest ?? 0;
    assert.ok(Math.abs(bytes / bytesPerJob - 1) < bytesTolerance, `${bytes} bytes per job instead of ${bytesPerJob}`);
    const all = perSecond.functions.find(({ name }) => name === 'makeBatch')?.allocatedBytesPerRequest ?? 0;
    assert.ok(Math.abs(all / (bytesPerJob * jobsPerSecond) - 1) < bytesTolerance, `${all} bytes per second`);
  });

  it('shows what each of its functions takes, either way', () => {
    for (const report of [perSecond, perJob]) {
      const kernels = report.functions.filter(({ name }) => name in truth);
      const all = kernels.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);
      for (const [name, share] of Object.entries(truth)) {
        const measured = (kernels.find((each) => each.name === name)?.selfCpuMsPerRequest ?? 0) / all;
        const words = `${name}: ${measured.toFixed(3)} instead of ${share}`;
        assert.ok(Math.abs(measured - share) <= allowedError(report, 0.03), words);
      }
      assert.ok(all / report.totals.cpuMsPerRequest > 0.6, `${all} of ${report.totals.cpuMsPerRequest} ms`);
    }
  });

  it('is named as the program that does the work, npm as its launcher', () => {
    const roles = perJob.threads?.map(({ role, entry }) => ({ role, entry })) ?? [];
    assert.equal(roles.find(({ entry }) => entry === 'consumer.cjs')?.role, 'main');
    assert.equal(roles[0]?.role, 'launcher');
  });

  it('is spoken of in words that fit', async () => {
    const call = ['run', '--seconds', '4', '--cwd', app('consumer'), '--no-store', '--', 'node', 'consumer.cjs'];
    const { code, stdout, stderr } = await leanscope(call);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /CPU per second/);
    assert.doesNotMatch(stdout.split('What the dollars assume')[0] ?? '', /per request|requests/);
  });

  it('that runs already is measured and runs on', async () => {
    const child = spawn(await nodeOf(24), ['consumer.cjs'], { cwd: app('consumer'), stdio: 'ignore' });
    try {
      await sleep(1000);
      const flags = ['--pid', String(child.pid), '--seconds', '6', '--per', 'jobs:done'];
      const report = await measureProcess(app('consumer'), flags, []);
      assert.equal(report.app.kind, 'process');
      assert.ok(report.functions.some(({ name }) => name === 'alpha'));
      assert.equal(child.exitCode, null);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('that ends before its time is told to be a script', async () => {
    const call = ['run', '--seconds', '20', '--cwd', app('consumer'), '--no-store', '--', 'node', 'gives-up.cjs'];
    const { code, stderr } = await leanscope(call);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /ended with exit code 0 before its time was over/);
    assert.match(stderr, /--script/);
    assert.match(stderr, /the queue is empty/);
  });

  it('that tells of nothing on the channel is an error that says how to', async () => {
    const flags = ['--seconds', '5', '--per', 'orders:done'];
    const { code, stderr } = await leanscope([
      ...['run', ...flags, '--cwd', app('consumer'), '--no-store'],
      ...['--', 'node', 'consumer.cjs'],
    ]);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /published nothing on the diagnostics channel "orders:done"/);
    assert.match(stderr, /diagnostics_channel/);
  });

  it('that is to be loaded as a server is told of --seconds', async () => {
    const never = join('misbehaving', 'never-listens.cjs');
    const { code, stderr } = await leanscope([
      ...['run', '--budget-seconds', '5', '--cwd', app('.'), '--no-store'],
      ...['--', 'node', never],
    ]);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /--seconds/);
  });

  it('takes no load', async () => {
    const { code, stderr } = await leanscope(['run', '--seconds', '5', '--port', '80', '--', 'node', 'consumer.cjs']);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /--port/);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
