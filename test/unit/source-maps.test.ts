import assert from 'node:assert/strict';
import { transformSync, type TransformOptions } from 'esbuild';
import ts from 'typescript';
import type { RecordedScript } from '../../src/model/recorded-samples.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { compiledScript, samplesIn } from '../compiled-script.ts';
import { recordingWith } from '../recording-with.ts';

/** Types and comments, so that no line of the compiled text is where it was. */
const source = `interface Row { id: number }
type Rows = readonly Row[];

export function price(row: Row): number {
  /* twice */
  let total = 0;
  for (let i = 0; i < row.id; i++) total += i;
  return total;
}

export const label = (rows: Rows): string => {
  return rows.map((row) => '#' + row.id).join();
};
`;
/** 1-based line of the source that holds the text: what a developer would count. */
const sourceLine = (part: string): number => source.slice(0, source.indexOf(part)).split('\n').length;

const url = 'file:///app/dist/shop.js';

function byEsbuild(options: TransformOptions = {}) {
  const { code, map } = transformSync(source, {
    loader: 'ts',
    sourcemap: true,
    sourcefile: '../src/shop.ts',
    ...options,
  });
  return compiledScript({ url, text: code, sourceMap: map, sourceMapBase: '/app/dist/shop.js.map' });
}

function byTypescript() {
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: '/app/src/shop.ts',
    compilerOptions: {
      sourceMap: true,
      sourceRoot: '/app/src',
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
    },
  });
  assert.ok(sourceMapText);
  return compiledScript({
    url,
    text: outputText,
    sourceMap: sourceMapText,
    sourceMapBase: '/app/dist/shop.js.map',
  });
}

for (const [compiler, compile] of [
  ['esbuild', byEsbuild],
  ['TypeScript', byTypescript],
] as const) {
  describe(`with a map of ${compiler}`, () => {
    const { script, frame, lineOf } = compile();
    const frames = [frame('price'), frame('label'), frame('')];

    it('functions stand where they do in the source, from first to last line', () => {
      const { functions, warnings } = symbolicate(recordingWith({ stacks: [samplesIn(frames)], scripts: [script] }));
      assert.deepEqual(
        functions.slice(1).map(({ name, file, line, endLine, origin }) => ({ name, file, line, endLine, origin })),
        [
          { name: 'price', line: sourceLine('function price'), endLine: sourceLine('}\n\nexport const') },
          { name: 'label', line: sourceLine('const label'), endLine: sourceLine('};') },
          { name: '(anonymous)', line: sourceLine('(row) =>'), endLine: sourceLine('(row) =>') },
        ].map((place) => ({ ...place, file: 'src/shop.ts', origin: 'app' })),
      );
      assert.deepEqual(warnings, []);
    });

    it('ticks move from the compiled line to that of the source', () => {
      const ticks = [
        { frame: 0, line: lineOf('return total'), ticks: 3 },
        { frame: 0, line: lineOf('let total'), ticks: 2 },
      ];
      const { cpu } = symbolicate(recordingWith({ stacks: [samplesIn(frames, ticks)], scripts: [script] }));
      assert.deepEqual(cpu[0]?.lineTicks, [
        { function: 1, line: sourceLine('return total'), ticks: 3 },
        { function: 1, line: sourceLine('let total'), ticks: 2 },
      ]);
    });
  });
}

