import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FailureError } from '../../src/model/failure.ts';
import type { Failure } from '../../src/model/failure-kinds.ts';
import { hunksIn } from '../../src/launch/versions/changed-lines.ts';
import { openVersions, type Versions, type VersionsWish } from '../../src/launch/versions/versions.ts';

const folders: string[] = [];

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function git(cwd: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A repository with a commit named "old" and one after it. */
function repository(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'versions-'));
  folders.push(folder);
  git(folder, 'init', '--quiet');
  write(folder, { 'server.js': 'old', '.gitignore': 'node_modules\n.env\ndata.db\n', ...files });
  git(folder, 'add', '-A');
  git(folder, 'commit', '--quiet', '-m', 'Begin');
  git(folder, 'tag', 'old');
  write(folder, { 'server.js': 'new' });
  git(folder, 'commit', '--quiet', '-am', 'Go on');
  return folder;
}

const options = { guardFile: '/nowhere/guard.cjs', onProgress: () => undefined, signal: new AbortController().signal };

async function withVersions(wish: VersionsWish, look: (versions: Versions) => void | Promise<void>): Promise<void> {
  const versions = await openVersions(wish, options);
  try {
    await look(versions);
  } finally {
    await versions.close();
  }
  assert.ok(!existsSync(versions.base.cwd) && !existsSync(versions.head.cwd), 'nothing is left');
}

async function refused(wish: VersionsWish): Promise<Failure> {
  try {
    await (await openVersions(wish, options)).close();
  } catch (error) {
    assert.ok(error instanceof FailureError, String(error));
    return error.failure;
  }
  return assert.fail('was not refused');
}

const text = ({ cwd }: Versions['base'], name: string): string => readFileSync(join(cwd, name), 'utf8');

