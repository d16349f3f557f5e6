/** Settings that are worth trying are tried on instances of their own, though the application wants one port. What they save is not asked here. */
import assert from 'node:assert/strict';
import { app, freePort, leftBehindSoon, measure, nodeOf, testMs } from './leanscope.ts';

describe('settings of V8 and Node.js', function () {
  this.timeout(testMs);

  it('are tried side by side, though the application wants one port', async () => {
    const command = [await nodeOf(20), 'server.cjs'];
    const env = { PORT: String(await freePort()) };
    const { knobs = [], quality, totals } = await measure(app('survivors'), 3, command, { env }, ['--knobs']);
    assert.deepEqual(
      knobs.map(({ setting }) => setting),
      ['--max-semi-space-size=32', '--max-semi-space-size=64'],
      quality.warnings.join('\n'),
    );
    assert.equal(totals.errors, 0);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
