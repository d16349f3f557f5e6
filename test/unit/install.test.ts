/** Installs of the tests themselves: once a machine, by one process at a time, and gone on with where one was killed. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installError } from '../host/install/failure.ts';
import { locked } from '../host/install/lock.ts';
import { showProgress, type Progress } from '../host/install/progress.ts';
import { install, type Install, type Step } from '../host/install/steps.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

describe('a lock between processes', () => {
  it('lets in one at a time, and is gone after them', () =>
    inTemporaryFolder({}, async (folder) => {
      const file = join(folder, 'lock');
      let inside = 0;
      const most: number[] = [];
      const work = async (): Promise<void> => {
        most.push(++inside);
        await readFile(file, 'utf8');
        inside--;
      };
      await Promise.all([1, 2, 3].map(() => locked(file, work, { touchMs: 1 })));
      assert.deepEqual(most, [1, 1, 1]);
      assert.equal(existsSync(file), false);
    }));

  it('is let go of where the work fails', () =>
    inTemporaryFolder({}, async (folder) => {
      const file = join(folder, 'lock');
      await assert.rejects(
        locked(file, () => Promise.reject(new Error('broken'))),
        /broken/,
      );
      assert.equal(existsSync(file), false);
    }));

  it('of a process that was killed does not count, and that of one that is at work does', () =>
    inTemporaryFolder({ lock: 'of another process' }, async (folder) => {
      const file = join(folder, 'lock');
      const waits: string[] = [];
      const old = new Date(Date.now() - 120_000);
      // It is as fresh as can be when it is first seen, and has not been touched for two minutes when it is looked at again.
      const onWait = (): void => {
        waits.push('waits');
        void utimes(file, old, old);
      };
      assert.equal(await locked(file, () => Promise.resolve('done'), { onWait, touchMs: 1 }), 'done');
      assert.deepEqual(waits, ['waits']);
    }));
});

describe('an install in steps', () => {
  const silent: Progress = { phase: () => undefined, end: () => undefined };
  /** Steps that leave a file each, and note that they ran; the one that is named fails. */
  const inFolder = (folder: string, ran: string[], failing?: string): Install => {
    const target = join(folder, 'cache', 'thing');
    const step = (name: string, aside: string): Step => ({
      name,
      leaves: `${name}.d`,
      run: async () => {
        ran.push(name);
        const file = join(aside, `${name}.d`, 'made');
        assert.equal(existsSync(file), false, 'what was half done is gone');
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, name);
        if (name === failing) throw new Error('ENOTFOUND');
      },
    });
    return {
      what: 'a thing',
      folder: target,
      version: 'thing@1',
      steps: (aside) => Promise.resolve(['one', 'two', 'three'].map((name) => step(name, aside))),
      isWhole: () => Promise.resolve(existsSync(join(target, 'three.d'))),
    };
  };

  it('goes on after the last step that was done, and is in its place when all are', () =>
    inTemporaryFolder({}, async (folder) => {
      const ran: string[] = [];
      const first = inFolder(folder, ran, 'two');
      await assert.rejects(
        install(first, silent),
        /^InstallError: a thing could not be installed\. The network was not reached/,
      );
      assert.equal(existsSync(first.folder), false);
      await install(inFolder(folder, ran), silent);
      assert.deepEqual(ran, ['one', 'two', 'two', 'three']);
      assert.equal(await readFile(join(first.folder, 'one.d', 'made'), 'utf8'), 'one');
      await install(inFolder(folder, ran), silent);
      assert.equal(ran.length, 4);
    }));

  it('begins anew where it was begun for another version', () =>
    inTemporaryFolder({}, async (folder) => {
      const ran: string[] = [];
      await assert.rejects(install(inFolder(folder, ran, 'three'), silent));
      await install({ ...inFolder(folder, ran), version: 'thing@2' }, silent);
      assert.deepEqual(ran, ['one', 'two', 'three', 'one', 'two', 'three']);
    }));

  it('is done once by several at the same time', () =>
    inTemporaryFolder({}, async (folder) => {
      const ran: string[] = [];
      await Promise.all([1, 2, 3].map(() => install(inFolder(folder, ran), silent)));
      assert.deepEqual(ran, ['one', 'two', 'three']);
    }));
});

describe('a failed install', () => {
  const said: readonly (readonly [string, RegExp])[] = [
    ['npm error code ENOTFOUND\nnpm error network request to https://packages.invalid/x failed', /network/],
    ['npm error code ECONNREFUSED\nnpm error FetchError', /network/],
    ['E: Failed to fetch http://packages.invalid/x  Temporary failure resolving', /network/],
    ['tar: write error\nnpm error ENOSPC: no space left on device, write', /disk is full/],
    ['cc1plus: fatal error: /tmp/x.s: No space left on device\nmake: *** Error 1', /disk is full/],
    ['gyp ERR! stack Error: not found: make', /no compiler/],
    ['gyp ERR! find Python Python is not set', /no compiler/],
    ['make: g++: No such file or directory', /no compiler/],
    ['fatal error: gssapi/gssapi.h: No such file or directory', /no compiler/],
    ['E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)', /may not write/],
    ['something else\nthat nobody expected', /The last words were: that nobody expected/],
  ];
  for (const [log, sentence] of said)
    it(`is told in words: ${log.split('\n', 1)[0] ?? ''}`, () => {
      const { message } = installError('A thing', log, '/cache/thing.log');
      assert.match(message, sentence);
      assert.match(message, /^A thing could not be installed\. .* The whole output is in \/cache\/thing\.log\.$/);
    });
});

describe('progress of an install', () => {
  const shown = (isTTY: boolean): string => {
    let text = '';
    const progress = showProgress('Installing a thing', { isTTY, write: (more) => (text += more) });
    progress.phase('downloading');
    progress.end('done');
    return text.replaceAll(/\d+ s/g, 'N s');
  };

  it('is a line a phase where nobody can rewrite it, and one line in all on a terminal', () => {
    assert.equal(shown(false), 'Installing a thing: downloading (N s)\nInstalling a thing: done (N s)\n');
    assert.equal(shown(true).split('\n').length, 2);
  });
});
