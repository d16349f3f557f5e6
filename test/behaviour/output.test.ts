/** Where the command line writes, whatever is there: devices, links, closed and full streams, a store that cannot be written. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { plainLines } from '../../src/model/plain-text.ts';
import { conclude } from '../../src/run.ts';
import { recordingWith } from '../recording-with.ts';
import { storeRun } from '../store-run.ts';
import { leanscope, leftBehindSoon } from '../world/leanscope.ts';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

interface ShellEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('what the command line writes', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leanscope-out-'));
    const recording = recordingWith();
    await storeRun(folder, recording, conclude(recording));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(await leftBehindSoon(), []);
  });

  /** `$L` is the command line. */
  const shell = (script: string): Promise<ShellEnd> =>
    new Promise((settle) => {
      const env = { ...process.env, L: cli, N: process.execPath, LEANSCOPE_HOME: join(folder, 'home') };
      execFile('bash', ['-c', script], { cwd: folder, env }, (error, stdout, stderr) => {
        settle({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });

  it('ends quietly where its reader has gone, and in words where the disk is full', async () => {
    const gone = await shell(
      'exec 3> >(exec head -c 1 > /dev/null); sleep 0.3; "$N" "$L" report last --format html >&3',
    );
    assert.deepEqual([gone.code, gone.stderr], [141, '']);
    for (const what of ['report last', 'report last --format json', 'runs', 'help', 'price last', 'doctor']) {
      const { code, stderr } = await shell(`"$N" "$L" ${what} > /dev/full`);
      assert.equal(code, 2, stderr);
      assert.match(stderr, /standard output: it cannot be written \(the disk is full\)/);
      assert.doesNotMatch(stderr, /^ +at /m);
    }
    for (const closed of ['>&-', '2>&-', '>&- 2>&-', '2> /dev/full'])
      assert.equal((await shell(`"$N" "$L" report last ${closed}`)).code, 0, closed);
  });

  it('leaves devices, pipes and links what they are', async () => {
    await writeFile(join(folder, 'target'), 'old');
    await symlink('target', join(folder, 'link'));
    const { code, stdout, stderr } = await shell(
      '"$N" "$L" report last --format md --out link && "$N" "$L" report last --format md --out /dev/null && "$N" "$L" report last --format md --out /dev/stdout',
    );
    assert.equal(code, 0, stderr);
    assert.ok((await stat('/dev/null')).isCharacterDevice());
    assert.equal(await readFile(join(folder, 'target'), 'utf8'), stdout);
  });

  it('shows what was measured although it cannot be stored, and says so before and last', async () => {
    await rm(join(folder, '.leanscope'), { recursive: true });
    await writeFile(join(folder, '.leanscope'), 'in the way');
    await writeFile(join(folder, 'a.cjs'), "require('http').createServer((q, r) => r.end('x')).listen(0);");
    const call = ['run', '--budget-seconds', '2', '--json', 'out.json', '--cwd', '.', '--', 'node', 'a.cjs'];
    const { code, stdout, stderr } = await leanscope(call, { cwd: folder });
    assert.equal(code, 2, stderr);
    assert.match(stdout, /CPU per request/);
    assert.equal(
      (JSON.parse(await readFile(join(folder, 'out.json'), 'utf8')) as { schemaVersion: number }).schemaVersion,
      1,
    );
    assert.match(
      stderr,
      /^! .*it is a file, and stored runs need a folder of that name\. The run is measured and shown/,
    );
    assert.match(stderr.trimEnd().split('\n').slice(-2).join(' '), /it is a file.*--no-store/);
    // Nothing would come of it.
    const quiet = await leanscope(['run', '--quiet', '--', 'node', 'a.cjs'], { cwd: folder });
    assert.deepEqual([quiet.code, quiet.stdout], [2, '']);
  });

  it('says which folder for temporary files is missing', async () => {
    await writeFile(join(folder, 'a.cjs'), "require('http').createServer((q, r) => r.end('x')).listen(0);");
    const env = { TMPDIR: join(folder, 'none') };
    const { code, stderr } = await leanscope(['run', '--no-store', '--', 'node', 'a.cjs'], { cwd: folder, env });
    assert.equal(code, 2, stderr);
    assert.match(stderr, /none: no temporary folder can be made there \(it does not exist\)/);
  });

  it('shows nothing that a terminal obeys of an application that fails', async () => {
    const program = "console.log('\\x1b]0;title\\x07\\x1b[2Jlast words');process.exit(1)";
    const { code, stderr } = await leanscope(['run', '--no-store', '--', 'node', '-e', program], { cwd: folder });
    assert.equal(code, 3, stderr);
    assert.match(stderr, / {2}\| last words/);
    assert.equal(plainLines(stderr), stderr);
  });
});
