/** Programs that are no servers: scripts from start to end, and processes at their own work. */
import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import type { NodeMajor, RecordingCase } from '../case.ts';
import { readStored } from '../stored.ts';
import { conclude } from '../../../src/run.ts';
import { budget, functionNamed, kernelShares, sharesAre, takeMost, truth } from './checks.ts';

const kernels = (node: NodeMajor): RecordingCase => ({
  name: `script-kernels-node-${node}`,
  app: '.',
  node,
  command: ['node', 'scripts/kernels.cjs'],
  flags: ['--script', ...budget(10)],
  derivation: 'by construction: the kernels of test/apps/kernels, run 5, 3 and 2 times',
  truths: [
    truth('it is told to be a script', ({ app }) => {
      assert.equal(app.kind, 'script');
    }),
    sharesAre(kernelShares),
    takeMost(Object.keys(kernelShares), 0.7),
  ],
});

const importing: RecordingCase = {
  name: 'script-import',
  app: 'scripts',
  node: 24,
  command: ['npx', 'tsx', 'import.ts'],
  flags: ['--script', ...budget(10)],
  derivation: 'by construction: parsing rows takes most of it',
  truths: [
    truth('its hot function is at its line of the TypeScript', ({ functions }) => {
      const [hottest] = [...functions].sort((a, b) => (b.ownCpuMsPerRequest ?? 0) - (a.ownCpuMsPerRequest ?? 0));
      assert.deepEqual([hottest?.name, hottest?.file, hottest?.line], ['parseRows', 'import.ts', 9]);
    }),
  ],
};

const recursion: RecordingCase = {
  name: 'script-recursion',
  app: '.',
  node: 24,
  command: ['node', 'scripts/recursion.cjs'],
  flags: ['--script', ...budget(6)],
  derivation: 'by construction: a function that calls itself four deep, and a kernel below it',
  truths: [
    truth('a function that calls itself counts once in its total', (report) => {
      const [walk, kernel] = [functionNamed(report, 'walk'), functionNamed(report, 'alpha')];
      // Counted at each of its depths, it would be four to five times the whole.
      assert.ok(walk.totalShare <= 1 && walk.totalShare >= kernel.totalShare, `${walk.totalShare}`);
      assert.ok(Math.abs(walk.totalShare - walk.selfShare - kernel.selfShare) < 0.02, JSON.stringify({ walk, kernel }));
      assert.ok(kernel.selfShare > 0.5, `${kernel.selfShare}`);
    }),
  ],
};

const threads: RecordingCase = {
  name: 'script-threads',
  app: '.',
  node: 24,
  command: ['node', 'scripts/threads.cjs'],
  flags: ['--script', ...budget(10)],
  derivation: 'by construction: a worker thread does two parts of five of the same work',
  truths: [
    truth('the worker thread has two parts of five', (report) => {
      const [main, worker] = [functionNamed(report, 'inMain'), functionNamed(report, 'inWorker')];
      const part = worker.totalCpuMsPerRequest / (main.totalCpuMsPerRequest + worker.totalCpuMsPerRequest);
      assert.ok(Math.abs(part - 0.4) <= 0.03, `${part} of the work instead of 0.4`);
    }),
    // What is neither of the two is Node.js's own start, in either thread, and V8's helpers: all of it is told.
    truth('less than 3 % of the CPU is told to be nobody’s', ({ quality }) => {
      assert.ok((quality.ledgerGapShare ?? 1) < 0.03, `${quality.ledgerGapShare ?? 'no'} gap`);
    }),
    truth('both threads are told, each with most of its CPU in its function', (report) => {
      const rows = report.threads ?? [];
      assert.deepEqual(
        rows.map(({ role, entry }) => [role, entry]),
        [
          ['main', 'scripts/threads.cjs'],
          ['workerThread', 'scripts/threads.cjs'],
        ],
      );
      for (const [index, name] of ['inMain', 'inWorker'].entries()) {
        const own = functionNamed(report, name).totalCpuMsPerRequest;
        const cpu = rows[index]?.cpuMsPerRequest ?? 0;
        assert.ok(own > 0.6 * cpu && own <= cpu, `${own} of the thread's ${cpu} ms`);
      }
    }),
  ],
};

