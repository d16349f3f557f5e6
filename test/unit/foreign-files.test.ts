/** Files that somebody else names: only regular ones are read, only so much, and only sources of the workspace come into a Recording. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { recordScript } from '../../src/capture/scripts.ts';
import { recordSources } from '../../src/capture/sources.ts';
import { decodeText, readTextWithin, UnreadableFile } from '../../src/files/read-file.ts';
import type { RecordedScript } from '../../src/model/recorded-samples.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

const limits = { mostBytes: 1000, deadlineMs: 5000 };
const unix = process.platform !== 'win32';

async function reasonOf(path: string): Promise<string> {
  const error: unknown = await readTextWithin(path, limits).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof UnreadableFile, String(error));
  return error.message;
}

describe('a file that somebody else names', () => {
  it('is read where it is a regular one, over links too', async () => {
    await inTemporaryFolder({ 'a.txt': 'text' }, async (folder) => {
      await symlink('a.txt', join(folder, 'link'));
      assert.equal(await readTextWithin(join(folder, 'link'), limits), 'text');
    });
  });

  it('is refused where it is none, in words', async function () {
    if (!unix) this.skip();
    await inTemporaryFolder({ 'long.txt': 'x'.repeat(1001) }, async (folder) => {
      const at = (name: string): string => join(folder, name);
      execFileSync('sh', ['-c', 'mkfifo "$0"', at('pipe')]);
      await symlink('circle', at('circle'));
      const server = createServer();
      await new Promise<void>((settle) => server.listen(at('socket'), settle));
      assert.equal(await reasonOf(at('pipe')), 'it is a pipe, not a file');
      assert.equal(await reasonOf(at('socket')), 'it is a socket, not a file');
      assert.equal(await reasonOf('/dev/zero'), 'it is a device, not a file');
      assert.equal(await reasonOf(folder), 'it is a folder, not a file');
      assert.equal(await reasonOf(at('circle')), 'its links lead in a circle');
      assert.equal(await reasonOf(at('long.txt')), 'it is larger than 1 KiB');
      assert.equal(await reasonOf(at('gone')), 'there is no such file');
      assert.equal(await reasonOf(at('long.txt/inner')), 'there is no such file');
      assert.equal(await reasonOf(`${at('a')}\0b`), 'its name is none that a file can have');
      await new Promise((settle) => server.close(settle));
    });
  });

  it('ends where the system says that it does: files that the kernel makes up have no size', async function () {
    if (process.platform !== 'linux') this.skip();
    assert.equal(await readTextWithin('/proc/self/environ', limits), '');
  });

  it('may be UTF-8 or UTF-16, with a byte order mark or without', () => {
    const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
    for (const bytes of [
      Buffer.from('{"é":1}'),
      Buffer.from('\uFEFF{"é":1}'),
      Buffer.from('\uFEFF{"é":1}', 'utf16le'),
      Buffer.from('{"é":1}', 'utf16le'),
      swapped('\uFEFF{"é":1}'),
      swapped('{"é":1}'),
    ])
      assert.equal(decodeText(bytes), '{"é":1}');
    assert.equal(decodeText(Buffer.alloc(0)), '');
  });
});

const secret = 'root:x:0:0:secret';
const thread = { process: 1, thread: 0 };

interface MapCase {
  readonly sources: readonly (string | null)[];
  readonly sourcesContent?: readonly (string | null)[];
}

/** What is recorded of a script with that map, in a workspace with a source, a secret beside it and links out of it. */
async function recordedWith(map: MapCase, change: Partial<RecordedScript> = {}): Promise<string> {
  let found = '';
  const files = {
    'work/src/own.ts': 'const own = 1;',
    'work/.env': secret,
    'work/src/.hidden/x.ts': secret,
    'work/data.json': secret,
    'outside/other.ts': secret,
    'outside/key.pem': secret,
  };
  await inTemporaryFolder(files, async (folder) => {
    const root = join(folder, 'work');
    await symlink('../../outside/other.ts', join(root, 'src', 'link.ts'));
    await symlink('../.env', join(root, 'src', 'env.ts'));
    await symlink('../../outside', join(root, 'src', 'folder'));
    await writeFile(join(root, 'b.js'), 'f()');
    const script = await recordScript(
      { scriptId: '1', url: join(root, 'b.js'), text: 'f()', functions: [], sourceMapUrl: mapUrl(map) },
      thread,
    );
    found = JSON.stringify(await recordSources([{ ...script, ...change }], root)).replaceAll(folder, '');
  });
  return found;
}

function mapUrl(map: object): string {
  const text = JSON.stringify({ version: 3, names: [], mappings: 'AAAA', ...map });
  return `data:application/json;base64,${Buffer.from(text).toString('base64')}`;
}

