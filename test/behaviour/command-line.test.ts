/** The command line's own contract: what is written where, exit codes, and bad calls that lose nothing. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, leanscope, leftBehindSoon, nodeOf, testMs } from '../world/leanscope.ts';

describe('the command line', function () {
  this.timeout(testMs);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-cli-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(await leftBehindSoon(), []);
  });

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown command', ['measure'], /There is no command "measure"/],
    ['an unknown option', ['run', '--fast'], /Unknown option '--fast'/],
    ['a command without "--"', ['run', 'node', 'server.cjs'], /Put the command after "--"/],
    ['a budget that is no number', ['run', '--budget-seconds', 'soon'], /--budget-seconds wants a number/],
    ['a folder that is not there', ['run', '--cwd', '/nowhere/at/all'], /is not a folder/],
    ['a target that is not this machine', ['run', '--url', 'http://example.com'], /not this machine/],
    ['an engine that does not exist', ['run', '--engine', 'perf'], /--engine is one of/],
    ['a report of no run', ['report', 'last'], /No stored run "last"/],
    ['a folder for the report that is not there', ['run', '--json', '/nowhere/report.json'], /does not exist/],
  ];
  for (const [what, args, words] of wrong) {
    it(`refuses ${what} with exit code 2`, async () => {
      const { code, stdout, stderr } = await leanscope(args, { cwd: folder });
      assert.equal(code, 2, stderr);
      assert.match(stderr, words);
      assert.equal(stdout, '');
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it('refuses a folder with nothing to run', async () => {
    const { code, stderr } = await leanscope(['run'], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, /Nothing to run was found/);
  });

  it('names the place in a scenario file that is wrong', async () => {
    const scenario = join(folder, 'scenario.json');
    await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path: 'no-slash' }] }));
    const { code, stderr } = await leanscope([
      'run',
      '--cwd',
      app('kernels'),
      '--scenario',
      scenario,
      '--',
      'node',
      'server.cjs',
    ]);
    assert.equal(code, 2);
    assert.match(stderr, /scenario\.json: requests\.0\.path must match pattern/);
  });

  it('says what to install when the engine asked for cannot be loaded', async () => {
    const { code, stderr } = await leanscope([
      'run',
      '--cwd',
      app('kernels'),
      '--engine',
      'v8-profiler-next',
      '--no-store',
      '--',
      await nodeOf(26),
      'server.cjs',
    ]);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /v8-profiler-next could not be loaded/);
    assert.match(stderr, /npm install/);
  });

  it('stores a run that gives the same Report again, byte for byte', async () => {
    const scenario = join(folder, 'scenario.json');
    await writeFile(scenario, JSON.stringify({ requests: [{ method: 'GET', path: '/' }] }));
    const { code, stderr } = await leanscope([
      'run',
      '--cwd',
      folder,
      '--complete',
      '--budget-seconds',
      '1',
      '--scenario',
      scenario,
      '--json',
      join(folder, 'first.json'),
      '--html',
      join(folder, 'first.html'),
      '--quiet',
      '--',
      'node',
      join(app('kernels'), 'server.cjs'),
    ]);
    assert.equal(code, 0, stderr);
    const again = await leanscope([
      'report',
      'last',
      '--cwd',
      folder,
      '--format',
      'json',
      '--out',
      join(folder, 'again.json'),
    ]);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(
      await readFile(join(folder, 'again.json'), 'utf8'),
      await readFile(join(folder, 'first.json'), 'utf8'),
    );
    const page = await readFile(join(folder, 'first.html'), 'utf8');
    assert.match(page, /^<!doctype html>/);
    // The application lies outside the folder that was measured: its code is not the page's to carry.
    assert.doesNotMatch(page, /id="leanscope-source"/);
    assert.equal(await readFile(join(folder, '.leanscope', '.gitignore'), 'utf8'), '*\n');
  });

  it('ends with exit code 1 and says so when a budget of leanscope.json is broken, and keeps the run', async () => {
    const budgets = { allocatedBytesPerRequest: 1e12, cpuMsPerRequest: 0.000_1 };
    const server = join(app('kernels'), 'server.cjs');
    await writeFile(join(folder, 'leanscope.json'), JSON.stringify({ app: { command: ['node', server] }, budgets }));
    const { code, stdout, stderr } = await leanscope(['run', '--complete', '--budget-seconds', '1'], { cwd: folder });
    assert.equal(code, 1, stderr);
    assert.match(stderr, /1 of 2 budgets is broken: CPU .+ at most 0\.1 µs\./);
    assert.match(stdout, /BROKEN .*CPU/);
    const again = await leanscope(['report', 'last', '--format', 'sarif'], { cwd: folder });
    assert.match(again.stdout, /"broken-budget"/);
  });

  it('prints only the Report when that goes to stdout, on Node.js 20', async () => {
    const { code, stdout, stderr } = await leanscope(
      [
        'run',
        '--cwd',
        app('kernels'),
        '--complete',
        '--budget-seconds',
        '1',
        '--no-store',
        '--json',
        '-',
        '--html',
        join(folder, 'kernels.html'),
        '--',
        'node',
        'server.cjs',
      ],
      { node: await nodeOf(20) },
    );
    assert.equal(code, 0, stderr);
    assert.equal((JSON.parse(stdout) as { schemaVersion: number }).schemaVersion, 1);
    const page = await readFile(join(folder, 'kernels.html'), 'utf8');
    assert.match(page, /id="leanscope-source">\[\{"file":"(?:alpha|beta|gamma|server)\.cjs"/);
  });
});
