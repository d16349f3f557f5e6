/** Bodies of known length, before and after compression, by the road that an answer takes: through the socket to the Report. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { app, leftBehindSoon, measure, testMs } from './leanscope.ts';
import { wireBytes } from './wire-bytes.ts';

/** As in test/apps/traffic. */
const text = Buffer.from('All work and no play makes Jack a dull boy.\n'.repeat(2000));

describe('bodies', function () {
  this.timeout(testMs);

  it('of known length are measured before and after compression, headers and chunks left out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leanscope-bodies-'));
    try {
      const paths = ['/plain', '/gzip', '/brotli', '/chunked', '/negotiated', '/kept', '/kept?page=2', '/changing'];
      const scenario = join(folder, 'scenario.json');
      await writeFile(scenario, JSON.stringify({ requests: paths.map((path) => ({ method: 'GET', path })) }));
      const report = await measure(app('traffic'), 1, ['node', 'server.cjs'], {}, ['--scenario', scenario]);
      const bodies = Object.fromEntries(
        report.routes.filter(({ path }) => !/kept|changing/.test(path)).map(({ path, body }) => [path, body]),
      );
      const gzip = gzipSync(text).length;
      const after = (sent: number, encoding: string) => ({
        bytesPerRequest: sent,
        plainBytesPerRequest: text.length,
        encodings: [encoding],
      });
      const before = (length: number, gzipBytesPerRequest: number) => ({
        bytesPerRequest: length,
        plainBytesPerRequest: length,
        encodings: [],
        gzipBytesPerRequest,
      });
      assert.deepEqual(bodies, {
        '/plain': before(text.length, gzip),
        '/gzip': after(gzip, 'gzip'),
        '/brotli': after(brotliCompressSync(text).length, 'br'),
        // Noise does not get smaller.
        '/chunked': before(30_000, 30_000),
        '/negotiated': after(gzip, 'gzip'),
      });
      // 30 kB that gzip does not make smaller and nobody may keep, and 20 kB at two addresses; one that changes, and ones that may be kept.
      const told = report.advice.filter(({ rule }) => /^(uncacheable|duplicate)/.test(rule));
      assert.deepEqual(
        told.map(({ rule, route }) => `${rule} ${route ?? ''}`).sort(),
        ['duplicate-response GET /kept', 'uncacheable-response GET /chunked'],
        JSON.stringify(report.routes.map(({ path, repeats }) => [path, repeats])),
      );
      const plain = report.routes.find(({ path }) => path === '/plain');
      assert.equal(plain?.bytesOutPerRequest, wireBytes(text.toString('latin1'), []));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
