import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileUrl, pathOfUrl } from '../../src/model/source-path.ts';
import { originOf, workspaceFile } from '../../src/symbolicate/place.ts';

describe('paths of scripts and sources', () => {
  for (const [url, path] of [
    ['file:///app/src/my%20page.ts', '/app/src/my page.ts'],
    ['file:///app/100%25/a.js', '/app/100%/a.js'],
    // A source map's base is encoded, its sources often are not.
    ['file:///my%20app/100% sure.ts', '/my app/100% sure.ts'],
    ['file:///app/%ff.js', '/app/%ff.js'],
    ['file:///app/a.mjs?namespace=1#x', '/app/a.mjs'],
    ['/app/a.ts?namespace=1', '/app/a.ts'],
    ['/work/c#/app/100%25.js', '/work/c#/app/100%25.js'],
    ['file:///C:/app/a.js', 'C:/app/a.js'],
    ['C:\\app\\a.js', 'C:/app/a.js'],
    ['webpack://shop/./src/a.ts', 'src/a.ts'],
    ['webpack://shop/src/a.ts', 'src/a.ts'],
    ['webpack:///./src/a.ts', 'src/a.ts'],
    ['webpack:///src/a.ts', 'src/a.ts'],
    ['node:fs', 'node:fs'],
  ] as const) {
    it(`${url} is ${path}`, () => {
      assert.equal(pathOfUrl(url), path);
    });
  }

  it('survive becoming a URL and coming back', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'ö', ' ', '%', '#', '?', '+', '&', '.', '2', '0') });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const path = `/app/${parts.join('/')}`;
        assert.equal(pathOfUrl(fileUrl(path)), path);
      }),
    );
  });

  it('are shown relative to the workspace only inside it', () => {
    assert.equal(workspaceFile('/app/src/a.ts', '/app'), 'src/a.ts');
    assert.equal(workspaceFile('/app/src/a.ts', '/app/'), 'src/a.ts');
    assert.equal(workspaceFile('C:/app/a.ts', 'C:\\app'), 'a.ts');
    assert.equal(workspaceFile('/application/a.ts', '/app'), '/application/a.ts');
    assert.equal(workspaceFile('/lib/a.ts', '/app'), '/lib/a.ts');
  });
});

describe('owners of files', () => {
  const dependency = (name: string) => ({ origin: 'dependency', package: name });
  for (const [file, owner] of [
    ['/app/node_modules/express/lib/express.js', dependency('express')],
    ['node_modules/express/index.js', dependency('express')],
    ['/app/node_modules/@scope/lib/index.js', dependency('@scope/lib')],
    ['/app/node_modules/.pnpm/ms@2.1.3/node_modules/ms/index.js', dependency('ms')],
    ['/app/node_modules/.pnpm/@a+b@1.0.0/node_modules/@a/b/x.js', dependency('@a/b')],
    ['/app/node_modules/outer/node_modules/inner/x.js', dependency('inner')],
    ['/app/src/my_node_modules/x.js', { origin: 'app' }],
    ['/app/src/a.ts', { origin: 'app' }],
    ['[turbopack]/nodejs/runtime/base.ts', dependency('turbopack')],
    ['webpack/bootstrap f96e8d1360c0487f2545', dependency('webpack')],
    ['webpack/runtime/define property getters', dependency('webpack')],
    ['webpack/runtime/own.js', { origin: 'app' }],
    ['[locale]/page.tsx', { origin: 'app' }],
  ] as const) {
    it(`${file} belongs to ${'package' in owner ? owner.package : 'the app'}`, () => {
      assert.deepEqual(originOf(`file://${file}`, file), owner);
    });
  }

  it('are told from the URL for Node.js, native code and WebAssembly', () => {
    assert.deepEqual(originOf('node:internal/fs/utils', 'node:internal/fs/utils'), { origin: 'node' });
    assert.deepEqual(originOf('', ''), { origin: 'native' });
    assert.deepEqual(originOf('wasm://wasm/abc', 'wasm://wasm/abc'), { origin: 'native' });
  });
});
