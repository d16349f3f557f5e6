/** Outgoing requests in known numbers and sizes: found per upstream and per route, with the line that asks. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listeningPorts } from '../../src/launch/listening-ports.ts';
import type { Outgoing } from '../../src/model/report-load.ts';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure, nodeOf, testMs, until } from './leanscope.ts';

/** What the head of an answer of asked.cjs takes, by hand: Node.js 20 to 26 write the same. */
const answerBytes = (connection: readonly string[]): number =>
  ['HTTP/1.1 200 OK', 'content-length: 1000', 'Date: Thu, 01 Jan 1970 00:00:00 GMT', ...connection]
    .map((line) => `${line}\r\n`)
    .join('').length +
  2 +
  1000;

const keptAlive = ['Connection: keep-alive', 'Keep-Alive: timeout=5'];

async function lineOf(text: string, folder = app('traffic')): Promise<number> {
  const source = await readFile(join(folder, 'asks.cjs'), 'utf8');
  return source.split('\n').findIndex((line) => line.includes(text)) + 1;
}

const paths = ['/none', '/kept', '/fresh', '/fetch', '/tcp'];

/** The port that it listens at, once it does. */
function portOf(pid: number): Promise<number> {
  return until('it listens', async () => (await listeningPorts(pid))[0]);
}

describe('what is asked of others', function () {
  this.timeout(testMs);
  let folder = '';
  let scenario = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-upstreams-'));
    scenario = join(folder, 'scenario.json');
    await writeFile(scenario, JSON.stringify({ requests: paths.map((path) => ({ method: 'GET', path })) }));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('is counted by upstream and by route', async () => {
    const flags = ['--scenario', scenario];
    await assertCounted(await measure(app('traffic'), 2, [await nodeOf(20), 'asks.cjs'], {}, flags));
  });

  it('is counted as well where the application was running before, its connections opened by then', async () => {
    const running = spawn(await nodeOf(24), ['asks.cjs'], { cwd: app('traffic'), stdio: 'ignore' });
    try {
      const port = await portOf(running.pid ?? 0);
      for (const path of paths) await (await fetch(`http://127.0.0.1:${port}${path}`)).text();
      const flags = ['--pid', String(running.pid), '--port', String(port), '--scenario', scenario];
      await assertCounted(await measure(app('traffic'), 2, [], {}, flags));
    } finally {
      running.kill('SIGKILL');
    }
  });

  it('is counted for a script, per run', async () => {
    const report = await measure(app('.'), 1, [await nodeOf(24), 'scripts/asks.cjs'], {}, ['--script']);
    const [kept, fetched] = ['/items/:id', '/fetched'].map((path) =>
      report.upstreams?.find((upstream) => upstream.path === path),
    );
    assert.deepEqual([kept?.callsPerRequest, fetched?.callsPerRequest], [20, 10]);
    assert.equal(kept?.bytesInPerRequest, 20 * answerBytes(keptAlive), 'bytes of 20 requests');
    assert.equal(fetched?.bytesInPerRequest, 10 * answerBytes(keptAlive), 'bytes of 10 requests');
    assert.deepEqual([kept.connectionsPerCall, kept.errorShare], [1 / 20, 0]);
    assert.deepEqual(
      [kept.callSites?.[0]?.file, kept.callSites?.[0]?.line],
      ['scripts/asks.cjs', await lineOf('http.get({ port', app('scripts'))],
    );
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

async function assertCounted(report: Report): Promise<void> {
  assert.equal(report.totals.errors, 0);
  const found = new Map(report.routes.map(({ path, outgoing }) => [path, outgoing]));
  // A slice waits for its last answers, and what was asked for them is asked by then: nothing is counted on two sides of an end.
  const asked = (path: string, calls: number, bytesIn: number): void => {
    const outgoing = found.get(path);
    assert.equal(outgoing?.callsPerRequest, calls, `calls of ${path}`);
    assert.equal(outgoing.bytesInPerRequest, bytesIn, `bytes of ${path}`);
  };
  assert.deepEqual(found.get('/none'), { callsPerRequest: 0, bytesOutPerRequest: 0, bytesInPerRequest: 0 });
  asked('/kept', 2, 2 * answerBytes(keptAlive));
  asked('/fresh', 1, answerBytes(['Connection: close']));
  asked('/fetch', 3, 3 * answerBytes(keptAlive));
  asked('/tcp', 5, 5 * 100);
  assert.equal(found.get('/tcp')?.bytesOutPerRequest, 5 * 20, 'bytes to the other end of /tcp');
  await assertUpstreams(report);
}

async function assertUpstreams({ upstreams = [] }: Report): Promise<void> {
  const kept = upstreams.find(({ path }) => path === '/items/:id');
  const fresh = upstreams.find(({ path }) => path === '/fresh');
  const fetched = upstreams.find(({ path }) => path === '/fetched');
  const tcp = upstreams.find(({ protocol }) => protocol === 'tcp');
  assert.equal(upstreams.length, 4, JSON.stringify(upstreams));
  assert.doesNotMatch(JSON.stringify(upstreams), /secret/);
  for (const each of [kept, fetched]) assert.ok((each?.connectionsPerCall ?? 1) < 1, JSON.stringify(each));
  assert.equal(fresh?.connectionsPerCall, 1);
  assert.deepEqual([kept?.errorShare, fresh.errorShare, fetched?.errorShare, tcp?.errorShare], [0, 0, 0, undefined]);
  const routes = (upstream: { routes?: readonly (Outgoing & { path: string })[] } | undefined) =>
    upstream?.routes?.map(({ path }) => path);
  assert.deepEqual([kept, fresh, fetched, tcp].map(routes), [['/kept'], ['/fresh'], ['/fetch'], ['/tcp']]);
  assert.deepEqual(kept?.callSites?.[0], {
    ...{ name: '', file: 'asks.cjs', line: await lineOf('http.get({ port'), share: 1 },
  });
  assert.equal(fetched?.callSites?.[0]?.line, await lineOf('await fetch('));
}