describe('columns', () => {
  // Two segments (ECMA-426, VLQ: A = 0, C = +1, Q = +8): column 0 is 1:1 of the source, column 8 is 2:1.
  const sourceMap = JSON.stringify({ version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA,QACA' });
  const text = 'f=()=>1;' + 'g=()=>2;';
  const script = { process: 1, thread: 0, scriptId: '7', url: 'file:///app/a.js', text, sourceMap, functions: [] };
  const idAt = (column: number) => {
    const frame = { name: 'f', scriptId: '7', url: script.url, line: 1, column };
    return symbolicate(recordingWith({ stacks: [samplesIn([frame])], scripts: [script] })).functions[1]?.id;
  };

  it('are 1-based in the model, 0-based in the map: column 9 is the first of the second segment', () => {
    assert.equal(idAt(8), 'a.ts:1:1:f');
    assert.equal(idAt(9), 'a.ts:2:1:f');
  });
});

it('a map that says nothing leaves the places of the compiled file, and a warning', () => {
  const text = 'f=()=>1;\n';
  for (const mappings of ['', ';;;', 'A,C']) {
    const sourceMap = JSON.stringify({ version: 3, sources: ['a.ts'], names: [], mappings });
    const script = { process: 1, thread: 0, scriptId: '7', url: 'file:///app/a.js', text, sourceMap, functions: [] };
    const frame = { name: 'f', scriptId: '7', url: script.url, line: 1, column: 2 };
    const { functions, warnings } = symbolicate(recordingWith({ stacks: [samplesIn([frame])], scripts: [script] }));
    assert.equal(functions[1]?.id, 'a.js:1:2:f', mappings);
    assert.match(warnings.join(), /a\.js: its source map cannot be used \(it says nothing of any line\)/);
  }
});

describe('minified to one line', () => {
  const { script, frame } = byEsbuild({ minify: true, minifyIdentifiers: true });

  it('functions are told by their columns, and callbacks take no name from their parameter', () => {
    const stacks = [samplesIn([frame('price'), frame('label'), frame('')])];
    const { functions } = symbolicate(recordingWith({ stacks, scripts: [script] }));
    assert.deepEqual(
      functions.slice(1).map(({ name, line }) => `${name}:${line ?? '?'}`),
      [
        `price:${sourceLine('function price')}`,
        `label:${sourceLine('const label')}`,
        `(anonymous):${sourceLine('(row) =>')}`,
      ],
    );
  });

  it('ticks have no line rather than a wrong one, and the warning names the file', () => {
    // V8 gives ticks no column: line 1 may be any statement of the function.
    const stacks = [samplesIn([frame('price')], [{ frame: 0, line: 1, ticks: 5 }])];
    const { cpu, warnings } = symbolicate(recordingWith({ stacks, scripts: [script] }));
    assert.deepEqual(cpu[0]?.lineTicks, []);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /\/app\/dist\/shop\.js/);
  });
});

describe('without a usable map', () => {
  const good = byEsbuild();
  const placesOf = (change: Partial<RecordedScript>) => {
    const { process, thread, scriptId, text, functions } = good.script;
    const scripts = [{ process, thread, scriptId, url, text, functions, ...change }];
    return symbolicate(recordingWith({ stacks: [samplesIn([good.frame('price')])], scripts }));
  };
  const compiledPlace = { file: 'dist/shop.js', line: good.frame('price').line };

  it('an unmapped script is its own source', () => {
    const { functions, warnings } = placesOf({});
    const { file, line, endLine } = functions[1] ?? {};
    assert.deepEqual({ file, line }, compiledPlace);
    // Its brace is on the line after its last statement.
    assert.equal(endLine, good.lineOf('return total') + 1);
    assert.deepEqual(warnings, []);
  });

  for (const [what, change] of [
    ['missing', { sourceMapProblem: 'its source map could not be read (ENOENT)' }],
    ['not JSON', { sourceMap: '{"version":3,' }],
    ['not a map', { sourceMap: '{"version":3}' }],
    ['null', { sourceMap: 'null' }],
  ] as const) {
    it(`a map that is ${what} leaves the compiled places, and a warning with the file's name`, () => {
      const { functions, warnings } = placesOf(change);
      const { file, line } = functions[1] ?? {};
      assert.deepEqual({ file, line }, compiledPlace);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /\/app\/dist\/shop\.js.*places are those of the compiled file/);
    });
  }

  it('the guard that some servers put before a map is no part of it', () => {
    const { functions, warnings } = placesOf({ sourceMap: `)]}'\n${good.script.sourceMap ?? ''}` });
    assert.equal(functions[1]?.file, 'src/shop.ts');
    assert.deepEqual(warnings, []);
  });
});
