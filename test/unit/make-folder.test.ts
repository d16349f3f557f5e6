import assert from 'node:assert/strict';
import { mkdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../src/store/make-folder.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

describe('a folder that is made', () => {
  it('comes with those above it, and is left alone where it is there', async () => {
    await inTemporaryFolder({}, async (folder) => {
      const deep = join(folder, 'a', 'b', 'c');
      await Promise.all([makeFolder(deep), makeFolder(deep), makeFolder(join(folder, 'a', 'b'))]);
      await makeFolder(deep);
      assert.equal((await stat(deep)).isDirectory(), true);
    });
  });

  it('fails with what the system says of the first that cannot be made', async () => {
    await inTemporaryFolder({ file: 'x' }, async (folder) => {
      await assert.rejects(makeFolder(join(folder, 'file', 'a', 'b')), { code: 'ENOTDIR' });
      await symlink('nowhere', join(folder, 'link'));
      await assert.rejects(makeFolder(join(folder, 'link', 'a')), { code: 'ENOENT' });
      await mkdir(join(folder, 'long'));
      await assert.rejects(makeFolder(join(folder, 'long', 'a'.repeat(300), 'b')), { code: 'ENAMETOOLONG' });
    });
  });
});
