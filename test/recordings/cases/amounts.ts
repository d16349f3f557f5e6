/** Amounts: bytes allocated, bytes on the wire, calls of others. */
import assert from 'node:assert/strict';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Report } from '../../../src/model/report.ts';
import type { NodeMajor, RecordingCase } from '../case.ts';
import { budget, functionNamed, lineOf, noErrors, truth, within } from './checks.ts';

/** test/apps/allocator/README.md */
const allocated = { makeRows: 159_984, makeIndex: 40_048 };

const allocator = (node: NodeMajor): RecordingCase => ({
  name: `allocator-node-${node}`,
  app: 'allocator',
  node,
  command: ['node', 'server.cjs'],
  flags: budget(8),
  derivation: 'by hand, from the sizes of V8: test/apps/allocator/README.md',
  truths: [
    truth('bytes are found per function, to 5 %', (report) => {
      for (const [name, bytes] of Object.entries(allocated))
        within(functionNamed(report, name).allocatedBytesPerRequest, bytes, 0.05, name);
    }),
    truth('they add up to what all of a request allocates, its HTTP included', ({ totals }) => {
      const sum = allocated.makeRows + allocated.makeIndex;
      const { allocatedBytesPerRequest = NaN } = totals;
      assert.ok(
        allocatedBytesPerRequest > 0.95 * sum && allocatedBytesPerRequest < sum + 20_000,
        `${allocatedBytesPerRequest}`,
      );
    }),
    truth('garbage is found where collecting it costs what the rule wants', tellsGarbage),
    noErrors,
  ],
});

/** Four fifths of the bytes are one function's, not quite a fifth the other's. */
function tellsGarbage({ functions, totals, advice }: Report): void {
  const told = advice.filter(({ rule }) => rule === 'garbage').map((each) => each.function);
  for (const name of Object.keys(allocated)) {
    const fn = functions.find((each) => each.name === name);
    const { ownGcCpuMsPerRequest: gc = 0, ownAllocatedBytesPerRequest: bytes = 0, ownCpuMsPerRequest = 0 } = fn ?? {};
    const isMuch = bytes >= 0.2 * (totals.allocatedBytesPerRequest ?? NaN) && gc >= 0.02 * totals.cpuMsPerRequest;
    if (!isMuch) assert.ok(!told.includes(name), JSON.stringify(fn));
    // Where it costs more itself, it may be told as a hot function instead.
    else if (gc >= (fn?.selfCpuMsPerRequest ?? 0) && gc >= ownCpuMsPerRequest) assert.ok(told.includes(name), name);
  }
}

/** As in test/apps/traffic. */
const text = Buffer.from('All work and no play makes Jack a dull boy.\n'.repeat(2000));
const gzipped = gzipSync(text).length;
const compressed = (sent: number, encoding: string) => ({
  bytesPerRequest: sent,
  plainBytesPerRequest: text.length,
  encodings: [encoding],
});
const plain = (length: number, gzipBytesPerRequest: number) => ({
  bytesPerRequest: length,
  plainBytesPerRequest: length,
  encodings: [],
  gzipBytesPerRequest,
});

const bodies: RecordingCase = {
  name: 'bodies',
  app: 'traffic',
  node: 24,
  command: ['node', 'server.cjs'],
  flags: budget(6),
  paths: ['/plain', '/gzip', '/brotli', '/chunked', '/negotiated', '/kept', '/kept?page=2', '/changing'],
  derivation:
    'by construction: a text of known length, compressed by the same functions here; noise that does not get smaller',
  truths: [
    truth('bodies are told before and after compression, headers and chunks left out', ({ routes }) => {
      const found = routes.filter(({ path }) => !/kept|changing/.test(path)).map(({ path, body }) => [path, body]);
      assert.deepEqual(Object.fromEntries(found), {
        '/plain': plain(text.length, gzipped),
        '/gzip': compressed(gzipped, 'gzip'),
        '/brotli': compressed(brotliCompressSync(text).length, 'br'),
        '/chunked': plain(30_000, 30_000),
        '/negotiated': compressed(gzipped, 'gzip'),
      });
    }),
    truth(
      'an answer that nobody may keep, and one at two addresses, are found; one that changes is not',
      ({ advice, routes }) => {
        const told = advice.filter(({ rule }) => /^(uncacheable|duplicate)/.test(rule));
        assert.deepEqual(
          told.map(({ rule, route }) => `${rule} ${route ?? ''}`).sort(),
          ['duplicate-response GET /kept', 'uncacheable-response GET /chunked'],
          JSON.stringify(routes.map(({ path, repeats }) => [path, repeats])),
        );
      },
    ),
    truth('what is on the socket besides bodies is some hundred bytes of headers', ({ totals }) => {
      const headers = (totals.bytesOutPerRequest ?? NaN) - (totals.body?.bytesPerRequest ?? NaN);
      assert.ok(headers > 100 && headers < 300, `${headers} bytes of headers`);
    }),
    noErrors,
  ],
};

