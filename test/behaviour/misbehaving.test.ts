/** Applications that do not behave: each ends in the right exit code, its own last words, a next step, and nothing left. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { app, leanscope, leftBehindSoon, type Ended } from '../world/leanscope.ts';

function run(file: string, seconds = 6): Promise<Ended> {
  const cwd = app('misbehaving');
  return leanscope([
    'run',
    '--cwd',
    cwd,
    '--budget-seconds',
    String(seconds),
    '--no-store',
    '--',
    'node',
    `${file}.cjs`,
  ]);
}

describe('an application that', function () {
  this.timeout(90_000);

  const failing: readonly (readonly [string, RegExp, RegExp])[] = [
    ['never-listens', /did not listen on any TCP port/, /waits for a database that is not there/],
    ['crashes-at-start', /ended with exit code 1 before it listened/, /DATABASE_URL is not set/],
    ['crashes-under-load', /ended with exit code 1 while being measured/, /connection pool is exhausted/],
    ['blocks-loop', /stopped answering/, /blocks-loop listens/],
  ];
  for (const [file, what, lastWords] of failing) {
    it(`${file} ends in exit code 3, with its own last words`, async () => {
      const { code, stdout, stderr } = await run(file);
      assert.equal(code, 3, stderr);
      assert.match(stderr, what);
      assert.match(stderr, lastWords);
      assert.equal(stdout, '');
      // The next step stands on the line after the problem.
      assert.match(stderr, /leanscope: .+\n {2}\S.+/);
      assert.doesNotMatch(stderr, /dist[/\\]cli\.cjs/, 'a stack trace of ours');
    });
  }

  it('crashes-late ends in exit code 3, but what was measured until then is reported', async () => {
    const cwd = app('misbehaving');
    const call = [
      'run',
      '--cwd',
      cwd,
      '--budget-seconds',
      '30',
      '--no-store',
      '--json',
      '-',
      '--',
      'node',
      'crashes-late.cjs',
    ];
    // Well after the pass that samples CPU has begun, however early the passes before it were tight or late.
    const { code, stdout, stderr } = await leanscope(call, { env: { LIFETIME_MS: '22000' } });
    assert.equal(code, 3, stderr);
    assert.match(stderr, /the ledger of orders is corrupt/);
    const { partial, totals, functions } = JSON.parse(stdout) as Report;
    assert.match(partial?.what ?? '', /ended with exit code 1 while being measured/);
    assert.match(partial?.log ?? '', /the ledger of orders is corrupt/);
    assert.ok(totals.cpuMsPerRequest > 0);
    assert.equal(functions[0]?.name, 'tally');
  });

  for (const file of ['ignores-sigterm', 'starts-children', 'slow-start', 'big-log']) {
    it(`${file} is measured`, async () => {
      const { code, stdout, stderr } = await run(file);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /CPU per request/);
    });
  }

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
