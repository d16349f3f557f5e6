/** A program that is no server and runs on is measured at its own work, per second of running or per piece of work that it tells of. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { identify } from '../../src/launch/node-processes.ts';
import type { Report } from '../../src/model/report.ts';
import { app, leanscope, leftBehindSoon, measureProcess, nodeOf, testMs, until } from './leanscope.ts';

const folder = app('consumer');

describe('a queue consumer', function () {
  this.timeout(testMs);
  let perSecond: Report;
  let perJob: Report;

  before(async () => {
    perSecond = await measureProcess(folder, ['--seconds', '2'], [await nodeOf(24), 'consumer.cjs']);
    perJob = await measureProcess(folder, ['--seconds', '2', '--per', 'jobs:done'], ['npm', 'start']);
  });

  it('is measured per second of running, with nothing sent to it', () => {
    assert.equal(perSecond.app.kind, 'process');
    assert.equal(perSecond.app.unit, undefined);
    assert.deepEqual(perSecond.routes, []);
    assert.equal(perSecond.totals.errors, 0);
    assert.equal(perSecond.totals.bytesInPerRequest, undefined);
    assert.equal(perSecond.capacity, undefined);
  });

  it('or per job, where it tells of each that is done', () => {
    assert.equal(perJob.app.unit, 'jobs:done');
    assert.ok(Number.isInteger(perJob.totals.requests) && perJob.totals.requests > 0, `${perJob.totals.requests} jobs`);
  });

  it('has its functions found, either way', () => {
    for (const { functions } of [perSecond, perJob])
      for (const name of ['alpha', 'beta', 'gamma']) {
        const found = functions.find((each) => each.name === name);
        assert.equal(found?.file.split('/').at(-1), `${name}.cjs`, JSON.stringify(functions.map((each) => each.name)));
      }
  });

  it('is named as the program that does the work, npm as its launcher', () => {
    const roles = perJob.threads?.map(({ role, entry }) => ({ role, entry })) ?? [];
    assert.equal(roles.find(({ entry }) => entry === 'consumer.cjs')?.role, 'main');
    assert.equal(roles[0]?.role, 'launcher');
  });

  it('is spoken of in words that fit', async () => {
    const flags = ['--complete', '--seconds', '1', '--cwd', folder, '--no-store'];
    const { code, stdout, stderr } = await leanscope(['run', ...flags, '--', 'node', 'consumer.cjs']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /CPU per second/);
    assert.doesNotMatch(stdout.split('What the dollars assume')[0] ?? '', /per request|requests/);
  });

  it('that runs already is measured and runs on', async () => {
    const child = spawn(await nodeOf(24), ['consumer.cjs'], { cwd: folder, stdio: 'ignore' });
    try {
      const { pid = 0 } = child;
      await until('it can be asked for its inspector', async () => (await identify(pid)).kind === 'node');
      const flags = ['--pid', String(pid), '--seconds', '1', '--per', 'jobs:done'];
      const report = await measureProcess(folder, flags, []);
      assert.equal(report.app.kind, 'process');
      assert.ok(report.functions.some(({ name }) => name === 'alpha'));
      assert.equal(child.exitCode, null);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('that ends before its time is told to be a script', async () => {
    const call = ['run', '--seconds', '60', '--cwd', folder, '--no-store', '--', 'node', 'gives-up.cjs'];
    const { code, stderr } = await leanscope(call);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /ended with exit code 0 before its time was over/);
    assert.match(stderr, /--script/);
    assert.match(stderr, /the queue is empty/);
  });

  it('that tells of nothing on the channel is an error that says how to', async () => {
    const flags = ['--complete', '--seconds', '1', '--per', 'orders:done', '--cwd', folder, '--no-store'];
    const { code, stderr } = await leanscope(['run', ...flags, '--', 'node', 'consumer.cjs']);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /published nothing on the diagnostics channel "orders:done"/);
    assert.match(stderr, /diagnostics_channel/);
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