/** What an answer of asked.cjs takes, by hand: Node.js 20 to 26 write the same. */
const answerBytes = (connection: readonly string[]): number =>
  ['HTTP/1.1 200 OK', 'content-length: 1000', 'Date: Thu, 01 Jan 1970 00:00:00 GMT', ...connection]
    .map((line) => `${line}\r\n`)
    .join('').length +
  2 +
  1000;

const keptAlive = ['Connection: keep-alive', 'Keep-Alive: timeout=5'];

const upstreams: RecordingCase = {
  name: 'upstreams',
  app: 'traffic',
  node: 20,
  command: ['node', 'asks.cjs'],
  flags: budget(14),
  paths: ['/none', '/kept', '/fresh', '/fetch', '/tcp'],
  derivation: 'by construction: each path asks a known number of times; the bytes of an answer are counted by hand',
  truths: [
    truth('calls and bytes of each route are those that it asks for', ({ routes }) => {
      const found = new Map(routes.map(({ path, outgoing }) => [path, outgoing]));
      // A request that is under way when its slice ends counts its parts on both sides of the end.
      const asked = (path: string, calls: number, bytesIn: number): void => {
        within(found.get(path)?.callsPerRequest, calls, 0.01, `calls of ${path}`);
        within(found.get(path)?.bytesInPerRequest, bytesIn, 0.01, `bytes of ${path}`);
      };
      assert.deepEqual(found.get('/none'), { callsPerRequest: 0, bytesOutPerRequest: 0, bytesInPerRequest: 0 });
      asked('/kept', 2, 2 * answerBytes(keptAlive));
      asked('/fresh', 1, answerBytes(['Connection: close']));
      asked('/fetch', 3, 3 * answerBytes(keptAlive));
      asked('/tcp', 5, 5 * 100);
      within(found.get('/tcp')?.bytesOutPerRequest, 5 * 20, 0.01, 'bytes to the other end of /tcp');
    }),
    truth(
      'upstreams are told apart by pattern, without secrets, with the connections that they take',
      ({ upstreams: all = [] }) => {
        assert.equal(all.length, 4, JSON.stringify(all));
        assert.doesNotMatch(JSON.stringify(all), /secret/);
        const [kept, fresh, fetched, tcp] = upstreamsOf(all);
        assert.ok((kept?.connectionsPerCall ?? 1) < 0.05 && (fetched?.connectionsPerCall ?? 1) < 0.05);
        assert.equal(fresh?.connectionsPerCall, 1);
        assert.deepEqual(
          [kept?.errorShare, fresh.errorShare, fetched?.errorShare, tcp?.errorShare],
          [0, 0, 0, undefined],
        );
      },
    ),
    truth('each is told by its route and its line', ({ upstreams: all = [] }) => {
      const [kept, fresh, fetched, tcp] = upstreamsOf(all);
      const routes = [kept, fresh, fetched, tcp].map((upstream) => upstream?.routes?.map(({ path }) => path));
      assert.deepEqual(routes, [['/kept'], ['/fresh'], ['/fetch'], ['/tcp']]);
      assert.deepEqual(kept?.callSites?.[0], {
        ...{ name: '', file: 'asks.cjs', line: lineOf('traffic', 'asks.cjs', 'http.get({ port'), share: 1 },
      });
      assert.equal(fetched?.callSites?.[0]?.line, lineOf('traffic', 'asks.cjs', 'await fetch('));
    }),
    noErrors,
  ],
};

function upstreamsOf(all: NonNullable<Report['upstreams']>) {
  const ofPath = (wanted: string) => all.find(({ path }) => path === wanted);
  return [ofPath('/items/:id'), ofPath('/fresh'), ofPath('/fetched'), all.find(({ protocol }) => protocol === 'tcp')];
}

const scriptAsks: RecordingCase = {
  name: 'script-asks',
  app: '.',
  node: 24,
  command: ['node', 'scripts/asks.cjs'],
  flags: ['--script', ...budget(5)],
  derivation: 'by construction: 20 requests over one connection, and 10 by fetch',
  truths: [
    truth('what a script asks of others is counted per run', ({ upstreams: all = [] }) => {
      const [kept, fetched] = ['/items/:id', '/fetched'].map((wanted) => all.find(({ path }) => path === wanted));
      assert.deepEqual([kept?.callsPerRequest, fetched?.callsPerRequest], [20, 10]);
      within(kept?.bytesInPerRequest, 20 * answerBytes(keptAlive), 0.01, 'bytes of 20 requests');
      within(fetched?.bytesInPerRequest, 10 * answerBytes(keptAlive), 0.01, 'bytes of 10 requests');
      assert.deepEqual([kept?.connectionsPerCall, kept?.errorShare], [1 / 20, 0]);
      const site = kept?.callSites?.[0];
      assert.deepEqual(
        [site?.file, site?.line],
        ['scripts/asks.cjs', lineOf('scripts', 'asks.cjs', 'http.get({ port')],
      );
    }),
  ],
};

export const amountCases: readonly RecordingCase[] = [
  ...([20, 22, 24, 26] as const).map(allocator),
  bodies,
  upstreams,
  scriptAsks,
];
