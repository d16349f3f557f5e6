import assert from 'node:assert/strict';
import { problemOf } from '../../src/load/check.ts';
import type { Answer } from '../../src/load/connection.ts';
import { cookieHeader, takeCookies } from '../../src/load/cookies.ts';
import { createJourneys } from '../../src/load/journeys.ts';
import type { PreparedRequest } from '../../src/load/prepare.ts';
import { compileTemplate } from '../../src/load/render.ts';
import { rowsOf } from '../../src/load/rows.ts';
import { UserState } from '../../src/load/user-state.ts';
import type { User } from '../../src/load/users.ts';
import type { Expectation } from '../../src/model/scenario.ts';

const request = (path: string, more: Partial<PreparedRequest> = {}): PreparedRequest => ({
  method: 'GET',
  path,
  route: path,
  weight: 1,
  headers: {},
  asked: true,
  ...more,
});

function answerOf(status: number, body?: unknown, headers: readonly string[] = []): Answer {
  const measured = { latencyUs: 1, endedAtMs: 1, bytesIn: 1, bytesOut: 1, bodyBytesOut: 1 };
  return { ...measured, status, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
}

/** Sends one request and gives its path; the answer is what the application would say to it. */
function step(user: User, answer: (path: string) => Answer = () => answerOf(200, {})): string {
  const turn = user.next();
  user.answered(turn, answer(turn.request.path));
  return turn.request.path;
}

const population = (...values: readonly Readonly<Record<string, string>>[]) => ({
  states: values.map((each) => new UserState(Object.entries(each))),
  row: () => [],
});

describe('journeys', () => {
  const order = [
    request('/orders', { sequence: 0, capture: { id: { json: '$.id' } } }),
    request('/orders/{{id}}', { sequence: 0 }),
    request('/orders/{{id}}/pay', { sequence: 0 }),
  ];

  it('take a sequence step by step with what was captured on the way, each user with its own', () => {
    const users = createJourneys(order, population({}, {})).users();
    const [first, second] = [users.enter(), users.enter()];
    const made = (id: number) => (path: string) => answerOf(200, path === '/orders' ? { id } : {});
    const seen = [first, second, first, second, first, second].map((user) => step(user, made(user === first ? 1 : 2)));
    assert.deepEqual(seen, ['/orders', '/orders', '/orders/1', '/orders/2', '/orders/1/pay', '/orders/2/pay']);
  });

  it('begin anew after a step that failed: what comes after it would fail with it', () => {
    const user = createJourneys(order, population({})).users().enter();
    step(user, () => answerOf(200, { id: 7 }));
    assert.equal(
      step(user, () => answerOf(500)),
      '/orders/7',
    );
    assert.equal(step(user), '/orders');
  });

  it('call it a failure when there is nothing to capture', () => {
    const user = createJourneys(order, population({})).users().enter();
    const turn = user.next();
    assert.equal(turn.keepBody, true);
    assert.deepEqual(user.answered(turn, answerOf(200, {})), { problem: 'nothing to capture as "id"' });
  });

  it('keep their place from one slice to the next, and send a request alone with what they have learned', () => {
    const journeys = createJourneys(order, population({ id: '5' }));
    step(journeys.users().enter(), () => answerOf(200, { id: 6 }));
    assert.equal(step(journeys.users(2).enter()), '/orders/6/pay');
    assert.equal(step(journeys.users().enter()), '/orders/6');
  });

  it('keep to the weights, where a sequence counts once for all its steps', () => {
    const requests = [request('/a', { weight: 2 }), ...order.map((each) => ({ ...each, weight: 1 }))];
    const user = createJourneys(requests, population({ id: '1' }))
      .users()
      .enter();
    const seen = Array.from({ length: 5 * 20 }, () => step(user, () => answerOf(200, { id: 1 })));
    assert.equal(seen.filter((path) => path === '/a').length, 40);
    assert.equal(seen.filter((path) => path === '/orders/1/pay').length, 20);
  });

  it('send what nobody fills in as one object, again and again', () => {
    const user = createJourneys([request('/a')], population({}))
      .users()
      .enter();
    const first = user.next();
    user.answered(first, answerOf(200));
    assert.equal(user.next().request, first.request);
    assert.equal(first.keepBody, false);
  });

  it('give each user the cookies that its own answers set', () => {
    const requests = [request('/in', { setsCookies: true }), request('/out')];
    const users = createJourneys(requests, population({}, {})).users();
    const [first, second] = [users.enter(), users.enter()];
    const turn = first.next();
    first.answered(turn, answerOf(200, {}, ['Set-Cookie', 'sid=1; Path=/']));
    assert.deepEqual(first.next().request.headers, { cookie: 'sid=1' });
    assert.deepEqual(second.next().request.headers, {});
  });

  it('give users who come later the login of an earlier one and a row of their own', () => {
    const row = rowsOf({ people: [{ name: 'Ada' }, { name: 'Grace' }] });
    const states = [new UserState([['token', 't'], ...row(0)])];
    const users = createJourneys([request('/{{token}}/{{people.name}}')], { states, row }).users();
    assert.deepEqual(
      [users.enter(), users.enter(), users.enter()].map((user) => step(user)),
      ['/t/Ada', '/t/Grace', '/t/Ada'],
    );
  });

  it('think as long as they are told', () => {
    const user = createJourneys([request('/a', { thinkMs: 40 })], population({}))
      .users()
      .enter();
    assert.deepEqual(user.answered(user.next(), answerOf(200)), { thinkMs: 40 });
  });
});

describe('an answer', () => {
  for (const [what, expect, answer, problem] of [
    ['below 400', {}, answerOf(302), undefined],
    ['of 500', {}, answerOf(500), 'status 500'],
    ['of another status than wanted', { status: [200, 204] }, answerOf(201), 'status 201 instead of 200 or 204'],
    ['of the status wanted', { status: 404 }, answerOf(404), undefined],
    ['with the text', { contains: 'ok' }, answerOf(200, { ok: 1 }), undefined],
    ['without the text', { contains: 'ok' }, answerOf(200, { no: 's3cr3t' }), 'the body does not contain "ok"'],
    [
      'with the value',
      { json: { '$.a[-1].b': { c: [1], d: null } } },
      answerOf(200, { a: [0, { b: { d: null, c: [1] } }] }),
      undefined,
    ],
    ['with another value', { json: { '$.a': 1 } }, answerOf(200, { a: 's3cr3t' }), '$.a is not 1'],
    ['without the value', { json: { '$.a.b': 1 } }, answerOf(200, null), '$.a.b is not 1'],
    ['that is no JSON', { json: { $: 1 } }, { ...answerOf(200), body: '<html>' }, 'the body is not JSON'],
    ['that never came', { status: 200 }, { ...answerOf(0), problem: 'reset' }, 'reset'],
  ] as const satisfies readonly (readonly [string, Expectation, Answer, string | undefined])[]) {
    it(`${what} ${problem === undefined ? 'is right' : 'is an error'}`, () => {
      assert.equal(problemOf({ expect }, answer), problem);
    });
  }
});

describe('a cookie jar', () => {
  const jar = new Map<string, string>();
  const now = Date.parse('2026-01-01T00:00:00Z');
  const take = (...cookies: readonly string[]) =>
    takeCookies(
      jar,
      cookies.flatMap((each) => ['set-cookie', each]),
      now,
    );

  it('keeps what is set, in the words of RFC 6265', () => {
    assert.equal(
      take('a=1; HttpOnly', 'b = x=y ; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'nonsense'),
      true,
    );
    assert.equal(cookieHeader(jar), 'a=1; b=x=y');
    assert.equal(take('a=1'), false);
  });

  it('throws away what is over', () => {
    assert.equal(take('a=; Max-Age=0', 'b=; Expires=Thu, 01 Jan 2025 00:00:00 GMT'), true);
    assert.equal(cookieHeader(jar), undefined);
  });
});

describe('a template', () => {
  const render = (text: string, values: Readonly<Record<string, string>> = {}) =>
    compileTemplate(text, { TOKEN: 't0ken' }).render(new Map(Object.entries(values)));

  it('is filled with values, with the environment and with what is made on the spot', () => {
    assert.equal(render('/a/{{ id }}?t=${env:TOKEN}&{{id}}', { id: '7' }), '/a/7?t=t0ken&7');
    assert.match(render('{{$uuid}}'), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (let i = 0; i < 50; i++) assert.match(render('{{$randomInt 3 5}}'), /^[34]$/);
  });

  it('leaves what it does not know as it stands', () => {
    for (const text of ['{{other}}', '{{}}', '{ {a} }', '${id}', '{{$unknown 1}}', ''])
      assert.equal(render(text), text);
  });
});
