/** Where a text says that its source map is, in every form that engines and tools read. */
import assert from 'node:assert/strict';
import { mapUrlIn } from '../../src/capture/map-comment.ts';

const code = 'function total() {\n  return 1;\n}\n';

describe('the comment that names a source map', () => {
  for (const [what, text, url] of [
    ['behind the code', `${code}//# sourceMappingURL=a.js.map`, 'a.js.map'],
    ['in its old form', `${code}//@ sourceMappingURL=a.js.map\n`, 'a.js.map'],
    ['as a block', `${code}/*# sourceMappingURL=a.js.map */\n`, 'a.js.map'],
    ['with blanks around the URL', `${code}//#  sourceMappingURL= a.js.map  \r\n`, 'a.js.map'],
    ['with a query', `${code}//# sourceMappingURL=a.js.map?v=12`, 'a.js.map?v=12'],
    ['before a comment', `${code}//# sourceMappingURL=a.js.map\n/* the end */ // of it\n`, 'a.js.map'],
    ['before code', `//# sourceMappingURL=a.js.map\n${code}`, 'a.js.map'],
    ['twice: the last one counts', `//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map\n`, 'b.map'],
    [
      'before the words in a later text',
      `//# sourceMappingURL=a.map\nconst help = \`\n# sourceMappingURL=foo\`;`,
      'a.map',
    ],
    [
      'before another in a later text',
      `//# sourceMappingURL=a.map\nconst help = \`\n//# sourceMappingURL=foo\n\`;`,
      'a.map',
    ],
    ['in a text of the program alone', 'const help = `\n//# sourceMappingURL=foo\n`;\n', undefined],
    ['that a bundler puts together', `${code}out += "//# sourceMappingURL=" + name;\n`, undefined],
    ['inside another comment', `${code}/* write\n//# sourceMappingURL=a.map\n*/\nmain();`, undefined],
    ['without the mark', `${code}// sourceMappingURL=a.map\n`, undefined],
    ['with a quotation mark in it', `${code}//# sourceMappingURL="a.map"\n`, undefined],
    ['with more words behind it', `${code}//# sourceMappingURL=a.map and more\n`, undefined],
    ['in a text that is no JavaScript, where it is believed', '//# sourceMappingURL=a.map\n}{ <', 'a.map'],
    ['as a block without an end', `${code}/*# sourceMappingURL=a.map`, undefined],
  ] as const)
    it(what, () => {
      assert.equal(mapUrlIn(text), url);
    });

  it('takes time that grows with the text, not with its square', () => {
    const text = '//# sourceMappingURL=a b\n'.repeat(100_000);
    assert.equal(mapUrlIn(text), undefined);
  });
});
