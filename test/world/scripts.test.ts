/** Programs that are no servers are measured from start to end, in a run of each kind and more while there is time. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { app, leanscope, leftBehindSoon, measure, nodeOf, testMs } from './leanscope.ts';

describe('a script', function () {
  this.timeout(testMs);

  for (const major of [20, 24])
    it(`has its functions found at their lines on Node.js ${major}`, async () => {
      const report = await measure(app('.'), 1, [await nodeOf(major), 'scripts/kernels.cjs'], {}, ['--script']);
      assert.equal(report.app.kind, 'script');
      for (const name of ['alpha', 'beta', 'gamma']) placed(report, name, `kernels/${name}.cjs`, 2);
      placed(report, 'mix', 'scripts/kernels.cjs', 5);
    });

  it('in TypeScript shows its function at its line', async () => {
    const report = await measure(app('scripts'), 1, ['npx', 'tsx', 'import.ts'], {}, ['--script']);
    placed(report, 'parseRows', 'import.ts', 9);
  });

  it('that calls itself counts once in the total of its function', async () => {
    const report = await measure(app('.'), 1, [await nodeOf(24), 'scripts/recursion.cjs'], {}, ['--script']);
    const [walk, kernel] = ['walk', 'alpha'].map((name) => report.functions.find((each) => each.name === name));
    assert.ok(walk && kernel);
    // Counted at each of its depths, it would be four to five times the whole.
    assert.ok(walk.totalShare <= 1 && walk.totalShare >= kernel.totalShare, JSON.stringify({ walk, kernel }));
  });

  it('with a worker thread has its functions in either thread, and both threads named', async () => {
    const report = await measure(app('.'), 1, [await nodeOf(24), 'scripts/threads.cjs'], {}, ['--script']);
    placed(report, 'inMain', 'scripts/threads.cjs', 9);
    placed(report, 'inWorker', 'scripts/threads.cjs', 15);
    const rows = report.threads?.map(({ role, entry }) => [role, entry]);
    assert.deepEqual(rows, [
      ['main', 'scripts/threads.cjs'],
      ['workerThread', 'scripts/threads.cjs'],
    ]);
  });

  it('whose workers are terminated, or left behind at its exit, has their work in the Report', async () => {
    const report = await measure(app('.'), 1, [await nodeOf(20), 'scripts/pool.cjs'], {}, ['--script']);
    placed(report, 'inTerminated', 'scripts/pool.cjs', 9);
    placed(report, 'inAbandoned', 'scripts/pool.cjs', 13);
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

function placed({ functions }: Report, name: string, file: string, line: number): void {
  const found = functions.filter((each) => each.name === name);
  assert.deepEqual(
    found.map((each) => [each.file, each.line, each.origin]),
    [[file, line, 'app']],
    name,
  );
}
