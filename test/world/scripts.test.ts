/** Programs that are no servers are measured from start to end, as often as the time allows. */
import assert from 'node:assert/strict';
import { allowedError, app, leanscope, leftBehindSoon, measure, nodeOf } from './leanscope.ts';

const truth = { alpha: 0.5, beta: 0.3, gamma: 0.2 };

describe('a script', function () {
  this.timeout(60_000);

  for (const major of [20, 24]) {
    it(`gives same-kernel functions their share on Node.js ${major}`, async () => {
      const command = [await nodeOf(major), 'scripts/kernels.cjs'];
      const report = await measure(app('.'), 10, command, {}, ['--script']);
      assert.equal(report.app.kind, 'script');
      const kernels = report.functions.filter(({ name }) => name in truth);
      const all = kernels.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);
      for (const [name, share] of Object.entries(truth)) {
        const found = kernels.find((each) => each.name === name);
        const measured = (found?.selfCpuMsPerRequest ?? 0) / all;
        assert.ok(
          Math.abs(measured - share) <= allowedError(report, 0.03),
          `${name}: ${measured.toFixed(3)} instead of ${share}`,
        );
      }
      assert.ok(all / report.totals.cpuMsPerRequest > 0.7, `${all} of ${report.totals.cpuMsPerRequest} ms`);
    });
  }

  it('in TypeScript shows its hot function at its line', async () => {
    const report = await measure(app('scripts'), 10, ['npx', 'tsx', 'import.ts'], {}, ['--script']);
    const [hottest] = [...report.functions].sort((a, b) => (b.ownCpuMsPerRequest ?? 0) - (a.ownCpuMsPerRequest ?? 0));
    assert.deepEqual(
      { name: hottest?.name, file: hottest?.file, line: hottest?.line },
      { name: 'parseRows', file: 'import.ts', line: 9 },
    );
  });

  it('that calls itself counts once in the total of its function', async () => {
    const report = await measure(app('.'), 6, [await nodeOf(24), 'scripts/recursion.cjs'], {}, ['--script']);
    const walk = report.functions.find(({ name }) => name === 'walk');
    const kernel = report.functions.find(({ name }) => name === 'alpha');
    assert.ok(walk && kernel);
    // Counted at each of its depths, it would be four to five times the whole.
    assert.ok(walk.totalShare <= 1 && walk.totalShare >= kernel.totalShare, `${walk.totalShare}`);
    assert.ok(
      Math.abs(walk.totalShare - walk.selfShare - kernel.selfShare) < allowedError(report, 0.02),
      JSON.stringify({ walk, kernel }),
    );
    assert.ok(kernel.selfShare > 0.5, `${kernel.selfShare}`);
  });

  it('with a worker thread that does two parts of five is told so, thread by thread', async () => {
    const report = await measure(app('.'), 10, [await nodeOf(24), 'scripts/threads.cjs'], {}, ['--script']);
    const [main = 0, worker = 0] = ['inMain', 'inWorker'].map(
      (name) => report.functions.find((each) => each.name === name)?.totalCpuMsPerRequest,
    );
    const part = worker / (main + worker);
    assert.ok(Math.abs(part - 0.4) <= allowedError(report, 0.03), `${part.toFixed(3)} of the work instead of 0.4`);
    // What is neither of the two is Node.js's own start, in either thread, and V8's helpers: all of it is told.
    assert.ok((report.quality.ledgerGapShare ?? 1) < 0.03, `${report.quality.ledgerGapShare ?? 'no'} gap`);
    const rows =
      report.threads?.map(({ role, entry, cpuMsPerRequest = 0 }) => ({ role, entry, cpuMsPerRequest })) ?? [];
    assert.deepEqual(
      rows.map(({ role, entry }) => [role, entry]),
      [
        ['main', 'scripts/threads.cjs'],
        ['workerThread', 'scripts/threads.cjs'],
      ],
    );
    for (const [index, own] of [main, worker].entries()) {
      const cpu = rows[index]?.cpuMsPerRequest ?? 0;
      assert.ok(own > 0.6 * cpu && own <= cpu, `${own} of the thread's ${cpu} ms`);
    }
  });

  it('whose workers are terminated, or left behind at its exit, has their work in the Report', async () => {
    const report = await measure(app('.'), 8, [await nodeOf(20), 'scripts/pool.cjs'], {}, ['--script']);
    const costs = ['inTerminated', 'inAbandoned'].map(
      (name) => report.functions.find((each) => each.name === name)?.totalCpuMsPerRequest ?? 0,
    );
    for (const cost of costs) assert.ok(cost > 0.05 * report.totals.cpuMsPerRequest, JSON.stringify(report.ledger));
    // The one that hears nothing can tell nothing.
    assert.deepEqual(report.threads?.map(({ role }) => role).sort(), ['main', 'workerThread', 'workerThread']);
  });

  it('that fails ends in exit code 3 with its own last words', async () => {
    const call = ['run', '--script', '--cwd', app('scripts'), '--no-store', '--', 'node', 'fails.cjs'];
    const { code, stderr } = await leanscope(call);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /ended with exit code 3/);
    assert.match(stderr, /row 7 of the import is malformed/);
  });

  it('that is no Node.js program is refused with the reason', async () => {
    const call = ['run', '--script', '--cwd', app('scripts'), '--no-store', '--', 'true'];
    const { code, stderr } = await leanscope(call);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /left no measurement/);
  });

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
