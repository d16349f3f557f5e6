import assert from 'node:assert/strict';
import { compareAnswers, type AskedStart } from '../../src/compare/versions/answers.ts';
import type { GivenAnswer } from '../../src/model/given-answer.ts';
import type { AnswerChange, Side } from '../../src/model/version-comparison.ts';

const request = { key: 'GET /x', method: 'GET', path: '/x', route: '/x' };

function asked(side: Side, answers: readonly Partial<GivenAnswer>[]): AskedStart {
  return {
    side,
    requests: [request],
    answers: answers.map((each) => ({
      requestIndex: 0,
      status: 200,
      headers: {},
      ...(each.body === undefined ? {} : { digest: each.body }),
      ...each,
    })),
  };
}

/** Two answers of base, one of head. */
function changeOf(base: readonly Partial<GivenAnswer>[], head: readonly Partial<GivenAnswer>[]): AnswerChange {
  const { requests } = compareAnswers([asked('base', base), asked('head', head)]);
  assert.ok(requests[0]);
  return requests[0];
}

const json = (...values: readonly unknown[]): readonly Partial<GivenAnswer>[] =>
  values.map((value) => ({ body: JSON.stringify(value) }));

describe('the answers of two versions', () => {
  it('are the same where their bytes are', () => {
    assert.equal(changeOf(json({ a: 1 }, { a: 1 }), json({ a: 1 })).verdict, 'same');
  });

  it('are the same where only what base itself changes differs', () => {
    const base = json({ at: 1, id: 'x', total: 3 }, { at: 2, id: 'y', total: 3 });
    assert.equal(changeOf(base, json({ at: 9, id: 'z', total: 3 })).verdict, 'same');
    assert.equal(changeOf(base, json({ total: 3, id: 'z', at: 9 })).verdict, 'same');
  });

  it('differ at the place of a value', () => {
    const { verdict, at, base, head } = changeOf(
      json({ at: 1, items: [{ total: 9 }, { total: 10 }] }, { at: 2, items: [{ total: 9 }, { total: 10 }] }),
      json({ at: 3, items: [{ total: 9 }, { total: 9 }] }),
    );
    assert.deepEqual(
      { verdict, at, base, head },
      { verdict: 'differs', at: '$.items[1].total', base: '10', head: '9' },
    );
  });

  it('differ where a member is dropped or added, and where an item is', () => {
    assert.equal(changeOf(json({ a: 1, b: 2 }, { a: 1, b: 2 }), json({ a: 1 })).at, '$.b');
    assert.equal(changeOf(json({ a: 1 }, { a: 1 }), json({ a: 1, 'b c': 2 })).at, '$["b c"]');
    const items = changeOf(json([1, 2], [1, 2]), json([1]));
    assert.deepEqual([items.at, items.base, items.head], ['$.length', '2', '1']);
  });

  it('differ where a varying value becomes none, or another kind of thing', () => {
    assert.equal(changeOf(json({ id: 'x' }, { id: 'y' }), json({})).at, '$.id');
    assert.equal(changeOf(json({ id: [1] }, { id: [2] }), json({ id: { a: 1 } })).at, '$.id');
  });

  it('may come in another order where base does so itself', () => {
    assert.equal(changeOf(json(['a', 'b', 'c'], ['c', 'a', 'b']), json(['b', 'c', 'a'])).verdict, 'same');
    assert.equal(changeOf(json(['a', 'b', 'c'], ['c', 'a', 'b']), json(['b', 'c', 'd'])).verdict, 'differs');
    assert.equal(changeOf(json(['a', 'b'], ['a', 'b']), json(['b', 'a'])).verdict, 'differs');
  });

  it('differ by status, and by headers that clients act on', () => {
    const body = '{}';
    assert.equal(changeOf([{ body }, { body }], [{ body, status: 500 }]).at, 'status');
    const type = (value: string) => ({ body, headers: { 'content-type': value } });
    assert.equal(changeOf([type('text/html'), type('text/html')], [type('text/plain')]).at, 'header content-type');
  });

  it('are compared line by line where they are text', () => {
    const page = (nonce: string, title: string) => ({ body: `<script nonce=${nonce}>\n<h1>${title}</h1>\n<p>end` });
    assert.equal(changeOf([page('1', 'A'), page('2', 'A')], [page('3', 'A')]).verdict, 'same');
    assert.equal(changeOf([page('1', 'A'), page('2', 'A')], [page('3', 'B')]).at, 'line 2');
  });

  it('cannot be told where base has nothing that stays', () => {
    assert.equal(changeOf([{ body: 'x1' }, { body: 'x2' }], [{ body: 'x3' }]).verdict, 'cannotTell');
    assert.equal(changeOf([{ digest: 'a' }, { digest: 'b' }], [{ digest: 'c' }]).verdict, 'cannotTell');
  });

  it('are known by their digests where they are too long', () => {
    assert.equal(changeOf([{ digest: 'a' }, { digest: 'a' }], [{ digest: 'a' }]).verdict, 'same');
    assert.equal(changeOf([{ digest: 'a' }, { digest: 'a' }], [{ digest: 'b' }]).at, 'body');
  });

  it('show no secret', () => {
    const { base, head } = changeOf(json({ apiKey: 'k-1' }, { apiKey: 'k-1' }), json({ apiKey: 'k-2' }));
    assert.deepEqual([base, head], ['(hidden)', '(hidden)']);
  });

  it('count every answer of head', () => {
    const { compared, same, verdict } = compareAnswers([asked('base', json(1, 1)), asked('head', json(1, 1, 1))]);
    assert.deepEqual({ compared, same, verdict }, { compared: 3, same: 3, verdict: 'same' });
  });
});
