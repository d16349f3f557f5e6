/** How often a text is read to find annotations again: no clock tells as well whether the work grows with the file or with its square. */
import assert from 'node:assert/strict';
import { annotate } from '../../src/annotate/annotate.ts';
import { fadeChanged, recover, settle, type Text } from '../../src/annotate/settle.ts';
import type { FileAnnotations } from '../../src/model/annotation.ts';
import { finish } from '../../src/model/steps.ts';
import { largeReport, largeText } from '../host/fixture/large-file.ts';

/** Lines read in `work` on a file of so many functions, to which somebody has added a line at the top. */
function readIn(functions: number, work: (file: FileAnnotations, text: Text) => unknown): number {
  const [file] = annotate(largeReport('large.js', functions));
  assert.ok(file !== undefined);
  const lines = `// new\n${largeText(functions)}`.split('\n');
  let read = 0;
  const lineOf = (line: number): string | undefined => {
    read += 1;
    return lines[line - 1];
  };
  work(file, { lineOf, lineCount: lines.length });
  return read;
}

describe('a large file that has changed', () => {
  const works: Readonly<Record<string, (file: FileAnnotations, text: Text) => unknown>> = {
    'to find all functions again': settle,
    'to see which are as they were': (file, text) => finish(fadeChanged(file, text)),
    'to bring back what edits took away': (file, text) => finish(recover({ ...file, functions: [] }, file, text)),
  };
  for (const [what, work] of Object.entries(works)) {
    it(`is read no more often than a small one ${what}`, () => {
      const [small, large] = [readIn(50, work), readIn(500, work)];
      assert.ok(small > 50);
      assert.ok(large <= 10 * small, `${large} lines, and ${small} of a tenth of the file`);
    });
  }
});
