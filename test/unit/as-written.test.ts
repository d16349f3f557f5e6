import assert from 'node:assert/strict';
import { asWritten } from '../../src/agent/as-written.ts';
import type { FoundRoute } from '../../src/agent/found-route.ts';

const list = (): void => undefined;
const other = (): void => undefined;
const route = (text: string, handler: () => void = list): FoundRoute => {
  const [method = '', path = ''] = text.split(' ');
  return { method, path, framework: 'any', handler };
};
const written = (...routes: readonly FoundRoute[]): readonly string[] =>
  asWritten(routes).map(({ method, path }) => `${method} ${path}`);

describe('routes as they were written', () => {
  it('have no HEAD that came with a GET', () => {
    assert.deepEqual(written(route('HEAD /a'), route('GET /a'), route('HEAD /b')), ['GET /a', 'HEAD /b']);
    assert.deepEqual(written(route('GET /a'), route('HEAD /a', other)), ['GET /a', 'HEAD /a']);
  });

  it('have no second path that ends in a slash', () => {
    assert.deepEqual(written(route('GET /a'), route('GET /a/'), route('GET /')), ['GET /a', 'GET /']);
    assert.deepEqual(written(route('GET /a'), route('GET /a/', other)), ['GET /a', 'GET /a/']);
  });

  it('are one for all methods where that is what was meant', () => {
    const all = ['GET /a', 'POST /a', 'TRACE /a'].map((each) => route(each));
    assert.deepEqual(written(...all, route('GET /a', other), route('GET /b')), ['ALL /a', 'GET /a', 'GET /b']);
  });

  it('are the first of those that are the same', () => {
    const [first] = asWritten([route('GET /a', list), route('GET /a', other)]);
    assert.equal(first?.handler, list);
  });
});