describe('two versions of the code', () => {
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('lie in folders of their own, and the repository knows nothing of them', async () => {
    const folder = repository();
    write(folder, { 'server.js': 'edited', 'added.js': 'added' });
    const before = git(folder, 'status', '--porcelain');
    await withVersions({ cwd: folder, base: 'old' }, (versions) => {
      assert.equal(text(versions.base, 'server.js'), 'old');
      assert.equal(text(versions.head, 'server.js'), 'edited');
      assert.equal(text(versions.head, 'added.js'), 'added');
      assert.ok(!existsSync(join(versions.base.cwd, 'added.js')));
      assert.equal(versions.head.version.changedFiles, 2);
      assert.equal(versions.base.version.subject, 'Begin');
      assert.equal(git(versions.base.cwd, 'rev-parse', 'HEAD'), git(folder, 'rev-parse', 'old'));
      assert.equal(git(folder, 'worktree', 'list').trim().split('\n').length, 1);
    });
    assert.equal(git(folder, 'status', '--porcelain'), before);
  });

  it('are both commits where head is named', async () => {
    const folder = repository();
    write(folder, { 'server.js': 'edited' });
    await withVersions({ cwd: folder, base: 'old', head: 'HEAD' }, ({ head }) => {
      assert.equal(text(head, 'server.js'), 'new');
      assert.equal(head.version.changedFiles, undefined);
    });
  });

  it('lack what was deleted', async () => {
    const folder = repository({ 'gone.js': '1' });
    rmSync(join(folder, 'gone.js'));
    await withVersions({ cwd: folder, base: 'old' }, ({ base, head }) => {
      assert.ok(existsSync(join(base.cwd, 'gone.js')));
      assert.ok(!existsSync(join(head.cwd, 'gone.js')));
    });
  });

  it('share the packages of the working tree where lock files are equal, and never its workspaces', async () => {
    const lock = { 'package-lock.json': '{}', 'package.json': '{"dependencies":{"left":"1"}}' };
    const folder = repository({ ...lock, 'packages/own/index.js': 'own', 'packages/own/package.json': '{}' });
    write(folder, {
      'node_modules/left/index.js': 'left',
      'node_modules/@a/b/index.js': 'b',
      'node_modules/.cache/x': 'x',
    });
    symlinkSync('../packages/own', join(folder, 'node_modules/own'));
    await withVersions({ cwd: folder, base: 'old' }, ({ base, lockDiffers }) => {
      assert.equal(base.version.packages, 'shared');
      assert.equal(lockDiffers, false);
      assert.equal(text(base, 'node_modules/left/index.js'), 'left');
      assert.equal(text(base, 'node_modules/@a/b/index.js'), 'b');
      assert.equal(readlinkSync(join(base.cwd, 'node_modules/own')), join(base.cwd, 'packages/own'));
      assert.ok(!existsSync(join(base.cwd, 'node_modules/.cache')));
    });
    assert.equal(readFileSync(join(folder, 'node_modules/left/index.js'), 'utf8'), 'left');
  });

  it('have settings that git ignores, and what the project says worktrees need', async () => {
    const folder = repository({
      '.worktreeinclude': 'data.db\n',
      '.vscode/settings.json': '{ // worktrees\n "git.worktreeIncludeFiles": ["keys/*.local"] }',
      '.gitignore': '.env\ndata.db\nkeys\nother.db\n',
    });
    write(folder, { '.env': 'A=1', 'data.db': 'rows', 'keys/a.local': 'key', 'other.db': 'more' });
    await withVersions({ cwd: folder, base: 'old' }, ({ base }) => {
      assert.deepEqual([...base.version.included].sort(), ['.env', 'data.db', 'keys/a.local']);
      assert.equal(text(base, 'data.db'), 'rows');
      assert.ok(!existsSync(join(base.cwd, 'other.db')));
    });
  });

  it('are built by their own script, or made ready by the setup', async () => {
    const build = `node -e "require('node:fs').writeFileSync('built', 'by script')"`;
    const folder = repository({ 'package.json': JSON.stringify({ scripts: { build } }) });
    await withVersions({ cwd: folder, base: 'old' }, ({ base, head }) => {
      assert.equal(text(base, 'built'), 'by script');
      assert.equal(text(head, 'built'), 'by script');
    });
    await withVersions({ cwd: folder, base: 'old', setup: 'printf setup > built' }, ({ base }) => {
      assert.equal(text(base, 'built'), 'setup');
    });
  });

  it('are told apart where one cannot be built', async () => {
    const broken = JSON.stringify({ scripts: { build: `node -e "console.error('no compiler'); process.exit(3)"` } });
    const folder = repository({ 'package.json': broken });
    write(folder, { 'package.json': '{}' });
    const failure = await refused({ cwd: folder, base: 'old' });
    assert.ok(failure.kind === 'cannotPrepare');
    assert.deepEqual([failure.version, failure.step], ['old', 'build']);
    assert.match(failure.log, /no compiler[\s\S]*exit code 3/);
  });

  it('are refused in clear words', async () => {
    const folder = repository({ 'app/server.js': '1' });
    const problemOf = async (wish: VersionsWish): Promise<string> => {
      const failure = await refused(wish);
      assert.ok(failure.kind === 'badCall');
      return `${failure.problem} ${failure.fix}`;
    };
    assert.match(await problemOf({ cwd: folder, base: 'nope' }), /There is no revision "nope".*git branch -a/s);
    assert.match(await problemOf({ cwd: folder, base: '--upload-pack=x' }), /There is no revision/);
    write(folder, { 'later/server.js': '1' });
    assert.match(await problemOf({ cwd: join(folder, 'later'), base: 'old' }), /old has no folder later/);
    const shallow = mkdtempSync(join(tmpdir(), 'versions-'));
    folders.push(shallow);
    git(shallow, 'clone', '--quiet', '--depth', '1', `file://${folder}`, 'clone');
    assert.match(await problemOf({ cwd: join(shallow, 'clone'), base: 'HEAD~1' }), /shallow clone.*fetch-depth: 0/s);
    await withVersions({ cwd: join(shallow, 'clone'), base: 'HEAD' }, ({ base }) => {
      assert.equal(text(base, 'server.js'), 'new');
    });
    const outside = mkdtempSync(join(tmpdir(), 'versions-'));
    folders.push(outside);
    assert.match(await problemOf({ cwd: outside, base: 'old' }), /in no git repository/);
  });

  it('have the submodules that are checked out, and are refused without', async () => {
    const folder = repository();
    const part = repository({ 'part.js': 'part' });
    git(folder, 'submodule', '--quiet', 'add', part, 'part');
    git(folder, 'commit', '--quiet', '-m', 'Take part');
    await withVersions({ cwd: folder, base: 'HEAD' }, ({ base }) => {
      assert.equal(text(base, 'part/part.js'), 'part');
    });
    git(join(folder, 'part'), 'checkout', '--quiet', 'old');
    const failure = await refused({ cwd: folder, base: 'HEAD' });
    assert.ok(failure.kind === 'badCall');
    assert.match(failure.problem, /needs the submodule part at/);
  });

  it('are written through no link of theirs', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'versions-'));
    folders.push(outside);
    const folder = repository();
    symlinkSync(outside, join(folder, 'linked'));
    git(folder, 'add', '-A');
    git(folder, 'commit', '--quiet', '-m', 'Link');
    git(folder, 'tag', 'linked');
    rmSync(join(folder, 'linked'));
    write(folder, { 'linked/file': 'x' });
    await withVersions({ cwd: folder, base: 'linked' }, ({ head }) => {
      assert.equal(text(head, 'linked/file'), 'x');
    });
    assert.ok(!existsSync(join(outside, 'file')));
  });
});

describe('the hunks of a diff', () => {
  it('have their lines in head', () => {
    const diff = [
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -1,2 +1,3 @@',
      ' a',
      '+b',
      ' c',
      '@@ -9 +10,0 @@ fn',
      '-d',
    ].join('\n');
    assert.deepEqual(
      hunksIn(diff).map(({ first, last }) => [first, last]),
      [
        [1, 3],
        [10, 10],
      ],
    );
  });
});
