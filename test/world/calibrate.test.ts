/** `leanscope calibrate` from the developer's machine to the server's token and into a run. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speedScore, probeOfToken } from '../../src/model/calibration.ts';
import { ended, leanscope, leftBehind, leftBehindSoon, start, testMs, until, written } from './leanscope.ts';

describe('leanscope calibrate', function () {
  this.timeout(testMs);
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'leanscope-home-'));
  });
  afterEach(async () => {
    await rm(home, { recursive: true, force: true });
    assert.deepEqual(await leftBehindSoon(), []);
  });
  const call = (...args: readonly string[]) => leanscope(args, { env: { LEANSCOPE_HOME: home } });

  it('prints one token, which the doctor and the next run then know', async () => {
    assert.match((await call('doctor')).stdout, /^!! +Speed is not calibrated/m);
    const { code, stdout, stderr } = await call('calibrate', '--seconds', '1', '--as', 'aws/c7g.large');
    assert.equal(code, 0, stderr);
    const token = probeOfToken(stdout);
    assert.ok(token !== undefined && stdout.trim().split('\n').length === 1, stdout);
    assert.equal(token.instance, 'aws/c7g.large');
    assert.ok((speedScore(token) ?? 0) > 0);
    assert.match((await call('doctor')).stdout, /Speed was probed here/);
    assert.equal((await call('calibrate', '--token', stdout.trim())).code, 0);
    assert.match((await call('doctor')).stdout, /^ok +Speed is calibrated against aws\/c7g\.large/m);
    await call('calibrate', '--forget');
    assert.match((await call('doctor')).stdout, /^!! +Speed is not calibrated/m);
  });

  it('refuses a token that is not whole', async () => {
    const { code, stderr } = await call('calibrate', '--token', 'leanscope1.abc.def');
    assert.equal(code, 2);
    assert.match(stderr, /not whole/);
  });

  it('ends with exit code 130 when interrupted, and leaves nothing running', async () => {
    const child = start(['calibrate', '--seconds', '30'], { env: { LEANSCOPE_HOME: home } });
    const over = ended(child);
    // Past the second in which it only watches, into the probe, which is a process of its own.
    await written(child, /Probing/);
    await until('the probe is there', async () => (await leftBehind()).length > 1);
    child.kill('SIGINT');
    assert.equal((await over).code, 130);
  });
});
