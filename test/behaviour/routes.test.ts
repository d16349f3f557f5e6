/** Routes are discovered with their handlers' places, and driven without a scenario. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure } from '../world/leanscope.ts';

async function placesOf(report: Report, folder: string): Promise<readonly string[]> {
  const sources = new Map<string, readonly string[]>();
  return Promise.all(
    report.routes.map(async ({ method, path, file, line }) => {
      assert.ok(file !== undefined && line !== undefined, `${method} ${path} has no place`);
      const lines = sources.get(file) ?? (await readFile(join(folder, file), 'utf8')).split('\n');
      sources.set(file, lines);
      return `${method} ${path}: ${(lines[line - 1] ?? '').trim()}`;
    }),
  );
}

describe('routes', function () {
  this.timeout(60_000);

  it('of Fastify are found', async () => {
    const report = await measure(app('fastify'), 8, ['node', 'server.mjs']);
    const places = await placesOf(report, app('fastify'));
    assert.equal(report.totals.errors, 0);
    assert.deepEqual(
      report.routes.map(({ method, path }) => `${method} ${path}`).sort(),
      await declared('fastify', 'server.mjs', /app\.get\('([^']+)'/g),
    );
    for (const place of places) assert.match(place, /=>|function/);
  });

  it('of Express routers are found with the path they are mounted under', async () => {
    const report = await measure(app('express-cjs'), 8, ['node', 'server.js']);
    await placesOf(report, app('express-cjs'));
    assert.ok(
      report.routes.some(({ path }) => path === '/api/users/:id'),
      JSON.stringify(report.routes.map(({ path }) => path)),
    );
    assert.equal(report.totals.errors, 0);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

async function declared(folder: string, file: string, pattern: RegExp): Promise<readonly string[]> {
  const text = await readFile(join(app(folder), file), 'utf8');
  return [...text.matchAll(pattern)].map((match) => `GET ${match[1] ?? ''}`).sort();
}
