import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { blocksOf, inlinesOf, type Inline } from '../../src/webview/findings/page-blocks.ts';

const pagesIn = (folder: string) => {
  const url = new URL(folder, import.meta.url);
  const files = readdirSync(url).filter((file) => file.endsWith('.md'));
  return files.map((file) => ({ file: `${folder}${file}`, text: readFileSync(new URL(file, url), 'utf8') }));
};
const english = pagesIn('../../media/rules/');
const french = pagesIn('../../media/rules/fr/');
const pages = [...english, ...french];

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

  it('says the same in French: the same thresholds, the same names and the same code', () => {
    const last = (file: string) => file.split('/').at(-1);
    assert.deepEqual(
      french.map(({ file }) => last(file)),
      english.map(({ file }) => last(file)),
    );
    french.forEach(({ file, text }, index) => {
      const twin = english[index]?.text ?? '';
      for (const part of ['Trouvé quand', 'Pourquoi cela coûte.', 'Que faire.', 'Quand s’en abstenir.'])
        assert.ok(text.includes(`**${part}**`), `${file}: ${part}`);
      assert.deepEqual(codeOf(text), codeOf(twin), file);
      assert.deepEqual(namesIn(text), namesIn(twin), file);
      assert.deepEqual(numbersIn(text), numbersIn(twin), file);
      assert.doesNotMatch(text, /\b(the|and|which|with)\b(?![^`]*`)/, file);
    });
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

/** Without comments, which are in the language of the page. */
function codeOf(page: string): readonly string[] {
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  return code
    .replaceAll(/\/\/ (?!package\.json).*$|\/\*.*?\*\//gm, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

function proseOf(page: string): string {
  return page.replace(/```js[\s\S]*?```/, '');
}

function namesIn(page: string): readonly string[] {
  const names = [...proseOf(page).matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return [...new Set(names.filter((name) => !name.startsWith('//')))].sort();
}

function numbersIn(page: string): readonly string[] {
  return (
    proseOf(page)
      .replaceAll(/`[^`]*`/g, '')
      .match(/\d+/g) ?? []
  ).sort();
}
