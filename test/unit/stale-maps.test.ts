/** Maps that lead astray, and names where only the original source has them. */
import assert from 'node:assert/strict';
import { transformSync } from 'esbuild';
import type { RecordedScript, RecordedSource } from '../../src/model/recorded-samples.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { compiledScript, samplesIn } from '../compiled-script.ts';
import { recordingWith } from '../recording-with.ts';

const source = `interface Order { readonly lines: readonly { readonly price: number; readonly amount: number }[] }

export function totalOf(order: Order): number {
  let total = 0;
  for (const { price, amount } of order.lines) total += price * amount;
  return total;
}

export const discountFor = (order: Order): number => {
  const total = totalOf(order);
  return total > 100 ? total / 10 : 0;
};
`;
const lineOf = (part: string): number => source.slice(0, source.indexOf(part)).split('\n').length;
const url = 'file:///app/dist/orders.js';
const file = 'src/orders.ts';

function compiled(text: string, minify = false) {
  const { code, map } = transformSync(text, {
    ...{ loader: 'ts', sourcemap: true, sourcefile: `../${file}` },
    // Only of a module does esbuild know that nobody else uses its names.
    ...(minify ? { minify, format: 'esm' } : {}),
  });
  return { code, map: JSON.parse(map) as { sources: string[]; sourcesContent: string[]; names: string[] } };
}

/** The functions' places and names, and the warnings, with these changes to what was recorded. */
function placesOf(
  text: string,
  map: object,
  sources: readonly RecordedSource[] = [],
  change: Partial<RecordedScript> = {},
) {
  const { script, frame } = compiledScript({ url, text, sourceMap: JSON.stringify(map), sourceMapBase: `${url}.map` });
  const frames = script.functions
    .slice(1)
    .map(({ name }, index, all) => frame(name, all.slice(0, index).filter((each) => each.name === name).length));
  const recording = recordingWith({ stacks: [samplesIn(frames)], scripts: [{ ...script, ...change }], sources });
  const { functions, warnings } = symbolicate(recording);
  return { places: functions.slice(1).map((each) => `${each.name} ${each.file}:${each.line ?? '?'}`), warnings };
}

const right = [`totalOf ${file}:${lineOf('function totalOf')}`, `discountFor ${file}:${lineOf('const discountFor')}`];

