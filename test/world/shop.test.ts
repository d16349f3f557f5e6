/** The example shop, in both ways in which it is started: its routes at their TypeScript lines, and the bytes that they send. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure, testMs } from './leanscope.ts';
import { wireBytes } from './wire-bytes.ts';

interface Waste {
  readonly kind: 'cpu' | 'allocation' | 'bytes';
  readonly route: string;
}

const wastes = JSON.parse(await readFile(join(app('shop'), 'WASTES.json'), 'utf8')) as readonly Waste[];

describe('the example shop', function () {
  this.timeout(testMs);
  const starts: readonly (readonly [string, readonly string[]])[] = [
    ['npm start', []],
    ['npx tsx', ['npx', 'tsx', 'src/server.ts']],
  ];
  for (const [how, command] of starts)
    it(`started with ${how} has its routes where they stand, its bulky ones on top, and no failing request`, async () => {
      const report = await measure(app('shop'), 1, command, { env: { PORT: '0' } });
      assert.equal(report.totals.errors, 0, report.quality.warnings.join('\n'));
      assert.equal(report.routes.length, 10);
      for (const { method, path, file, line, cpuMsPerRequest } of report.routes) {
        assert.match(file ?? '', /^src\/.*\.ts$/, `${method} ${path}`);
        assert.ok(line !== undefined && cpuMsPerRequest !== undefined, `${method} ${path}`);
      }
      bulkyOnTop(report);
      const health = report.routes.find(({ path }) => path === '/health');
      const json = 'Content-Type: application/json; charset=utf-8';
      const express = ['X-Powered-By: Express', json, `ETag: W/"f-${'x'.repeat(27)}"`];
      assert.equal(health?.bytesOutPerRequest, wireBytes('{"status":"ok"}', express));
      const rows = report.ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
      assert.ok(
        Math.abs(rows / report.totals.cpuMsPerRequest - 1) < 1e-4,
        `${rows} of ${report.totals.cpuMsPerRequest}`,
      );
    });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

function bulkyOnTop({ routes }: Report): void {
  const bulky = wastes.filter(({ kind }) => kind === 'bytes').map(({ route }) => route);
  const top = [...routes].sort((a, b) => (b.bytesOutPerRequest ?? 0) - (a.bytesOutPerRequest ?? 0));
  assert.deepEqual(
    top
      .slice(0, bulky.length)
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
    bulky.sort(),
  );
}
