import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

const texts = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, string>;

const placeholders = (text: string): readonly string[] => (text.match(/\{\d+\}/g) ?? []).sort();

describe('translations', () => {
  it('have every text of the source, and no other', () => {
    const folder = path.join(root, 'src', 'extension');
    const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(folder, file), 'utf8'));
    const used = source.join('\n').matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g);
    const keys = [...new Set([...used].map(([, key = '']) => key.replaceAll("\\'", "'")))];
    assert.deepEqual(Object.keys(texts('l10n/bundle.l10n.fr.json')).sort(), keys.sort());
  });

  it('have every text of package.json', () => {
    const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
    const keys = [...new Set([...manifest.matchAll(/"%([^%]+)%"/g)].map(([, key = '']) => key))].sort();
    for (const file of ['package.nls.json', 'package.nls.fr.json'])
      assert.deepEqual(Object.keys(texts(file)).sort(), keys);
  });

  it('keep the places of the figures', () => {
    for (const [key, text] of Object.entries(texts('l10n/bundle.l10n.fr.json'))) {
      assert.deepEqual(placeholders(text), placeholders(key), key);
    }
  });
});
