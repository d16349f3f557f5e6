/** Sources that a map names by a place of another folder, machine or time, and what is shown then. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TraceMap, decodedMappings, encodedMappings, type SourceMapSegment } from '@jridgewell/trace-mapping';
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { recordScript } from '../../src/capture/scripts.ts';
import { recordSources } from '../../src/capture/sources.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { compiledScript, samplesIn } from '../compiled-script.ts';
import { recordingWith } from '../recording-with.ts';

const source = `export interface Order { readonly lines: readonly number[] }

/** Sums the lines of an order. */
export function totalOf(order: Order): number {
  let total = 0;
  for (const line of order.lines) total += line;
  return total;
}
`;
const declared = 4;
const { code, map: built } = transformSync(source, { loader: 'ts', sourcemap: true, sourcefile: 'x.ts' });
const compiledLine = code.split('\n').findIndex((text) => text.includes('function totalOf')) + 1;

describe('a source that a map names', () => {
  let root = '';

  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'leanscope-map-places-')));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function put(path: string, text: string): Promise<string> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    return join(root, path);
  }

  /** The place of `totalOf`, and the warnings, for a script whose map has these fields in place of the compiler's. */
  async function placeFor(change: object, script = 'dist/main.js', text = code) {
    const url = await put(script, `${text}//# sourceMappingURL=main.js.map\n`);
    await put(join(dirname(script), 'main.js.map'), JSON.stringify({ ...(JSON.parse(built) as object), ...change }));
    return placeIn(url);
  }

  async function placeIn(url: string, text = code, name = 'totalOf') {
    const { script, frame } = compiledScript({ url, text });
    const { sourceMap, sourceMapBase, sourceMapProblem } = await recordScript(
      { ...script, text: ts.sys.readFile(url) ?? '', functions: [] },
      script,
    );
    const mapped = Object.fromEntries(
      Object.entries({ sourceMap, sourceMapBase, sourceMapProblem }).filter(([, value]) => value !== undefined),
    );
    const recorded = await recordSources([{ ...script, ...mapped }], root);
    const stacks = [samplesIn([frame(name)], [{ frame: 0, line: compiledLine, ticks: 3 }])];
    const app = { ...recordingWith({}).app, workspaceRoot: root };
    const profile = symbolicate({ ...recordingWith({ stacks, ...recorded }), app });
    const [, fn] = profile.functions;
    const place = `${fn?.file ?? ''}:${fn?.line ?? ''}`.replace(root, 'ROOT');
    return { place, owner: fn?.package ?? fn?.origin, lines: profile.cpu[0]?.lineTicks, warnings: profile.warnings };
  }

  const compiledPlace = `dist/main.js:${compiledLine}`;

  for (const [what, name, file] of [
    ['of Turbopack', 'turbopack:///[project]/src/orders.ts', 'src/orders.ts'],
    ['of webpack', 'webpack://shop/./src/orders.ts', 'src/orders.ts'],
    ['of another machine', '/home/runner/work/shop/src/orders.ts', 'src/orders.ts'],
    ['of Windows', 'C:\\work\\shop\\src\\orders.ts', 'src/orders.ts'],
    ['of Windows, relative', '..\\src\\orders.ts', 'src/orders.ts'],
    ['of a server', 'http://localhost:5173/src/orders.ts', 'src/orders.ts'],
  ] as const)
    it(`in the form ${what} is found in the workspace`, async () => {
      await put(file, source);
      const { place, lines, warnings } = await placeFor({ sources: [name], sourcesContent: undefined });
      assert.deepEqual([place, lines?.[0]?.line, warnings], [`${file}:${declared}`, declared, []]);
    });

  it('from the folder of a package in the workspace is found there, and not at the root', async () => {
    await put('src/orders.ts', '// another\n');
    await put('packages/shop/src/orders.ts', source);
    const { place } = await placeFor({ sources: ['webpack://shop/./src/orders.ts'] }, 'packages/shop/dist/main.js');
    assert.equal(place, `packages/shop/src/orders.ts:${declared}`);
  });

  for (const [what, change, warns] of [
    ['that is null', { sources: [null] }, true],
    ['without a name', { sources: [''] }, true],
    ['that lies nowhere', { sources: ['../gone/orders.ts'], sourcesContent: undefined }, true],
    ['of a compiler alone', { sources: ['\u0000virtual:orders'] }, true],
    ['that no mapping leads to', { mappings: `${';'.repeat(20)}AAAA` }, false],
  ] as const)
    it(`${what} leaves the function at its place in the compiled file`, async () => {
      const { place, lines, warnings } = await placeFor(change);
      assert.equal(place, compiledPlace);
      assert.equal(lines?.[0]?.line, compiledLine);
      assert.equal(warnings.filter((text) => text.includes('not to be found')).length, warns ? 1 : 0);
    });

  it('keeps its name where only the map carries its text, and that is told', async () => {
    const { place, warnings } = await placeFor({ sources: ['../src/orders.ts'], sourcesContent: [source] });
    assert.equal(place, `src/orders.ts:${declared}`);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^Sources that are not on this machine, .*: .*src\/orders\.ts\.$/);
  });

  it('without its folder is the file with that name and the same text', async () => {
    await put('src/orders.ts', source.replaceAll('\n', '\r\n'));
    await put('lib/orders.ts', '// another\n');
    const { place, warnings } = await placeFor({ sources: ['orders.ts'], sourcesContent: [source] });
    assert.deepEqual([place, warnings], [`src/orders.ts:${declared}`, []]);
  });

  it('of a package stays the package’s, though the application has such a file', async () => {
    await put('src/orders.ts', source);
    for (const name of ['webpack://shop/./src/orders.ts', '../../../src/orders.ts', '/build/src/orders.ts']) {
      const { place, owner, warnings } = await placeFor({ sources: [name] }, 'node_modules/shop/dist/main.js');
      assert.deepEqual([place, owner], [`node_modules/shop/dist/main.js:${compiledLine}`, 'shop'], name);
      assert.deepEqual(warnings, []);
    }
    const own = await placeFor({ sources: ['../src/orders.ts'] }, 'node_modules/shop/dist/main.js');
    assert.deepEqual([own.place, own.owner], [`node_modules/shop/src/orders.ts:${declared}`, 'shop']);
  });

  it('that was compiled itself is followed to what its author wrote', async () => {
    await put('src/orders.ts', source);
    const { outputText, sourceMapText = '' } = ts.transpileModule(source, {
      fileName: join(root, 'src/orders.ts'),
      compilerOptions: { sourceMap: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
    });
    const first = JSON.parse(sourceMapText) as { sources: string[] };
    await put('out/orders.js', outputText);
    await put('out/orders.js.map', JSON.stringify({ ...first, sources: ['../src/orders.ts'] }));
    // A bundler that does not read the map of what it is given.
    const blind = outputText.replace(/\/\/# .*/, '');
    const second = transformSync(`${' '.repeat(blind.length - blind.trimStart().length)}${blind}`, { sourcemap: true });
    const bundled = { ...(JSON.parse(second.map) as object), sources: ['../out/orders.js'], sourcesContent: undefined };
    const url = await put('dist/main.js', `${second.code}//# sourceMappingURL=main.js.map\n`);
    await put('dist/main.js.map', JSON.stringify(bundled));
    const { place, warnings } = await placeIn(url, second.code);
    assert.deepEqual([place, warnings], [`src/orders.ts:${declared}`, []]);
  });

  it('and whose map leads to itself is where it is', async () => {
    await put('out/orders.js', `${code}//# sourceMappingURL=orders.js.map\n`);
    await put('out/orders.js.map', JSON.stringify({ ...(JSON.parse(built) as object), sources: ['orders.js'] }));
    const straight = transformSync(code, { sourcemap: true });
    const bundled = {
      ...(JSON.parse(straight.map) as object),
      sources: ['../out/orders.js'],
      sourcesContent: undefined,
    };
    const url = await put('dist/main.js', `${straight.code}//# sourceMappingURL=main.js.map\n`);
    await put('dist/main.js.map', JSON.stringify(bundled));
    const { place } = await placeIn(url, straight.code);
    assert.equal(place, `out/orders.js:${compiledLine}`);
  });

  it('is found by a URL with a query too', async () => {
    await put('src/orders.ts', source);
    const url = await put('dist/main.js', `${code}//# sourceMappingURL=main.js.map?v=12\n`);
    await put('dist/main.js.map', JSON.stringify({ ...(JSON.parse(built) as object), sources: ['../src/orders.ts'] }));
    assert.equal((await placeIn(url)).place, `src/orders.ts:${declared}`);
  });

  it('is found behind a root that stands before its name, though it is a whole path', async () => {
    await put('src/orders.ts', source);
    const sourceRoot = 'https://example.com/shop/';
    const { place } = await placeFor({ sourceRoot, sources: ['src/orders.ts'], sourcesContent: undefined });
    assert.equal(place, `src/orders.ts:${declared}`);
  });

  it('is found with a map that knows lines only, and names of what a minifier renamed', async () => {
    await put('src/orders.ts', source);
    const { code: text, map } = transformSync(source, { loader: 'ts', sourcemap: true, minify: true, format: 'esm' });
    const built = new TraceMap(map);
    const rows = decodedMappings(built).map((row) =>
      row.map(([column, file, line, , name]): SourceMapSegment => {
        const place = [column, file ?? 0, line ?? 0, 0] as const;
        return name === undefined ? [...place] : [...place, name];
      }),
    );
    const { names } = built;
    const mappings = encodedMappings(new TraceMap({ version: 3, names, sources: ['x.ts'], mappings: rows }));
    const url = await put('dist/main.js', `${text}//# sourceMappingURL=main.js.map\n`);
    await put('dist/main.js.map', JSON.stringify({ version: 3, names, mappings, sources: ['../src/orders.ts'] }));
    const { place, warnings } = await placeIn(url, text, 't');
    assert.equal(place, `src/orders.ts:${declared}`);
    assert.doesNotMatch(warnings.join(), /fit/);
    // The same map beside a text that has something before it, as bundlers add it after the map was written.
    const url2 = await put('dist/late.js', `require('./register.js');${text}//# sourceMappingURL=main.js.map\n`);
    assert.match((await placeIn(url2, `require('./register.js');${text}`, 't')).place, /^dist\/late\.js:/);
  });
});
