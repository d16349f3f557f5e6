import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { blocksOf, inlinesOf, type Inline } from '../../src/webview/findings/page-blocks.ts';

const folder = new URL('../../media/rules/', import.meta.url);
const pages = readdirSync(folder).map((file) => ({ file, text: readFileSync(new URL(file, folder), 'utf8') }));

const plain = (parts: readonly Inline[]): string => parts.map(({ text }) => text).join('');

describe('the page of a rule', () => {
  it('is shown whole: a heading, how it is found, why, what, when not, before and after', () => {
    assert.ok(pages.length > 0);
    for (const { file, text } of pages) {
      const kinds = blocksOf(text).map(({ kind }) => kind);
      assert.equal(kinds[0], 'heading', file);
      assert.equal(kinds.filter((kind) => kind === 'heading').length, 1, file);
      assert.ok(kinds.includes('code') && kinds.filter((kind) => kind === 'paragraph').length >= 4, file);
    }
  });

  it('uses no Markdown that the report page does not know', () => {
    for (const { file, text } of pages) {
      for (const block of blocksOf(text)) {
        const texts = block.kind === 'paragraph' ? [block.parts] : block.kind === 'list' ? block.items : [];
        for (const parts of texts) {
          const left = plain(parts.filter(({ kind }) => kind === 'text'));
          assert.doesNotMatch(left, /\*\*|`|\]\(|^\s*(#|>|\||\d+\. |- )/m, `${file}: ${left}`);
        }
      }
    }
  });

  it('is text, whatever stands in it', () => {
    assert.deepEqual(blocksOf('# A <b>\n\nOne **two** `three` [four](https://example.com/a) five\n\n- x\n- y\n'), [
      { kind: 'heading', text: 'A <b>' },
      {
        kind: 'paragraph',
        parts: [
          { kind: 'text', text: 'One ' },
          { kind: 'bold', text: 'two' },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'three' },
          { kind: 'text', text: ' ' },
          { kind: 'link', text: 'four', url: 'https://example.com/a' },
          { kind: 'text', text: ' five' },
        ],
      },
      { kind: 'list', items: [[{ kind: 'text', text: 'x' }], [{ kind: 'text', text: 'y' }]] },
    ]);
    assert.deepEqual(inlinesOf('[no](javascript:alert(1))'), [{ kind: 'text', text: '[no](javascript:alert(1))' }]);
    assert.deepEqual(blocksOf('```js\na\n\nb\n```\n'), [{ kind: 'code', text: 'a\n\nb' }]);
  });
});
