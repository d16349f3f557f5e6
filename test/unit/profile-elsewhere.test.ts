/** Profiles of another machine, of a container and of a browser: the files are in the workspace, under other folders. */
import assert from 'node:assert/strict';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BadProfile } from '../../src/model/failure-kinds.ts';
import { describeFailure } from '../../src/model/failure-words.ts';
import type { ProfileAnnotations } from '../../src/model/opened-profile.ts';
import { annotateFrom } from '../../src/run.ts';
import { program, programFolder, writeProfile, writtenProfile, type WrittenProfile } from '../written-profile.ts';

let folder = '';

async function annotated(profile: WrittenProfile): Promise<ProfileAnnotations> {
  return annotateFrom(await writeProfile(folder, 'x.cpuprofile', JSON.stringify(profile)), folder);
}

const places = ({ files }: ProfileAnnotations): readonly string[] =>
  files.flatMap(({ file, functions }) => functions.map(({ name, ownShare }) => `${file} ${name} ${ownShare}`));

describe('files that are elsewhere than the profile says', () => {
  beforeEach(async () => (folder = await programFolder()));
  afterEach(() => rm(folder, { recursive: true }));

  for (const url of [
    'file:///C:/Users/dev/shop/app.js',
    'C:\\Users\\dev\\shop\\app.js',
    'c:\\Users\\DEV\\shop\\APP.js',
    'file://server/share/shop/app.js',
    '\\\\server\\share\\shop\\app.js',
    '/srv/shop/app.js',
    'file:///srv/shop/app.js?v=12',
    'http://localhost:5173/app.js',
    'https://shop.example/static/app.js?hash=1#x',
    './app.js',
    'app.js',
    'webpack://shop/./app.js',
    'webpack-internal:///./app.js',
  ])
    it(`are found by the end of ${url}`, async () => {
      const found = await annotated(writtenProfile(url));
      assert.deepEqual(places(found), ['app.js hot 0.75', 'app.js warm 0.25', 'app.js main 0']);
      // A name relative to the workspace is where it says.
      if (/^(?:\.\/)?app\.js$/.test(url)) assert.deepEqual(found.warnings, []);
      else assert.match(found.warnings.join(), /^Files that are elsewhere .* by the end of their paths: /);
    });

  it('have no lines where a bundler or a server compiled them', async () => {
    const ticks = (url: string): WrittenProfile => {
      const profile = writtenProfile(url);
      const nodes = profile.nodes.map((node) => ({
        ...node,
        positionTicks: node.id === 4 ? [{ line: 3, ticks: 60 }] : [],
      }));
      return { ...profile, nodes };
    };
    const linesOf = async (url: string) => (await annotated(ticks(url))).files.flatMap(({ lines }) => lines);
    assert.equal((await linesOf('http://localhost:5173/app.js')).length, 1);
    assert.deepEqual(await linesOf('webpack-internal:///./app.js'), []);
    await rename(join(folder, 'app.js'), join(folder, 'app.ts'));
    assert.deepEqual(await linesOf('http://localhost:5173/app.ts?t=17'), []);
    assert.equal((await linesOf('/srv/shop/app.ts')).length, 1);
  });

  it('are those with the longest common end, and with the functions where the profile has them', async () => {
    await mkdir(join(folder, 'one', 'lib'), { recursive: true });
    await mkdir(join(folder, 'two', 'lib'), { recursive: true });
    await cp(join(folder, 'app.js'), join(folder, 'two', 'lib', 'app.js'));
    // The end is as long, and the text another.
    await writeFile(join(folder, 'one', 'lib', 'app.js'), '// nothing\n'.repeat(20));
    const found = await annotated(writtenProfile('/srv/shop/lib/app.js'));
    assert.deepEqual(places(found)[0], 'two/lib/app.js hot 0.75');
  });

  it('are none with another text under the same name', async () => {
    const longer = program.replace('function hot', 'function hotter').replace('function main', 'function mainly');
    await writeFile(join(folder, 'app.js'), longer.replace('function warm', 'function warmer'));
    assert.equal((await annotated(writtenProfile('/srv/shop/app.js'))).nothing?.problem, 'noSources');
  });

  it('are not looked for in packages', async () => {
    await rm(join(folder, 'app.js'));
    await mkdir(join(folder, 'node_modules', 'x'), { recursive: true });
    await writeFile(join(folder, 'node_modules', 'x', 'app.js'), program);
    const { nothing } = await annotated(writtenProfile('/srv/shop/app.js'));
    assert.deepEqual(nothing, { problem: 'noSources', missing: ['/srv/shop/app.js'] });
  });
});

