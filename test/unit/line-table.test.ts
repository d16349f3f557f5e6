import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineTable } from '../../src/symbolicate/line-table.ts';

/** Slow and obvious: walks the text, one UTF-16 code unit at a time. */
function walkTo(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let column = 1;
  for (let i = 0; i < offset; i++) {
    const unit = text[i] ?? '';
    const ends = '\n\u2028\u2029'.includes(unit) || (unit === '\r' && text[i + 1] !== '\n');
    line += ends ? 1 : 0;
    column = ends ? 1 : column + 1;
  }
  return { line, column };
}

const text = fc
  .array(fc.constantFrom('\n', '\r', '\r\n', '\u2028', '\u2029', 'a', 'bc', 'é', '😀'), { maxLength: 40 })
  .map((parts) => parts.join(''));
const placed = text.chain((whole) => fc.tuple(fc.constant(whole), fc.nat({ max: whole.length })));

describe('a line table', () => {
  it('counts lines and columns from 1', () => {
    assert.deepEqual(lineTable('').position(0), { line: 1, column: 1 });
    //                       0123 4 5678
    const table = lineTable('one\r\ntwo');
    assert.deepEqual(table.position(5), { line: 2, column: 1 });
    assert.equal(table.offset({ line: 2, column: 3 }), 7);
  });

  it('agrees with a walk through the text', () => {
    fc.assert(
      fc.property(placed, ([whole, offset]) => {
        assert.deepEqual(lineTable(whole).position(offset), walkTo(whole, offset));
      }),
    );
  });

  it('finds its way back from a position to the offset', () => {
    fc.assert(
      fc.property(placed, ([whole, offset]) => {
        const table = lineTable(whole);
        assert.equal(table.offset(table.position(offset)), offset);
      }),
    );
  });
});