const pool: RecordingCase = {
  name: 'script-pool',
  app: '.',
  node: 20,
  command: ['node', 'scripts/pool.cjs'],
  flags: ['--script', ...budget(8)],
  derivation: 'by construction: workers that are terminated, and left behind at the exit, and one that hears nothing',
  truths: [
    truth('workers that are terminated, or left behind at the exit, have their work in the Report', (report) => {
      for (const name of ['inTerminated', 'inAbandoned']) {
        const cost = functionNamed(report, name).totalCpuMsPerRequest;
        assert.ok(cost > 0.05 * report.totals.cpuMsPerRequest, JSON.stringify(report.ledger));
      }
      // The one that hears nothing can tell nothing.
      assert.deepEqual(report.threads?.map(({ role }) => role).sort(), ['main', 'workerThread', 'workerThread']);
    }),
  ],
};

/** By construction: test/apps/consumer. */
const jobsPerSecond = 200;
const bytesPerJob = 16_000;
/** A pass of 0.7 s sees 140 jobs: 35 samples of 64 kB, whose number is good to 17 %; three times that. */
const bytesTolerance = 0.5;

const bytesOf = (report: Report): number => functionNamed(report, 'makeBatch').allocatedBytesPerRequest ?? NaN;

const consumer = {
  app: 'consumer',
  node: 24,
  derivation: 'by construction: 200 jobs a second by the clock, each the kernels 5:3:2 and an array of 2,000 numbers',
} as const;

const perSecond: RecordingCase = {
  ...consumer,
  name: 'consumer-per-second',
  command: ['node', 'consumer.cjs'],
  flags: ['--seconds', '10'],
  truths: [
    sharesAre(kernelShares),
    takeMost(Object.keys(kernelShares), 0.6),
    truth('it is measured per second of running, with nothing sent to it', ({ app, routes, totals, capacity }) => {
      assert.deepEqual([app.kind, app.unit, routes, totals.errors], ['process', undefined, [], 0]);
      assert.deepEqual([totals.bytesInPerRequest, capacity], [undefined, undefined]);
    }),
    truth('its event loop is busy for as long as it computes', ({ totals }) => {
      const busyMs = 1000 * (totals.eventLoopUtilization ?? 0);
      assert.ok(busyMs > 0.5 * totals.cpuMsPerRequest, `${busyMs} of ${totals.cpuMsPerRequest} ms`);
    }),
    truth('a second allocates 200 arrays of 16,000 bytes', (report) => {
      assert.ok(Math.abs(bytesOf(report) / (bytesPerJob * jobsPerSecond) - 1) < bytesTolerance, `${bytesOf(report)}`);
    }),
  ],
};

const perJob: RecordingCase = {
  ...consumer,
  name: 'consumer-per-job',
  command: ['npm', 'start'],
  flags: ['--seconds', '10', '--per', 'jobs:done'],
  truths: [
    sharesAre(kernelShares),
    takeMost(Object.keys(kernelShares), 0.6),
    truth('its unit is the job that it tells of', ({ app }) => {
      assert.equal(app.unit, 'jobs:done');
    }),
    truth('a job allocates 16,000 bytes', (report) => {
      assert.ok(Math.abs(bytesOf(report) / bytesPerJob - 1) < bytesTolerance, `${bytesOf(report)}`);
    }),
    truth('it is the program that does the work, npm its launcher', ({ threads: all = [] }) => {
      assert.equal(all.find(({ entry }) => entry === 'consumer.cjs')?.role, 'main');
      assert.equal(all[0]?.role, 'launcher');
    }),
    truth('a second of the other recording has the CPU of 200 jobs of this one', async (report) => {
      const second = conclude(await readStored(perSecond.name));
      const jobs = second.totals.cpuMsPerRequest / report.totals.cpuMsPerRequest;
      // The jobs come by the clock; CPU time is not free of what else the machine does in either run.
      assert.ok(jobs > 0.7 * jobsPerSecond && jobs < 1.4 * jobsPerSecond, `${jobs} jobs per second`);
    }),
  ],
};

export const scriptCases: readonly RecordingCase[] = [
  ...([20, 24] as const).map(kernels),
  importing,
  recursion,
  threads,
  pool,
  perSecond,
  perJob,
];
