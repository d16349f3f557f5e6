/** A shop whose answers depend on who asks: users log in, order and pay; what is wrong counts as wrong; no secret is kept. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ReportRoute } from '../../src/model/report-load.ts';
import type { Report } from '../../src/model/report.ts';
import { app, leanscope, leftBehindSoon, testMs } from './leanscope.ts';

const password = 'correct horse';
const secrets = [password, 'token-of-', 'k3y-in-the-open', 'ses-sion-'];

describe('a scenario of members', function () {
  this.timeout(testMs);
  let folder = '';
  let report: Report;
  let kept = '';

  const route = (name: string): ReportRoute => {
    const found = report.routes.find(
      ({ method, path, operation = '' }) => `${method} ${path} ${operation}`.trim() === name,
    );
    assert.ok(found, `${name} among ${report.routes.map(({ path }) => path).join(', ')}`);
    return found;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-members-'));
    const scenario = join(app('members'), 'scenario.json');
    const flags = ['--complete', '--budget-seconds', '1', '--scenario', scenario, '--json', join(folder, 'r.json')];
    const call = ['run', '--cwd', folder, ...flags];
    const server = ['--', process.execPath, join(app('members'), 'server.cjs')];
    const { code, stdout, stderr } = await leanscope([...call, ...server], { env: { MEMBERS_PASSWORD: password } });
    assert.equal(code, 0, stderr);
    report = JSON.parse(await readFile(join(folder, 'r.json'), 'utf8')) as Report;
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) => {
        const bytes = await readFile(join(parentPath, name));
        return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      });
    assert.ok(files.some(({ name }) => name === 'recording.json.gz'));
    kept = [stdout, stderr, ...(await Promise.all(texts))].join('\n');
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(await leftBehindSoon(), []);
  });

  it('gets through what needs a login, a cookie and an order of its own', () => {
    for (const name of ['GET /me', 'POST /orders', 'GET /orders/:order', 'POST /orders/:order/pay']) {
      assert.ok(route(name).requests > 0, name);
      assert.equal(route(name).errors, 0, name);
    }
  });

  it('counts a good status over a wrong body as an error', () => {
    const { requests, errors } = route('GET /lies');
    assert.ok(requests > 0);
    assert.equal(errors, requests);
  });

  it('costs the operations of one GraphQL address apart', () => {
    for (const name of ['POST /graphql Dear', 'POST /graphql Cheap'])
      assert.ok(route(name).cpuMsPerRequest !== undefined);
  });

  it('says that an order is paid only once, and gives paying no cost of its own', () => {
    assert.equal(route('POST /orders/:order/pay').cpuMsPerRequest, undefined);
    assert.match(report.quality.warnings.join('\n'), /Cannot be sent twice.*\/pay/);
  });

  it('lists what it left out and where the rest came from', () => {
    assert.deepEqual(report.load?.leftOut, [{ method: 'DELETE', path: '/everything', reason: 'would empty the shop' }]);
    assert.ok(report.load.requests.every(({ source }) => source === 'scenario'));
  });

  it('neither prints nor keeps a secret, a captured token or a cookie', () => {
    for (const secret of secrets) {
      const at = kept.indexOf(secret);
      assert.equal(at, -1, `${secret}: …${kept.slice(Math.max(0, at - 200), at + 60)}…`);
    }
  });
});

describe('a login that fails', function () {
  this.timeout(testMs);

  it('ends the run with the reason, and without the password', async () => {
    const scenario = join(app('members'), 'scenario.json');
    const call = ['run', '--cwd', app('members'), '--no-store', '--budget-seconds', '1', '--scenario', scenario];
    const server = ['--', process.execPath, 'server.cjs'];
    const { code, stderr } = await leanscope([...call, ...server], { env: { MEMBERS_PASSWORD: 'wr0ng' } });
    assert.equal(code, 3);
    assert.match(stderr, /What each user sends first failed: POST \/login → status 401\./);
    assert.ok(!stderr.includes('wr0ng'));
  });
});
