/** Private methods as compilers write them for older engines: functions whose beginning has no place in the source, or a wrong one. */
import assert from 'node:assert/strict';
import { TraceMap, decodedMappings, encodedMappings, type SourceMapSegment } from '@jridgewell/trace-mapping';
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { mapFits } from '../../src/symbolicate/fit.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { compiledScript, samplesIn } from '../compiled-script.ts';
import { recordingWith } from '../recording-with.ts';

const source = `export class Basket {
  #lines = [1, 2, 3];
  #factor2 = 2;

  #mixed(rounds: number): number {
    let mix = this.#factor2;
    for (let round = 0; round < rounds; round++) {
      for (const line of this.#lines) mix = (mix * this.#factor2 + line) % 1000033;
    }
    return mix;
  }

  get worth(): number {
    return this.#mixed(15);
  }
}
`;
const declared = source.split('\n').findIndex((text) => text.includes('#mixed(rounds')) + 1;
const ends = source.split('\n').findIndex((text) => text.includes('return mix')) + 2;
const url = 'file:///app/dist/basket.js';

interface Compiled {
  readonly code: string;
  readonly map: string;
}

function byTypescript(): Compiled {
  const { outputText, sourceMapText = '' } = ts.transpileModule(source, {
    fileName: '/app/src/basket.ts',
    compilerOptions: {
      sourceMap: true,
      inlineSources: true,
      target: ts.ScriptTarget.ES2015,
      module: ts.ModuleKind.ES2015,
    },
  });
  return { code: outputText, map: sourceMapText };
}

function byEsbuild(): Compiled {
  return transformSync(source, { loader: 'ts', target: 'es2020', sourcemap: true, sourcefile: '../src/basket.ts' });
}

/** As Babel does: the beginning of the function that was moved is said to be what stood before it, the end of the class. */
function moved({ code, map }: Compiled): Compiled {
  const line = code.split('\n').findIndex((text) => text.includes('_Basket_mixed = function'));
  const traced = new TraceMap(map);
  const rows = decodedMappings(traced).map((row, index): SourceMapSegment[] =>
    index === line ? [[0, 0, source.split('\n').length - 2, 1]] : [...row],
  );
  const { names, sources, sourcesContent } = traced;
  const mappings = encodedMappings(new TraceMap({ version: 3, names, sources, mappings: rows }));
  return { code, map: JSON.stringify({ version: 3, names, sources, sourcesContent, mappings }) };
}

describe('a private method that was lowered', () => {
  for (const [compiler, compile, name] of [
    ['TypeScript', byTypescript, '_Basket_mixed'],
    ['a compiler that moves functions', () => moved(byTypescript()), '_Basket_mixed'],
    ['esbuild', byEsbuild, 'mixed_fn'],
  ] as const)
    it(`by ${compiler} is where its author declared it, under the author’s name`, () => {
      const { code, map } = compile();
      const sourceMapBase = '/app/dist/basket.js.map';
      const sourceMap = JSON.stringify({ ...(JSON.parse(map) as object), sources: ['../src/basket.ts'] });
      const { script, frame } = compiledScript({ url, text: code, sourceMap, sourceMapBase });
      const at = compiler === 'esbuild' ? frame('') : frame('_Basket_mixed');
      const stacks = [samplesIn([{ ...at, name }])];
      const { functions, warnings } = symbolicate(recordingWith({ stacks, scripts: [script] }));
      const [, fn] = functions;
      assert.deepEqual(
        [fn?.name, fn?.file, fn?.line, fn?.endLine],
        ['#mixed', 'src/basket.ts', declared, ends],
        JSON.stringify(warnings),
      );
      assert.deepEqual(warnings, []);
    });
});

describe('a class that was made a function', () => {
  it('is no reason to doubt its map: `constructor`, `super` and `this` have other names then', () => {
    const original = ['constructor(reason) {', 'super(reason);', 'this.reason = reason;'];
    const compiled = ['Invalid(reason) {', '_Base.call(this, reason)', '_this.reason = reason;'];
    const names = ['Invalid', '_Base', '_this'];
    const mappings = names.flatMap((name, row) => {
      const place = { line: row + 1, column: 1 };
      const column = (texts: readonly string[]): number => (texts[row] ?? '').lastIndexOf('reason') + 1;
      const word = {
        generated: { ...place, column: column(compiled) },
        original: { ...place, column: column(original) },
      };
      return [{ generated: place, original: place, name }, ...(row === 0 ? [{ ...word, name: 'reason' }] : [])].map(
        (mapping) => ({
          ...mapping,
          original: { file: 'src/invalid.ts', ...mapping.original },
        }),
      );
    });
    const at =
      (texts: readonly string[]) =>
      (line: number, column: number): string | undefined =>
        texts[line - 1]?.slice(column - 1);
    assert.ok(mapFits(mappings, at(compiled), () => at(original)));
    const others = ['one(two) {', 'three(four);', 'five.six = seven;'];
    assert.ok(!mapFits(mappings, at(compiled), () => at(others.map((text) => text.padEnd(40, 'x')))));
  });
});
