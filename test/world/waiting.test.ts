/** Requests whose CPU and waiting are known by construction: test/apps/waits/README.md. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LatencyParts } from '../../src/model/report.ts';
import { app, leftBehindSoon, measure } from './leanscope.ts';

const truth: Readonly<Record<string, Partial<LatencyParts>>> = {
  '/burn': { cpu: 20, blocked: 0 },
  '/timer': { cpu: 0, waiting: 30, blocked: 0 },
  '/both': { cpu: 10, waiting: 30, blocked: 0 },
  '/blocked': { cpu: 0, blocked: 25 },
};

describe('the time of a request', function () {
  this.timeout(60_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-waits-'));
  });

  it('is told part by part', async () => {
    const scenario = join(folder, 'scenario.json');
    const requests = Object.keys(truth).map((path) => ({ method: 'GET', path }));
    await writeFile(scenario, JSON.stringify({ requests }));
    const { routes } = await measure(app('waits'), 10, ['node', 'server.cjs'], {}, ['--scenario', scenario]);
    for (const [path, known] of Object.entries(truth)) {
      const parts = routes.find((route) => route.path === path)?.latencyPartsMs;
      assert.ok(parts, `${path} has no parts`);
      const { mean, cpu, gc, blocked, queue, waiting } = parts;
      assert.ok(Math.abs(cpu + gc + blocked + queue + waiting - mean) < 0.01 * mean, JSON.stringify(parts));
      // Only CPU is bounded on a contended machine: what the machine takes away shows as blocked, waiting or queue.
      if (known.cpu !== undefined)
        assert.ok(cpu >= known.cpu * 0.95 && cpu <= known.cpu * 1.1 + 3, `${path}: ${JSON.stringify(parts)}`);
      for (const part of ['waiting', 'blocked'] as const) {
        const least = known[part];
        if (least !== undefined && least > 0)
          assert.ok(parts[part] >= least * 0.95, `${path}: ${JSON.stringify(parts)}`);
      }
      if (known.waiting !== undefined) assert.ok(blocked < 0.2 * known.waiting, `${path}: ${JSON.stringify(parts)}`);
      // Eight connections and one event loop: under the mix, each request queues behind the others.
      assert.ok(queue > 0.3 * (mean - parts.alone), `${path}: ${JSON.stringify(parts)}`);
    }
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
