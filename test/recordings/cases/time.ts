/** Where the time of a request goes, what holds the event loop, at which load an application gives way, how cost grows with size. */
import assert from 'node:assert/strict';
import type { LatencyParts } from '../../../src/model/report-totals.ts';
import type { GrowthWithSize } from '../../../src/model/report-sizes.ts';
import type { RecordingCase, Truth } from '../case.ts';
import { budget, noErrors, truth } from './checks.ts';

/** test/apps/waits/README.md */
const parts: Readonly<Record<string, Partial<LatencyParts>>> = {
  '/burn': { cpu: 20, blocked: 0 },
  '/timer': { cpu: 0, waiting: 30, blocked: 0 },
  '/both': { cpu: 10, waiting: 30, blocked: 0 },
  '/blocked': { cpu: 0, blocked: 25 },
};

/** Callers below the server's own and the function, the route, and for how long. */
const holders = [
  ['/hold > holdByComputing', 'GET /hold', 80],
  ['/hold-waiting > holdByWaiting', 'GET /hold-waiting', 90],
  ['/hold-child', 'GET /hold-child', 100],
] as const;

const waits = (name: string, paths: readonly string[], truths: readonly Truth[]): RecordingCase => ({
  name,
  app: 'waits',
  node: 24,
  command: ['node', 'server.cjs'],
  flags: budget(10),
  paths,
  derivation: 'by construction: test/apps/waits/README.md',
  truths,
});

const partsCase = waits('waits-parts', Object.keys(parts), [
  ...Object.entries(parts).map(([path, known]) =>
    truth(`${path} is told part by part`, ({ routes }) => {
      const found = routes.find((route) => route.path === path)?.latencyPartsMs;
      assert.ok(found, `${path} has no parts`);
      const { mean, alone, cpu, gc, blocked, queue, waiting } = found;
      assert.ok(Math.abs(cpu + gc + blocked + queue + waiting - mean) < 0.01 * mean, JSON.stringify(found));
      // What the machine takes away shows as blocked, waiting or queue.
      assert.ok(cpu >= (known.cpu ?? 0) * 0.95 && cpu <= (known.cpu ?? 0) * 1.1 + 3, JSON.stringify(found));
      for (const part of ['waiting', 'blocked'] as const) {
        const least = known[part] ?? 0;
        // What V8 collects while a request waits is told as collection, not as waiting.
        if (least > 0) assert.ok(found[part] + gc >= least * 0.95, JSON.stringify(found));
      }
      // Eight connections and one event loop: under the mix, each request queues behind the others.
      assert.ok(queue > 0.3 * (mean - alone), JSON.stringify(found));
    }),
  ),
]);

const holding = waits(
  'waits-holding',
  ['/hold', '/hold-waiting', '/hold-child', '/timer'],
  [
    truth('the event loop is held in functions with a name, whatever they do there', ({ eventLoop }) => {
      const found = (eventLoop?.blocking ?? []).map(({ durationMs, name, file, stack, route }) => {
        if (name !== undefined) assert.equal(file, 'server.cjs');
        return { durationMs, route, by: [...stack.slice(1, -1), name ?? 'nobody'].join(' > ') };
      });
      for (const [by, route, leastMs] of holders) {
        const held = found.find((each) => each.by === by);
        assert.ok(held, `${by} is not in ${JSON.stringify(found)}`);
        assert.equal(held.route, route);
        // A beat's error is 10 ms.
        assert.ok(held.durationMs >= leastMs - 10, `${by}: ${held.durationMs} ms`);
      }
      assert.equal(
        found.find(({ route }) => route === 'GET /timer'),
        undefined,
      );
    }),
    truth('whose cause is known is told by its cause, though it takes hardly any CPU', ({ advice }) => {
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
    }),
  ],
);

const job: RecordingCase = {
  ...waits(
    'waits-job',
    ['/timer'],
    [
      truth('a job of the application holds the loop in nobody’s request', ({ eventLoop }) => {
        const [held] = eventLoop?.blocking ?? [];
        assert.deepEqual([held?.name, held?.route], ['holdByTimer', undefined], JSON.stringify(eventLoop?.blocking));
        assert.ok((held?.durationMs ?? 0) >= 110);
      }),
    ],
  ),
  env: { TIMER_JOB: '1' },
};

const limits = (limit: string, truths: readonly Truth[]): RecordingCase => ({
  name: `climb-${limit}`,
  app: 'limits',
  node: 24,
  command: ['node', 'server.cjs'],
  env: { LIMIT: limit },
  flags: budget(15),
  derivation:
    'by construction: four at a time for 20 ms each; or a loop that spins; or an end with more than eight under way',
  truths,
});

