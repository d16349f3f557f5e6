import assert from 'node:assert/strict';
import { jsonText, plain, plainLines, plainPainted } from '../../src/model/plain-text.ts';

const escape = '\u001b';

describe('text from outside', () => {
  it('loses what a terminal would obey, and keeps its lines', () => {
    const log = `${escape}[31mred${escape}[0m ${escape}]0;title\u0007a\r\n\tb${escape}[2J\rc`;
    assert.equal(plainLines(log), 'red a\n\tb\nc');
    // Not whole, of eight bits, or a mark of direction: it is seen instead.
    assert.equal(plainLines(`${escape}]0;open \u009b31m \u202e`), '\ufffd]0;open \ufffd31m \ufffd');
    assert.equal(plain('a\nb\u0085\u2028\u200f'), 'a\ufffdb\ufffd\ufffd\ufffd');
  });

  it('keeps the marks that a renderer paints with, and no other', () => {
    const painted = `${escape}[1mbold${escape}[22m ${escape}[5mblink ${escape}[2J`;
    assert.equal(plainPainted(painted), `${escape}[1mbold${escape}[22m blink `);
  });

  it('is the same value as JSON, in characters that nothing obeys', () => {
    const value = { [`a${escape}`]: ['\u009b2J', '\u202e', 'ü\n😀'] };
    const text = jsonText(value, 1);
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
    assert.deepEqual(JSON.parse(text), value);
  });

  it('is cleaned in time that grows with its length', () => {
    for (const piece of [escape, `${escape}[`, `${escape}]`, `${escape}[0;`, `${escape}[ `]) {
      const begun = performance.now();
      plainLines(piece.repeat(200_000));
      // A quadratic expression would take minutes.
      assert.ok(performance.now() - begun < 5000, JSON.stringify(piece));
    }
  });
});
