import assert from 'node:assert/strict';
import { patternSample } from '../../src/spec/sources/pattern-sample.ts';

describe('a text that fits a regular expression', () => {
  for (const pattern of [
    '^[A-Z]{3}$',
    '^\\d{4}-\\d{2}-\\d{2}$',
    '^(GET|POST)$',
    '^[^/]+$',
    '^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$',
    '^(?:[0-9a-f]{8}-){2}[0-9a-f]{4}$',
    '^#(?<hex>[0-9a-fA-F]{6})$',
    '^[a-z]*$',
    '^x?y+z{2,}$',
    '^\\p{Lu}\\p{L}+$',
    '^[\\]\\\\-]$',
    '^\\x41\\u0042$',
    '(\\.|/){2}',
    '^\\/v\\d+(\\/[a-z]+)?$',
    '^.{5}$',
    '^$|^a$',
    '^\\S+\\s\\S+$',
    '^[0-9]{1,3}?$',
  ])
    it(`is made of ${pattern}`, () => {
      assert.match(patternSample(pattern) ?? '', new RegExp(pattern, 'u'));
    });

  it('is as long as it must be, and no longer than it may be', () => {
    assert.equal(patternSample('^[a-z]+$', { minLength: 4 }), 'aaaa');
    assert.equal(patternSample('^[a-z]{2}$', { minLength: 4 }), undefined);
    assert.equal(patternSample('^[a-z]{9}$', { maxLength: 4 }), undefined);
  });

  it('is none where the expression looks around, refers back or is broken, and for ever is not', () => {
    for (const pattern of [
      '^(?=.*a)b',
      '(?!x)y',
      '(a)\\1',
      '[a',
      '(a',
      'a)',
      'a{99999}',
      '((((((((a{999}){999}){999}){999})))))',
      '('.repeat(100_000),
    ])
      assert.equal(patternSample(pattern), undefined, pattern.slice(0, 50));
    assert.equal(patternSample('^(a+)+$'), 'a');
  });
});