const pool = limits('pool', [
  truth('the size of the pool that requests wait for is found', ({ capacity }) => {
    assert.equal(capacity?.bindingResource, 'waiting', JSON.stringify(capacity));
    // 4 at a time, 20 ms each, is 200 a second. Timers are never early: what is let through can only be less.
    const through = Math.max(...(capacity.curve ?? []).map(({ achieved }) => achieved));
    // And a step that begins or ends with a full pool counts four more, in 250 ms.
    assert.ok(through > 80 && through < 200 + 4 / 0.25 + 10, `${through} a second`);
    assert.ok([3, 4, 5].includes(capacity.binding?.atATime ?? 0), JSON.stringify(capacity.binding));
    assert.ok((capacity.binding?.waitingShare ?? 0) > 0.8);
    // A step of 250 ms at 200 a second has 50 requests, give or take 7 by chance: three times that is 42 % above what the pool lets through.
    assert.ok((capacity.knee?.offered ?? Infinity) < 200 * 1.42, JSON.stringify(capacity.knee));
  }),
]);

const loop = limits('loop', [
  truth('the event loop is named, and the function that fills it', ({ capacity }) => {
    assert.equal(capacity?.bindingResource, 'eventLoop', JSON.stringify(capacity));
    assert.equal(capacity.binding?.hottest?.name, 'spin');
    assert.ok(capacity.binding.hottest.share > 0.5);
  }),
]);

const crash: RecordingCase = {
  ...limits('crash', [
    truth(
      'what was measured before the application ended is kept, with the load at which it did',
      ({ capacity, partial, totals }) => {
        assert.match(partial?.what ?? '', /raised to the breaking point/);
        assert.deepEqual(capacity?.breaking?.limits, ['ended'], JSON.stringify(capacity));
        assert.ok(capacity.breaking.offered > 0, JSON.stringify(capacity.breaking));
        assert.ok(totals.cpuMsPerRequest > 0);
      },
    ),
  ]),
  exitCode: 3,
};

/** Steps of the loop, by size: what stands in the application's source. */
const steps: Readonly<Record<string, (n: number) => number>> = {
  linear: (n) => n * 2000,
  everyPair: (n) => n * n * 200,
  sorted: (n) => n * Math.ceil(Math.log2(n) * 200),
};

/** What the loop's setup adds. The exponents lie a whole 1 apart, and n log n is up to 0.4 above n. */
const tolerance = 0.15;

/** From the smallest to the largest size. */
function exponentOf(name: string, { points }: GrowthWithSize): number {
  const [first = 1, last = 1] = [points[0]?.size, points.at(-1)?.size];
  const count = steps[name];
  assert.ok(count !== undefined, `${name} is not one of the three`);
  return Math.log(count(last) / count(first)) / Math.log(last / first);
}

const sizes: RecordingCase = {
  name: 'sizes',
  app: 'sizes',
  node: 24,
  command: ['node', 'server.cjs'],
  flags: ['--sizes', ...budget(27)],
  derivation: 'by construction: steps of a loop as n, n² and n log n',
  truths: [
    truth(
      'size is found in the query, in the path and as the length of a list, and doubled',
      ({ growthWithSize = [] }) => {
        assert.deepEqual(growthWithSize.map(({ path, parameter }) => `${path} ${parameter}`).sort(), [
          '/linear limit',
          '/pairs/:n :n',
          '/sorted $.items',
        ]);
        for (const { points } of growthWithSize) {
          const found = points.map(({ size }) => size);
          assert.ok(
            found.length >= 3 && found.every((size, i) => i === 0 || size === 2 * (found[i - 1] ?? 0)),
            found.join(', '),
          );
        }
      },
    ),
    truth('each function has its exponent, to 0.15', ({ growthWithSize = [], functions }) => {
      for (const growth of growthWithSize) {
        const [hottest] = growth.functions;
        assert.ok(hottest !== undefined, JSON.stringify(growth));
        const known = exponentOf(hottest.name, growth);
        const words = `${hottest.name}: ${hottest.exponent} for ${known}, ${JSON.stringify(growth)}`;
        assert.ok(hottest.interval.low < hottest.exponent && hottest.exponent < hottest.interval.high, words);
        assert.ok(Math.abs(hottest.exponent - known) < tolerance, words);
        // What every request costs lowers the route's exponent, and nothing raises it.
        assert.ok(growth.exponent < known + tolerance && growth.exponent > known / 2, words);
        assert.ok(functions.some(({ id }) => id === hottest.functionId));
      }
    }),
    noErrors,
  ],
};

export const timeCases: readonly RecordingCase[] = [partsCase, holding, job, pool, loop, crash, sizes];
