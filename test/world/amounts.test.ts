/** Amounts known by construction: bytes allocated, bytes on the wire, requests counted. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

/** Derived in test/apps/allocator/README.md. */
const allocated = { makeRows: 159_984, makeIndex: 40_048 };

function within(measured: number | undefined, truth: number, tolerance: number, what: string): void {
  assert.ok(measured !== undefined, `${what} is unknown`);
  assert.ok(Math.abs(measured / truth - 1) <= tolerance, `${what}: ${measured} instead of ${truth}`);
}

describe('known amounts', function () {
  this.timeout(60_000);
  for (const major of [20, 22, 24, 26]) {
    it(`of allocation are found per function on Node.js ${major}`, async () => {
      const report = await measure(app('allocator'), 8, [await nodeOf(major), 'server.cjs']);
      for (const [name, bytes] of Object.entries(allocated)) {
        const found = report.functions.find((each) => each.name === name);
        within(found?.allocatedBytesPerRequest, bytes, 0.05, name);
      }
      tellsGarbage(report);
    });
  }

  it('of bytes are those on the wire', async () => {
    const report: Report = await measure(app('shop'), 8, [], { env: { PORT: '0' } });
    const health = report.routes.find(({ path }) => path === '/health');
    within(health?.bytesOutPerRequest, wireBytes(), 0.01, 'GET /health');
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

/** Four fifths of the bytes are one function's, not quite a fifth the other's: found where collecting them costs what the rule wants. */
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

/** The answer of the shop's GET /health as Express 5 and Node.js write it on a kept-alive connection, counted by hand. */
function wireBytes(): number {
  const body = '{"status":"ok"}';
  const head = [
    'HTTP/1.1 200 OK',
    'X-Powered-By: Express',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    `ETag: W/"f-${'x'.repeat(27)}"`,
    'Date: Thu, 01 Jan 1970 00:00:00 GMT',
    'Connection: keep-alive',
    'Keep-Alive: timeout=5',
  ];
  return head.map((line) => `${line}\r\n`).join('').length + 2 + body.length;
}
