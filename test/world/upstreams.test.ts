/** Outgoing requests in known numbers and sizes: found per upstream and per route, with the line that asks. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outgoing } from '../../src/model/report-load.ts';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

/** What the head of an answer of asked.cjs takes, by hand: Node.js 20 to 26 write the same. */
const answerBytes = (connection: readonly string[]): number =>
  ['HTTP/1.1 200 OK', 'content-length: 1000', 'Date: Thu, 01 Jan 1970 00:00:00 GMT', ...connection]
    .map((line) => `${line}\r\n`)
    .join('').length +
  2 +
  1000;

const keptAlive = ['Connection: keep-alive', 'Keep-Alive: timeout=5'];

function within(measured: number | undefined, truth: number, tolerance: number, what: string): void {
  assert.ok(
    measured !== undefined && Math.abs(measured / truth - 1) <= tolerance,
    `${what}: ${measured ?? 'unknown'} instead of ${truth}`,
  );
}

async function lineOf(text: string): Promise<number> {
  const source = await readFile(join(app('traffic'), 'asks.cjs'), 'utf8');
  return source.split('\n').findIndex((line) => line.includes(text)) + 1;
}

describe('what is asked of others', function () {
  this.timeout(60_000);
  let folder = '';
  let scenario = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-upstreams-'));
    scenario = join(folder, 'scenario.json');
    const paths = ['/none', '/kept', '/fresh', '/fetch', '/tcp'];
    await writeFile(scenario, JSON.stringify({ requests: paths.map((path) => ({ method: 'GET', path })) }));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  for (const major of [20, 24]) {
    it(`is counted by upstream and by route on Node.js ${major}`, async () => {
      const node = await nodeOf(major);
      const report = await measure(app('traffic'), 14, [node, 'asks.cjs'], {}, ['--scenario', scenario]);
      assert.equal(report.totals.errors, 0);
      const found = new Map(report.routes.map(({ path, outgoing }) => [path, outgoing]));
      // A request that is under way when its slice ends counts its parts on both sides of the end.
      const asked = (path: string, calls: number, bytesIn: number): void => {
        const outgoing = found.get(path);
        within(outgoing?.callsPerRequest, calls, 0.01, `calls of ${path}`);
        within(outgoing?.bytesInPerRequest, bytesIn, 0.01, `bytes of ${path}`);
      };
      assert.deepEqual(found.get('/none'), { callsPerRequest: 0, bytesOutPerRequest: 0, bytesInPerRequest: 0 });
      asked('/kept', 2, 2 * answerBytes(keptAlive));
      asked('/fresh', 1, answerBytes(['Connection: close']));
      asked('/fetch', 3, 3 * answerBytes(keptAlive));
      asked('/tcp', 5, 5 * 100);
      within(found.get('/tcp')?.bytesOutPerRequest, 5 * 20, 0.01, 'bytes to the other end of /tcp');
      await assertUpstreams(report);
    });
  }

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

async function assertUpstreams({ upstreams = [] }: Report): Promise<void> {
  const kept = upstreams.find(({ path }) => path === '/items/:id');
  const fresh = upstreams.find(({ path }) => path === '/fresh');
  const fetched = upstreams.find(({ path }) => path === '/fetched');
  const tcp = upstreams.find(({ protocol }) => protocol === 'tcp');
  assert.equal(upstreams.length, 4, JSON.stringify(upstreams));
  assert.doesNotMatch(JSON.stringify(upstreams), /secret/);
  assert.ok((kept?.connectionsPerCall ?? 1) < 0.05 && (fetched?.connectionsPerCall ?? 1) < 0.05);
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
