import assert from 'node:assert/strict';
import { bodyJson } from '../../src/model/body-json.ts';
import { cleanBody } from '../../src/model/secret-bodies.ts';

describe('JSON in a body', () => {
  it('is read, with brackets in its texts', () => {
    const text = JSON.stringify({ a: ['['.repeat(300), '\\"[{'.repeat(300)] });
    assert.deepEqual(bodyJson(text), JSON.parse(text));
    assert.equal(bodyJson('{'), undefined);
  });

  it('that is nested deeper than a walk may go is a text, which cannot be searched', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    assert.equal(bodyJson(deep), undefined);
    assert.ok(Array.isArray(bodyJson('['.repeat(200) + ']'.repeat(200))));
    const cleaned = cleanBody(deep, 'application/json', () => '');
    assert.match('problem' in cleaned ? cleaned.problem : '', /cannot be searched/);
  });
});
