/** Applications that do not behave: each ends in the right exit code, its own last words, a next step, and nothing left. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { app, leanscope, leftBehindSoon, testMs } from '../world/leanscope.ts';

const cwd = app('misbehaving');
const usual = ['run', '--cwd', cwd, '--no-store'];

describe('an application that', function () {
  this.timeout(testMs);

  const failing: readonly (readonly [string, RegExp, RegExp])[] = [
    ['never-listens', /did not listen on any TCP port.*(?:\n.*)*--seconds/, /waits for a database that is not there/],
    ['crashes-at-start', /ended with exit code 1 before it listened/, /DATABASE_URL is not set/],
    ['crashes-under-load', /ended with exit code 1 while being measured/, /connection pool is exhausted/],
    ['blocks-loop', /stopped answering/, /blocks-loop listens/],
  ];
  for (const [file, what, lastWords] of failing) {
    it(`${file} ends in exit code 3, with its own last words`, async () => {
      const { code, stdout, stderr } = await leanscope([
        ...[...usual, '--budget-seconds', '6'],
        ...['--', 'node', `${file}.cjs`],
      ]);
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
    const flags = ['--complete', '--budget-seconds', '1', '--json', '-'];
    const call = [...usual, ...flags, '--', 'node', 'crashes-late.cjs'];
    const { code, stdout, stderr } = await leanscope(call);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /the ledger of orders is corrupt/);
    const { partial, totals, functions } = JSON.parse(stdout) as Report;
    assert.match(partial?.what ?? '', /ended with exit code 1 while being measured/);
    assert.match(partial?.log ?? '', /the ledger of orders is corrupt/);
    assert.ok(totals.requests > 0);
    assert.ok(
      functions.some(({ name, file }) => name === 'tally' && file === 'crashes-late.cjs'),
      JSON.stringify(functions),
    );
  });

  for (const file of ['ignores-sigterm', 'starts-children', 'slow-start', 'big-log']) {
    it(`${file} is measured`, async () => {
      const flags = ['--complete', '--budget-seconds', '1'];
      const { code, stdout, stderr } = await leanscope([...usual, ...flags, '--', 'node', `${file}.cjs`]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /CPU per request/);
    });
  }

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
