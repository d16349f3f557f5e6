import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { link, open, readdir, readFile, readlink, stat, symlink, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { checkOutputs, writeOutput, type NamedOutput, type Read } from '../../src/store/output-file.ts';
import { problemOf } from '../failure-of.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const output = (name: string, flag = '--json'): NamedOutput => ({ flag, name });
const refusal = (outputs: readonly NamedOutput[], read?: Read): Promise<string> =>
  problemOf(checkOutputs(outputs, read));
const unix = process.platform !== 'win32';

describe('a file that somebody named', () => {
  it('is replaced whole, and keeps its mode and its link', async () => {
    await inTemporaryFolder({ 'real/out.json': 'old and longer' }, async (folder) => {
      const real = join(folder, 'real', 'out.json');
      await chmod(real, 0o640);
      await symlink(join('real', 'out.json'), join(folder, 'one'));
      await symlink('one', join(folder, 'two'));
      const { ino } = await stat(real);
      await writeOutput(output(join(folder, 'two')), 'new');
      assert.equal(await readFile(real, 'utf8'), 'new');
      assert.equal((await stat(real)).mode & 0o777, 0o640);
      assert.notEqual((await stat(real)).ino, ino);
      assert.deepEqual(
        [await readlink(join(folder, 'one')), await readlink(join(folder, 'two'))],
        ['real/out.json', 'one'],
      );
      assert.deepEqual(await readdir(join(folder, 'real')), ['out.json']);
    });
  });

  it('is made where a link leads, also where nothing is there yet', async () => {
    await inTemporaryFolder({}, async (folder) => {
      await symlink('later.json', join(folder, 'link'));
      await checkOutputs([output(join(folder, 'link'))]);
      await writeOutput(output(join(folder, 'link')), 'new');
      assert.equal(await readFile(join(folder, 'later.json'), 'utf8'), 'new');
      assert.equal(await readlink(join(folder, 'link')), 'later.json');
    });
  });

  it('with several names keeps them all', async () => {
    await inTemporaryFolder({ a: 'old and longer' }, async (folder) => {
      await link(join(folder, 'a'), join(folder, 'b'));
      await writeOutput(output(join(folder, 'a')), 'new');
      assert.equal(await readFile(join(folder, 'b'), 'utf8'), 'new');
    });
  });

  it('is refused before anything is measured where it cannot be written, and nothing is left of the trial', async () => {
    await inTemporaryFolder({ file: '', 'folder/x': '' }, async (folder) => {
      const at = (name: string): readonly NamedOutput[] => [output(join(folder, name))];
      await symlink('circle', join(folder, 'circle'));
      assert.match(await refusal(at('folder')), /^--json .*folder: it is a folder\.$/);
      assert.match(await refusal([output(`${join(folder, 'new')}/`)]), /it names a folder/);
      assert.match(await refusal(at('none/x.json')), /the folder .*none does not exist/);
      assert.match(await refusal(at('file/x.json')), /is a file, not a folder/);
      assert.match(await refusal(at('circle')), /links lead in a circle/);
      assert.match(await refusal(at('x'.repeat(300))), /the name is too long/);
      assert.match(await refusal([output('')]), /no file is named/);
      await checkOutputs(at('fine.json'));
      assert.deepEqual((await readdir(folder)).sort(), ['circle', 'file', 'folder']);
    });
  });

  it('is refused where another output goes there too, by whatever name', async () => {
    await inTemporaryFolder({ a: 'x' }, async (folder) => {
      await symlink('a', join(folder, 'link'));
      await link(join(folder, 'a'), join(folder, 'hard'));
      for (const other of ['a', './a', 'link', 'hard'])
        assert.match(
          await refusal([output(join(folder, 'a')), output(`${folder}/${other}`, '--html')]),
          /^--html .*--json is written to the same place\.$/,
        );
      assert.match(await refusal([output('-'), output('-', '--md')]), /the same place/);
      if (unix) assert.match(await refusal([output('-'), output('/dev/stdout', '--md')]), /the same place/);
    });
  });

  it('is refused where it is read, or is a stored run', async () => {
    await inTemporaryFolder({ 'leanscope.json': '{}', '.leanscope/runs/r/report.json': '' }, async (root) => {
      await symlink('leanscope.json', join(root, 'link'));
      const read = { root, files: [join(root, 'leanscope.json'), join(root, 'not there')] };
      assert.match(
        await refusal([output(join(root, 'link'))], read),
        /leanscope\.json is read, and would be overwritten/,
      );
      for (const name of ['.leanscope/runs/r/report.json', '.leanscope/x.json', '.leanscope/runs/r/new'])
        assert.match(await refusal([output(join(root, name))], read), /stored runs are kept/);
      await checkOutputs([output(join(root, 'x.json'))], read);
    });
  });

  it('that a killed process left unfinished is removed with the next', async () => {
    await inTemporaryFolder({ '.leanscope-unfinished-999999999-0-0123abcd': '' }, async (folder) => {
      await checkOutputs([output(join(folder, 'x.json'))]);
      assert.deepEqual(await readdir(folder), []);
    });
  });
});

if (unix)
  describe('what is no file', () => {
    it('is written to as it is: a device, a pipe, an open descriptor', async () => {
      await inTemporaryFolder({}, async (folder) => {
        await checkOutputs([output('/dev/null'), output('/dev/null', '--md')]);
        await writeOutput(output('/dev/null'), 'text');
        assert.ok((await stat('/dev/null')).isCharacterDevice());
        const pipe = join(folder, 'pipe');
        execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
        const reading = readFile(pipe, 'utf8');
        const long = 'x'.repeat(300_000);
        await writeOutput(output(pipe), long);
        assert.equal(await reading, long);
        assert.ok((await stat(pipe)).isFIFO());
        const handle = await open(join(folder, 'opened'), 'w');
        await writeOutput(output(`/dev/fd/${handle.fd}`), 'first ');
        await writeOutput(output(`/dev/fd/${handle.fd}`), 'second');
        await handle.close();
        assert.equal(await readFile(join(folder, 'opened'), 'utf8'), 'first second');
      });
    });

    it('is refused where nothing can be written to it: a descriptor that is closed, a socket', async () => {
      assert.match(await refusal([output('/dev/fd/987')]), /it is not open for writing/);
    });

    it('says that the disk is full', async function () {
      if (process.platform !== 'linux') this.skip();
      assert.match(await problemOf(writeOutput(output('/dev/full'), 'text')), /the disk is full/);
    });

    it('stays unharmed in a folder that is closed, and a file there that may be written is written', async function () {
      // Root may write everywhere.
      if (process.getuid?.() === 0) this.skip();
      await inTemporaryFolder({ 'closed/a': 'old and longer' }, async (folder) => {
        const closed = join(folder, 'closed');
        await chmod(closed, 0o555);
        try {
          await checkOutputs([output(join(closed, 'a'))]);
          await writeOutput(output(join(closed, 'a')), 'new');
          assert.equal(await readFile(join(closed, 'a'), 'utf8'), 'new');
          assert.match(await refusal([output(join(closed, 'b'))]), /you may not write there/);
        } finally {
          await chmod(closed, 0o755);
        }
      });
    });
  });
