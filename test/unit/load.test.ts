import assert from 'node:assert/strict';
import fc from 'fast-check';
import { candidateRequests } from '../../src/load/candidates.ts';
import { fillParameters } from '../../src/load/fill-parameters.ts';
import { matchingRoute } from '../../src/load/route-pattern.ts';
import { weightedTurns } from '../../src/load/users.ts';
import type { AgentRoute } from '../../src/model/agent-protocol.ts';

const routesOf = (...routes: readonly string[]): readonly AgentRoute[] =>
  routes.map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path, framework: 'express' };
  });

describe('weighted turns', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

  it('give each request its exact share of every full cycle, wherever the cycle starts', () => {
    fc.assert(
      fc.property(weights, fc.nat(50), (shares, skipped) => {
        const next = weightedTurns(shares);
        for (let i = 0; i < skipped; i++) next();
        const counts = shares.map(() => 0);
        const cycle = shares.reduce((sum, share) => sum + share, 0);
        for (let i = 0; i < cycle; i++) {
          const turn = next();
          counts[turn] = (counts[turn] ?? 0) + 1;
        }
        assert.deepEqual(counts, shares);
      }),
    );
  });

  it('spread them: 2 to 1 to 1 never sends the first twice in a row within a cycle', () => {
    const next = weightedTurns([2, 1, 1]);
    assert.deepEqual([next(), next(), next(), next()], [0, 1, 2, 0]);
  });
});

describe('path parameters', () => {
  const bodies = new Map([
    ['/products', '[{"id": 17, "slug": "red hat"}, {"id": 18}]'],
    ['/products/17/reviews', '{"reviews":[{"reviewId":"r/1"}]}'],
    ['/', '{"page":"home"}'],
    ['/empty', '[]'],
  ]);
  for (const [path, filled] of [
    ['/plain', '/plain'],
    ['/products/:id', '/products/17'],
    ['/products/:productId', '/products/17'],
    ['/products/:slug', '/products/red%20hat'],
    ['/products/:id/reviews/:reviewId', '/products/17/reviews/r%2F1'],
    ['/products/:id(\\d+)', '/products/17'],
    ['/products/:id?', '/products/17'],
    ['/products/:id.json', '/products/17.json'],
    ['/:page', '/home'],
    ['/empty/:id', '/empty/1'],
    ['/unknown/:id', '/unknown/1'],
  ] as const) {
    it(`make ${path} ${filled}`, () => {
      assert.equal(fillParameters(path, bodies), filled);
    });
  }
});

describe('requests that may be sent', () => {
  it('leave out a regular expression, and say so', () => {
    const { candidates, leftOut } = candidateRequests({}, [
      ...routesOf('GET /files/:name', 'GET /plain/'),
      { method: 'GET', path: String(/^\/files\/(.+)\.txt$/), framework: 'express' },
    ]);
    assert.deepEqual(
      candidates.map(({ path }) => path),
      ['/files/:name', '/plain/'],
    );
    assert.deepEqual(
      leftOut.map(({ reason }) => reason),
      ['a regular expression'],
    );
  });

  it('are the safe ones of the routes; the others are listed with their reason', () => {
    const { candidates, leftOut } = candidateRequests(
      {},
      routesOf('GET /a', 'HEAD /a', 'HEAD /b', 'ALL /c', 'POST /a', 'GET /d/*', 'GET /users/:id/delete'),
    );
    assert.deepEqual(
      candidates.map(({ method, path, weight, asked }) => `${method} ${path} ${weight} ${asked ? 'asked' : 'found'}`),
      ['GET /a 1 found', 'HEAD /b 1 found', 'GET /c 1 found'],
    );
    assert.deepEqual(leftOut, [
      { method: 'POST', path: '/a', reason: 'not a safe method' },
      { method: 'GET', path: '/d/*', reason: 'a wildcard' },
      { method: 'GET', path: '/users/:id/delete', reason: 'looks destructive' },
    ]);
  });

  for (const path of [
    '/logout',
    '/deleteUser',
    '/user/resetAll',
    '/api/v1.remove',
    '/items/:id:purge',
    '/sign-out/now',
  ])
    it(`leave out GET ${path}`, () => {
      assert.deepEqual(candidateRequests({}, routesOf(`GET ${path}`)).candidates, []);
    });

  for (const path of ['/deleted', '/presets', '/dropdown', '/skills', '/undeleted/:id'])
    it(`keep GET ${path}, which is no action`, () => {
      assert.equal(candidateRequests({}, routesOf(`GET ${path}`)).candidates.length, 1);
    });

  it('are whatever a scenario asks for, as it asks for it', () => {
    const requests = [
      { method: 'delete', path: '/users/7?hard=1', weight: 3, expectStatus: 204 },
      { method: 'POST', path: '/login', body: { name: 'x' }, headers: { accept: '*/*' } },
      { method: 'POST', path: '/raw', body: 'a=1', headers: { 'content-type': 'text/plain' } },
    ];
    const { candidates, leftOut } = candidateRequests({ scenario: { requests } }, routesOf('DELETE /users/:id'));
    assert.deepEqual(leftOut, []);
    assert.deepEqual(candidates, [
      {
        method: 'DELETE',
        path: '/users/7?hard=1',
        route: '/users/:id',
        weight: 3,
        headers: {},
        expect: { status: 204 },
        asked: true,
        source: 'scenario',
      },
      {
        method: 'POST',
        path: '/login',
        route: '/login',
        weight: 1,
        headers: { 'content-type': 'application/json', accept: '*/*' },
        body: '{"name":"x"}',
        asked: true,
        source: 'scenario',
      },
      {
        method: 'POST',
        path: '/raw',
        route: '/raw',
        weight: 1,
        headers: requests[2]?.headers,
        body: 'a=1',
        asked: true,
        source: 'scenario',
      },
    ]);
  });
});

describe('the type of a body in a scenario', () => {
  it('is left as the scenario has it, however it is spelt', () => {
    const headers = { 'Content-Type': 'application/vnd.api+json' };
    const { candidates } = candidateRequests(
      { scenario: { requests: [{ method: 'POST', path: '/', body: [1], headers }] } },
      [],
    );
    assert.deepEqual(candidates[0]?.headers, headers);
    assert.equal(candidates[0].body, '[1]');
  });
});

describe('the route of a path', () => {
  const routes = routesOf('GET /products/new', 'GET /products/:id', 'ALL /any/:x', 'GET /');
  for (const [request, route] of [
    ['GET /products/new', '/products/new'],
    ['get /products/7?full=1', '/products/:id'],
    ['POST /any/thing', '/any/:x'],
    ['GET /', '/'],
    ['POST /products/7', undefined],
    ['GET /products/7/reviews', undefined],
    ['GET /products', undefined],
  ] as const) {
    it(`${request}: ${route ?? 'none'}`, () => {
      const [method = '', path = ''] = request.split(' ');
      assert.equal(matchingRoute(method, path, routes), route);
    });
  }
});
