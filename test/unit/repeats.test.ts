import assert from 'node:assert/strict';
import { repeatsOf } from '../../src/attribute/repeats.ts';
import { cacheHeadersOf } from '../../src/load/cache-headers.ts';
import type { Answer } from '../../src/load/connection.ts';
import type { PreparedRequest } from '../../src/load/prepare.ts';
import { createRepeats, type Repeats } from '../../src/load/repeats.ts';
import type { Turn, Users } from '../../src/load/users.ts';
import type { RequestOutcome } from '../../src/model/recorded-slice.ts';
import type { RecordedRequest } from '../../src/model/recording.ts';

const request = (path: string, rest: Partial<PreparedRequest> = {}): PreparedRequest => ({
  ...{ method: 'GET', path, route: path, weight: 1, headers: {}, asked: true },
  ...rest,
});
const answer = (text: string, rest: Partial<Answer> = {}): Answer => ({
  ...{ status: 200, latencyUs: 1, endedAtMs: 1, bytesIn: 1, bytesOut: 1, bodyBytesOut: text.length },
  wireBody: { bytes: Buffer.from(text) },
  ...rest,
});

interface Sent {
  readonly request: PreparedRequest;
  readonly text: string;
  readonly status?: number;
}

/** One slice of one user who sends these, each the first of its index or not. */
function slice(repeats: Repeats, sent: readonly (Sent & { readonly index?: number })[]) {
  const told: { readonly turn: Turn; readonly answer: Answer }[] = [];
  const left = [...sent];
  const plain: Users = {
    enter: () => ({
      next: () => {
        const [next] = left;
        if (next === undefined) throw new Error('nothing more to send');
        return { requestIndex: next.index ?? 0, request: next.request, keepBody: false };
      },
      answered: (turn, given) => {
        told.push({ turn, answer: given });
        return {};
      },
    }),
  };
  const { users, same } = repeats.watch(plain);
  const user = users.enter();
  const kept = sent.map(({ text, status = 200 }) => {
    const turn = user.next();
    left.shift();
    user.answered(turn, answer(text, { status }));
    return turn.keepBody;
  });
  return { same, kept, told };
}

describe('the same answer again', () => {
  const page = request('/page');

  it('is known from one answer of each slice, held against the one before', () => {
    const repeats = createRepeats();
    const first = slice(repeats, [
      { request: page, text: 'a' },
      { request: page, text: 'b' },
    ]);
    assert.deepEqual([first.same(0), first.kept], [undefined, [true, false]]);
    assert.equal(slice(repeats, [{ request: page, text: 'a' }]).same(0), true);
    assert.equal(slice(repeats, [{ request: page, text: 'c' }]).same(0), false);
    assert.equal(slice(repeats, [{ request: page, text: 'c' }]).same(0), true);
    assert.equal(slice(repeats, []).same(0), undefined);
  });

  it('is none of another question, of an error, or of what changes data', () => {
    const repeats = createRepeats();
    const one = (sent: Sent) => slice(repeats, [sent]).same(0);
    one({ request: page, text: 'a' });
    assert.equal(one({ request: request('/page?user=2'), text: 'a' }), undefined);
    assert.equal(one({ request: request('/page?user=2', { headers: { cookie: 'b' } }), text: 'a' }), undefined);
    assert.equal(one({ request: page, text: 'a', status: 500 }), undefined);
    const post = slice(repeats, [{ request: request('/page', { method: 'POST' }), text: 'a' }]);
    assert.deepEqual([post.same(0), post.kept], [undefined, [false]]);
  });

  it('leaves users with what they have read', () => {
    const { told } = slice(createRepeats(), [{ request: page, text: 'a' }]);
    assert.deepEqual([told[0]?.turn.keepBody, told[0]?.answer.wireBody], [false, undefined]);
  });
});

describe('headers by which an answer is kept', () => {
  const sent = { method: 'GET', headers: { accept: '*/*' } };
  const given = (...names: readonly string[]) => ({ status: 200, headers: names.flatMap((name) => [name, 'x']) });

  it('are those of an answer to anybody', () => {
    assert.deepEqual(cacheHeadersOf(sent, given('Content-Type', 'ETag', 'Cache-Control')), ['cache-control', 'etag']);
    assert.deepEqual(cacheHeadersOf(sent, given('Content-Type')), []);
  });

  it('are not looked at where it is for one user, an error, or no reading', () => {
    assert.equal(cacheHeadersOf({ ...sent, headers: { Cookie: 'a' } }, given()), undefined);
    assert.equal(cacheHeadersOf({ ...sent, headers: { authorization: 'a' } }, given()), undefined);
    assert.equal(cacheHeadersOf(sent, given('Set-Cookie')), undefined);
    assert.equal(cacheHeadersOf({ ...sent, method: 'POST' }, given()), undefined);
    assert.equal(cacheHeadersOf(sent, { ...given(), status: 404 }), undefined);
  });
});

describe('the repetitions of a route', () => {
  const outcome = (sameAnswer?: boolean): RequestOutcome => ({
    ...{ requestIndex: 0, completed: 1, errors: 0, bytesIn: 0, bytesOut: 0, latencyUs: [], statuses: {} },
    ...(sameAnswer === undefined ? {} : { sameAnswer }),
  });
  const recorded = (path: string, body?: RecordedRequest['body']): RecordedRequest => ({
    ...{ method: 'GET', path, route: '/page', share: 0.5 },
    ...(body === undefined ? {} : { body }),
  });
  const body = { wireBytes: 4000, plainBytes: 4000 };

  it('are counted over all slices', () => {
    const { repeats } = repeatsOf([outcome(), outcome(true), outcome(false), outcome(true)], [], []);
    assert.deepEqual(repeats, { compared: 3, same: 2, cacheHeaders: [] });
    assert.deepEqual(repeatsOf([outcome()], [], []), {});
  });

  it('name the headers of all of its requests, and none where one of them is not known', () => {
    const requests = [
      recorded('/page', { ...body, cacheHeaders: ['etag'] }),
      recorded('/page?x', { ...body, cacheHeaders: [] }),
      recorded('/page?y', body),
    ];
    assert.deepEqual(repeatsOf([outcome(true)], requests, [0, 1]).repeats?.cacheHeaders, ['etag']);
    assert.equal(repeatsOf([outcome(true)], requests, [0, 1, 2]).repeats?.cacheHeaders, undefined);
  });

  it('name the address that answers as another does', () => {
    const requests = [recorded('/page?n=1', body), recorded('/page?n=2', { ...body, sameAs: 0 })];
    assert.deepEqual(repeatsOf([], requests, [0, 1]).twins, [
      { request: 'GET /page?n=2', sameAs: 'GET /page?n=1', bytes: 4000, share: 0.5 },
    ]);
  });
});