describe('nothing to show', () => {
  beforeEach(async () => (folder = await programFolder()));
  afterEach(() => rm(folder, { recursive: true }));

  const reason = async (profile: WrittenProfile): Promise<BadProfile> => {
    const { files, nothing } = await annotated(profile);
    assert.deepEqual(files, []);
    assert.ok(nothing !== undefined);
    return { kind: 'badProfile', file: 'x.cpuprofile', ...nothing };
  };

  it('is said of files that are nowhere, by name and never as idle', async () => {
    const failure = await reason(writtenProfile('file:///C:/Users/dev/other.js'));
    assert.equal(failure.problem, 'noSources');
    const { what } = describeFailure(failure);
    assert.match(what, /are not where it says, .*: C:\/Users\/dev\/other\.js\.$/);
    assert.ok(!what.includes('idle'));
    assert.match(describeFailure(failure, 'fr').what, /ne sont pas là où il le dit, .* : C:\/Users\/dev\/other\.js\.$/);
  });

  it('is said of files that were changed', async () => {
    const profile = writtenProfile(join(folder, 'app.js'));
    await writeFile(join(folder, 'app.js'), `${'// More.\n'.repeat(9)}${program}`);
    assert.equal((await reason(profile)).problem, 'changedSources');
  });

  it('is called idle with the part that was, and libraries with theirs', async () => {
    const idle = writtenProfile('file:///srv/shop/node_modules/orm/app.js');
    const failure = await reason(idle);
    assert.equal(failure.problem, 'nothingOfTheApp');
    assert.deepEqual(failure.counted, { idle: 0.2, libraries: 0.8, engine: 0, app: 0, nowhere: 0 });
    assert.match(describeFailure(failure).what, /; of its samples, 20% idle, 80% in libraries\.$/);
    assert.match(
      describeFailure(failure, 'fr').what,
      / ; de ses échantillons, 20\s% au repos, 80\s% dans des bibliothèques\.$/,
    );
  });

  it('counts native code as that of the runtime', async () => {
    const profile = writtenProfile('');
    const native = { lineNumber: -1, columnNumber: -1, scriptId: '0' };
    const nodes = profile.nodes.map((node) => ({ ...node, callFrame: { ...node.callFrame, ...native } }));
    const { counted } = await reason({ ...profile, nodes });
    assert.deepEqual(counted, { idle: 0.2, libraries: 0, engine: 0.8, app: 0, nowhere: 0 });
  });

  it('names the file first that has most of the samples', async () => {
    const profile = writtenProfile('/srv/shop/first.js');
    const nodes = profile.nodes.map((node) =>
      node.id === 4 ? { ...node, callFrame: { ...node.callFrame, url: '/srv/shop/most.js' } } : node,
    );
    const { missing } = await reason({ ...profile, nodes });
    assert.deepEqual(missing, ['/srv/shop/most.js', '/srv/shop/first.js']);
  });

  for (const [url, part] of [
    ['node:internal/timers', 'engine'],
    ['internal/timers.js', 'engine'],
    ['events.js', 'engine'],
    ['ext:core/01_core.js', 'engine'],
    ['native dummy.js', 'engine'],
    ['', 'nowhere'],
    ['blob:http://localhost:5173/7b1', 'nowhere'],
    ['evalmachine.<anonymous>', 'nowhere'],
    ['[eval]', 'nowhere'],
    ['chrome-extension://abc/content.js', 'nowhere'],
  ] as const)
    it(`counts code of "${url}" as ${part === 'engine' ? 'that of the runtime' : 'code without a file'}`, async () => {
      const { counted } = await reason(writtenProfile(url));
      assert.equal(counted?.[part], 0.8);
      assert.equal(counted.idle, 0.2);
    });
});