describe('the text of a source that a map names', () => {
  const foreign = [
    '.env',
    'data.json',
    'src/.hidden/x.ts',
    'src/link.ts',
    'src/env.ts',
    'src/folder/other.ts',
    '../outside/other.ts',
    'src/../../outside/other.ts',
    '/etc/passwd',
    'file:///etc/passwd',
    '../outside/key.pem',
  ];

  it('is recorded where it is a source of the workspace', async () => {
    assert.match(await recordedWith({ sources: ['src/own.ts'] }), /const own/);
    assert.match(await recordedWith({ sources: ['src/own.ts'], sourcesContent: ['const built'] }), /const built/);
    assert.match(
      await recordedWith({ sources: ['webpack://x/./src/gone.ts'], sourcesContent: ['const g'] }),
      /const g/,
    );
  });

  for (const source of foreign)
    it(`is not recorded of ${source}, be it on disk or in the map`, async function () {
      if (!unix) this.skip();
      for (const map of [{ sources: [source] }, { sources: [source], sourcesContent: [secret] }]) {
        const recorded = await recordedWith(map);
        assert.ok(!recorded.includes('root:x:0'), recorded);
        // Its place is told all the same.
        assert.match(recorded, /"sources\\?":\[\\?"/);
      }
    });

  it('may stay in the map of a package, for files of the package', async () => {
    await inTemporaryFolder({ 'node_modules/p/index.js': 'f()' }, async (folder) => {
      const map = { sources: ['src/p.ts', '../q/src/q.ts'], sourcesContent: ['const p', 'const q'] };
      const url = join(folder, 'node_modules/p/index.js');
      const script = await recordScript(
        { scriptId: '1', url, text: 'f()', functions: [], sourceMapUrl: mapUrl(map) },
        thread,
      );
      const { scripts, sources } = await recordSources([script], join(folder, 'app'));
      assert.match(scripts[0]?.sourceMap ?? '', /const p/);
      assert.doesNotMatch(scripts[0]?.sourceMap ?? '', /const q/);
      assert.deepEqual(sources, []);
    });
  });
});

describe('a source map that a script names', () => {
  const read = (sourceMapUrl: string, url = '/app/a.js') =>
    recordScript({ scriptId: '1', url, text: '', functions: [], sourceMapUrl }, thread);

  it('is not asked of another machine', async () => {
    for (const address of ['http://127.0.0.1:9/a.map', 'https://x.example/a.map', '//host/a.map', 'file://host/a.map'])
      assert.match((await read(address)).sourceMapProblem ?? '', /not a file of this machine/, address);
  });

  it('is kept only where it is one: any file can be named', async () => {
    await inTemporaryFolder({ 'a.map': secret, 'b.map': `{"a":"${secret}"}` }, async (folder) => {
      for (const name of ['a.map', 'b.map', '/etc/hostname']) {
        const recorded = await read(name, join(folder, 'a.js'));
        assert.ok(!JSON.stringify(recorded).includes('root:x'), name);
        assert.match(recorded.sourceMapProblem ?? '', /source map (cannot be used|could not be read)/);
      }
    });
  });

  it('in which one number is wrong is not used, and says which', async () => {
    const problem = async (map: object) => (await read(mapUrl({ sources: ['a.ts'], ...map }))).sourceMapProblem ?? '';
    for (const [map, words] of [
      [{ mappings: 'AAAA;ACAA' }, /line 2 .* names source 2 of 1/],
      [{ mappings: 'DAAA' }, /has no column/],
      [{ mappings: 'AADA' }, /leads to no place/],
      [{ mappings: 'AA' }, /has 2 numbers/],
      [{ mappings: 'AAA!' }, /stands for no number/],
      [{ mappings: 'AAAg' }, /in the middle of a number/],
      [{ mappings: 'gggggggggggA' }, /too many digits/],
      [{ mappings: 5 }, /"mappings" are no text/],
      [{ sources: 'a' }, /"sources" are no list/],
      [{ sources: [5] }, /"sources" are no list/],
      [{ names: [5] }, /"names" are no list/],
      [{ sections: [{ offset: { line: -1, column: 0 }, map: {} }] }, /where it begins/],
      [{ sections: [{ offset: { line: 0, column: 0 }, map: 5 }] }, /holds no map/],
    ] as const)
      assert.match(await problem(map), words);
    // What is wrong with a text says nothing of places.
    assert.equal(
      await problem({ sourcesContent: [5], names: null }),
      'its source map cannot be used (its "names" are no list of names)',
    );
    assert.equal(await problem({ sourcesContent: [5], mappings: 'AAAAC' }), '');
  });
});