describe('a source map', () => {
  const { code, map } = compiled(source);
  const edited = `// A line more.\n${source}`;

  it('that fits is believed', () => {
    assert.deepEqual(placesOf(code, map), { places: right, warnings: [] });
  });

  it('of a source that has another line since gives no place in it, and a warning that names both', () => {
    const { places, warnings } = placesOf(code, { ...map, sourcesContent: [edited] });
    assert.ok(
      places.every((place) => / dist\/orders\.js:\d+$/.test(place)),
      places.join(),
    );
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /\/app\/dist\/orders\.js: its source map does not fit \/app\/src\/orders\.ts/);
  });

  it('of another build does not either', () => {
    const { places, warnings } = placesOf(`const added = 1;\n${code}`, map);
    assert.ok(
      places.every((place) => place.includes('dist/orders.js')),
      places.join(),
    );
    assert.match(warnings.join(), /does not fit/);
  });

  it('that fits up to an edit is believed up to it', () => {
    const added = source.replace('export const', '// A line more.\nexport const');
    const { places } = placesOf(code, { ...map, sourcesContent: [added] });
    assert.equal(places[0], right[0]);
    assert.match(places[1] ?? '', /^discountFor dist\/orders\.js/);
  });

  it('that does not fit everywhere leads nowhere from the code between the functions', () => {
    const own = (sourcesContent: readonly string[], sources = map.sources) => {
      const json = JSON.stringify({ ...map, sources, sourcesContent });
      const { script } = compiledScript({ url, text: code, sourceMap: json, sourceMapBase: `${url}.map` });
      const whole = { name: '', scriptId: script.scriptId, url, line: 1, column: 1 };
      const ran = code.split('\n').findIndex((line) => line.includes('const discountFor')) + 1;
      const samples = { ...samplesIn([whole]), lineTicks: [{ node: 1, line: ran, ticks: 1 }] };
      const { functions, cpu } = symbolicate(recordingWith({ stacks: [samples], scripts: [script] }));
      return { ran, at: `${functions[1]?.file}:${cpu[0]?.lineTicks[0]?.line}` };
    };
    assert.equal(own([source]).at, `${file}:${lineOf('const discountFor')}`);
    const { ran, at } = own([source.replace('export const', '// A line more.\nexport const')]);
    assert.equal(at, `dist/orders.js:${ran}`);
    // Nor from that of a bundle, which is of no single source.
    assert.equal(own([source, ''], [...map.sources, '../src/other.ts']).at, `dist/orders.js:${ran}`);
  });

  it('of a source that is too short by now is not believed', () => {
    const { places, warnings } = placesOf(code, { ...map, sourcesContent: ['export {};\n'] });
    assert.ok(
      places.every((place) => place.includes('dist/orders.js')),
      places.join(),
    );
    assert.match(warnings.join(), /does not fit/);
  });

  it('without its text is held against the file on disk', () => {
    const bare = { ...map, sourcesContent: [null] };
    const onDisk = (text: string) => [{ path: `/app/${file}`, text }];
    assert.deepEqual(placesOf(code, bare, onDisk(source)), { places: right, warnings: [] });
    assert.match(placesOf(code, bare, onDisk(edited)).warnings.join(), /does not fit/);
    // Nothing to hold it against.
    assert.deepEqual(placesOf(code, bare), { places: right, warnings: [] });
  });

  it('whose source was edited since the build gives the lines of the build, and says so', () => {
    const { places, warnings } = placesOf(code, map, [{ path: `/app/${file}`, edited: true }]);
    assert.deepEqual(places, right);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /\/app\/src\/orders\.ts is no longer what \/app\/dist\/orders\.js was built from/);
  });

  it('in sections is read like one that is whole', () => {
    const index = { version: 3, sections: [{ offset: { line: 1, column: 0 }, map }] };
    assert.deepEqual(placesOf(`"use strict";\n${code}`, index), { places: right, warnings: [] });
  });

  it('that a package names and does not ship is no more than one line for all packages', () => {
    const scripts = ['one', 'two', 'three'].map((name, index): RecordedScript => ({
      ...{ process: 1, thread: 0, scriptId: String(index), text: 'function f() {}', functions: [] },
      ...{ url: `file:///app/node_modules/${name}/index.js`, sourceMapProblem: 'its source map could not be read' },
    }));
    const stacks = [
      samplesIn(scripts.map(({ scriptId, url: each }) => ({ name: 'f', scriptId, url: each, line: 1, column: 11 }))),
    ];
    const { warnings } = symbolicate(recordingWith({ stacks, scripts }));
    assert.deepEqual(warnings, [
      'No source map could be read for /app/node_modules/one/index.js and 2 more: its places are those of the compiled file.',
    ]);
  });
});

describe('names that a minifier took', () => {
  const { code, map } = compiled(source.replaceAll('export ', ''), true);
  // Nothing exported, so that both are renamed.
  assert.ok(!code.includes('totalOf') && !code.includes('discountFor'));

  it('are those of the original source', () => {
    assert.deepEqual(placesOf(code, map), { places: right, warnings: [] });
  });

  it('are those of the file on disk, where the map does not carry it', () => {
    const {
      sourcesContent: [text = ''],
      ...bare
    } = map;
    assert.deepEqual(placesOf(code, { ...bare, names: [] }, [{ path: `/app/${file}`, text }]).places, right);
  });

  it("are the map's own, where the source is gone", () => {
    const bare = { ...map, sourcesContent: [null] };
    assert.deepEqual(placesOf(code, bare).places, right);
  });

  it('are not given to the code of the module around them', () => {
    const { script } = compiledScript({ url, text: code, sourceMap: JSON.stringify(map), sourceMapBase: `${url}.map` });
    const whole = { name: '', scriptId: script.scriptId, url, line: 1, column: 1 };
    const { functions } = symbolicate(recordingWith({ stacks: [samplesIn([whole])], scripts: [script] }));
    assert.deepEqual([functions[1]?.name, functions[1]?.file, functions[1]?.line], ['(anonymous)', file, 1]);
  });
});
