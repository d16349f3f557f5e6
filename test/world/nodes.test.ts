/**
 * The agent and the capture on each Node.js, against applications that do a known amount of work: what is called, how often, where it
 * stands, how many bytes go over the wire, and which passes a complete run has. How much CPU that takes is not asked here.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure, nodeOf, testMs } from './leanscope.ts';
import { wireBytes } from './wire-bytes.ts';

/** What test/apps/kernels calls for one request, by the name of the function and of its file. */
const kernelCalls = { alpha: 500, beta: 300, gamma: 200 };

describe('an application of known work', function () {
  this.timeout(testMs);

  for (const major of [20, 22, 24, 26])
    it(`on Node.js ${major} has its functions, calls and bytes found, and all passes of a complete run`, async () => {
      const node = await nodeOf(major);
      const report = await measure(app('kernels'), 1, [node, 'server.cjs']);
      assert.match(report.app.nodeVersion, new RegExp(`^v${major}\\.`));
      assert.equal(report.quality.engine, 'inspector');
      for (const [name, callsPerRequest] of Object.entries(kernelCalls)) {
        const found = report.functions.filter((each) => each.name === name);
        assert.deepEqual(
          found.map(({ file, line, endLine, origin, calls }) => ({ file, line, endLine, origin, calls })),
          [
            {
              ...{ file: `${name}.cjs`, line: 2, endLine: 6, origin: 'app' },
              calls: [{ method: 'GET', path: '/', callsPerRequest }],
            },
          ],
          JSON.stringify(report.functions),
        );
        // Each is where it is called from, though V8 would rather inline it.
        const way = report.advice.find((each) => each.function === name)?.stack?.map((each) => each.name);
        if (way !== undefined) assert.deepEqual(way.slice(-2), ['mix', name]);
      }
      balances(report);
      const body = await bodyOfKernels();
      assert.equal(report.totals.errors, 0);
      assert.equal(report.totals.bytesOutPerRequest, wireBytes(body, []), 'bytes on the wire');
      assert.equal(report.totals.body?.bytesPerRequest, body.length);
      assert.ok(report.memory?.growth !== undefined, 'the pass for memory that stays was left out');
      assert.ok(report.totals.allocatedBytesPerRequest !== undefined, 'the pass for allocations was left out');
      assert.doesNotMatch(report.quality.warnings.join('\n'), /Answers took so long|only \d+ of \d+ requests/);
    });

  it('whose CPU is in libuv’s thread pool has it told apart', async () => {
    const { ledger, totals } = await measure(app('thread-pool'), 1, [await nodeOf(20), 'server.cjs']);
    assert.equal(totals.errors, 0);
    const others = ledger.find(({ kind }) => kind === 'offThread');
    const pool = others?.parts?.find(({ kind }) => kind === 'threadPool');
    assert.ok((pool?.cpuMsPerRequest ?? 0) > 0, JSON.stringify(ledger));
  });

  for (const major of [20, 26])
    it(`on Node.js ${major} has what V8’s helper threads did told apart, and what they collected given to who allocates`, async () => {
      const { ledger, functions } = await measure(app('allocator'), 1, [await nodeOf(major), 'server.cjs']);
      const parts = ledger.find(({ kind }) => kind === 'offThread')?.parts ?? [];
      const collected = parts.find(({ kind }) => kind === 'collector')?.cpuMsPerRequest;
      assert.ok(collected !== undefined, JSON.stringify(ledger));
      assert.ok(parts.some(({ kind }) => kind === 'compiler'));
      const given = functions.reduce((sum, each) => sum + (each.helperGcCpuMsPerRequest ?? 0), 0);
      // The Report has six digits of each figure: half a unit of the sixth is at most 5 millionths of it, in the sum and in the whole.
      assert.ok(given <= collected * (1 + 2 * 5e-6), `${given} of ${collected}`);
      assert.ok(functions.some((each) => each.helperGcCpuMsPerRequest !== undefined));
    });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

/** What the application answers, computed as it says. */
async function bodyOfKernels(): Promise<string> {
  assert.match(await readFile(join(app('kernels'), 'server.cjs'), 'utf8'), /mix\(100\)/);
  let x = 0;
  for (let i = 0; i < 1_000; i++) x = (x * 31 + i) % 1000003;
  return String(x * (kernelCalls.alpha + kernelCalls.beta + kernelCalls.gamma));
}

/** The law of the ledger: its rows are the whole. */
function balances({ ledger, totals }: Report): void {
  const rows = ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
  assert.ok(Math.abs(rows / totals.cpuMsPerRequest - 1) < 1e-4, `${rows} of ${totals.cpuMsPerRequest} ms`);
}
