/** Requests whose CPU and waiting are known by construction: test/apps/waits/README.md. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LatencyParts } from '../../src/model/report-totals.ts';
import { app, leftBehindSoon, measure } from './leanscope.ts';

const truth: Readonly<Record<string, Partial<LatencyParts>>> = {
  '/burn': { cpu: 20, blocked: 0 },
  '/timer': { cpu: 0, waiting: 30, blocked: 0 },
  '/both': { cpu: 10, waiting: 30, blocked: 0 },
  '/blocked': { cpu: 0, blocked: 25 },
};

/** Callers below the server's own and the function, the route, and for how long: README.md. */
const holders = [
  ['/hold > holdByComputing', 'GET /hold', 80],
  ['/hold-waiting > holdByWaiting', 'GET /hold-waiting', 90],
  ['/hold-child', 'GET /hold-child', 100],
] as const;

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
        // What V8 collects while a request waits is told as collection, not as waiting.
        if (least !== undefined && least > 0)
          assert.ok(parts[part] + gc >= least * 0.95, `${path}: ${JSON.stringify(parts)}`);
      }
      // Eight connections and one event loop: under the mix, each request queues behind the others.
      assert.ok(queue > 0.3 * (mean - parts.alone), `${path}: ${JSON.stringify(parts)}`);
    }
  });

  it('holds the event loop in functions with a name, whatever they do there', async () => {
    const scenario = join(folder, 'holding.json');
    const requests = ['/hold', '/hold-waiting', '/hold-child', '/timer'].map((path) => ({ method: 'GET', path }));
    await writeFile(scenario, JSON.stringify({ requests }));
    const { eventLoop, advice } = await measure(app('waits'), 10, ['node', 'server.cjs'], {}, ['--scenario', scenario]);
    const found = (eventLoop?.blocking ?? []).map(({ durationMs, name, file, stack, route }) => {
      if (name !== undefined) assert.equal(file, 'server.cjs');
      return { durationMs, route, by: [...stack.slice(1, -1), name ?? 'nobody'].join(' > ') };
    });
    for (const [by, route, leastMs] of holders) {
      const held = found.find((each) => each.by === by);
      assert.ok(held, `${by} is not in ${JSON.stringify(found)}`);
      assert.equal(held.route, route);
      // The machine may take the CPU away meanwhile; a beat's error is 10 ms.
      assert.ok(held.durationMs >= leastMs - 10, `${by}: ${held.durationMs} ms`);
    }
    assert.equal(
      found.find(({ route }) => route === 'GET /timer'),
      undefined,
    );
    // Whose cause is known is told by its cause, though it takes hardly any CPU.
    const told = (rule: string) =>
      advice.filter((each) => each.rule === rule).map((each) => [each.file, each.function ?? '', each.route ?? '']);
    assert.deepEqual(told('blocked-loop').sort(), [
      ['server.cjs', 'holdByComputing', 'GET /hold'],
      ['server.cjs', 'holdByWaiting', 'GET /hold-waiting'],
    ]);
    assert.deepEqual(
      told('synchronous-call').map(([file]) => file),
      ['server.cjs'],
    );
  });

  it('is held in nobody’s request by a job of the application', async () => {
    const scenario = join(folder, 'job.json');
    await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path: '/timer' }] }));
    const env = { TIMER_JOB: '1' };
    const { eventLoop } = await measure(app('waits'), 10, ['node', 'server.cjs'], { env }, ['--scenario', scenario]);
    const [held] = eventLoop?.blocking ?? [];
    assert.deepEqual([held?.name, held?.route], ['holdByTimer', undefined], JSON.stringify(eventLoop?.blocking));
    assert.ok((held?.durationMs ?? 0) >= 110);
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
