import assert from 'node:assert/strict';
import express from 'express';
import { pathOfPattern } from '../../src/agent/express-routes.ts';
import { mountedInFastify } from '../../src/agent/fastify-mounted.ts';
import { openSession } from '../../src/agent/session.ts';

describe('the mount path of a pattern', () => {
  // As `source` of the regular expressions that each version makes of `router.use(path)`.
  for (const [version, path, source, names] of [
    ['Express 4', '/api/v1', String.raw`^\/api\/v1\/?(?=\/|$)`, []],
    ['Express 4', '/users/:id', String.raw`^\/users\/(?:([^\/]+?))\/?(?=\/|$)`, ['id']],
    ['Express 4', '/a/:x/b/:y', String.raw`^\/a\/(?:([^\/]+?))\/b\/(?:([^\/]+?))\/?(?=\/|$)`, ['x', 'y']],
    ['Express 4', '/shops/:shop', String.raw`^\/shops(?:\/([^/]+?))\/?(?=\/|$)`, ['shop']],
    ['Express 4', '/:shop', String.raw`^(?:\/([^/]+?))\/?(?=\/|$)`, ['shop']],
    ['Express 4', '/n/:id/z', String.raw`^\/n(?:\/(\d+))\/z\/?(?=\/|$)`, ['id']],
    ['Express 4', '/a.b', String.raw`^\/a\.b\/?(?=\/|$)`, []],
    ['Express 5', '/api/v1', String.raw`^(?:\/api\/v1)(?:\/$)?(?=\/|$)`, []],
    ['Express 5', '/users/:param', String.raw`^(?:\/users\/([^\/]+))(?:\/$)?(?=\/|$)`, []],
    ['Express 5', '/users/:param/posts', String.raw`^(?:\/users\/([^\/]+)\/posts)(?:\/$)?(?=\/|$)`, []],
  ] as const) {
    it(`of ${version} is ${path}`, () => {
      assert.equal(pathOfPattern(source, names), path);
    });
  }
});

describe('what Fastify hands to others', () => {
  it('is found in the lists of @fastify/middie, once, under its path, whatever else is used there', () => {
    const session = openSession();
    const router = express.Router();
    router.get('/items/:id', answerItem);
    const middlewares = [
      ['/old', router],
      [['/a', /b/], router],
      [router, undefined],
      [
        '/log',
        (_request: unknown, _response: unknown, next: () => void): void => {
          next();
        },
      ],
    ];
    const root = { [Symbol('fastify-middie-middlewares')]: middlewares };
    const plugin = { [Symbol('fastify-middie-middlewares')]: [...middlewares] };
    try {
      assert.deepEqual(mountedInFastify(session, [root, plugin, {}]), [
        { method: 'GET', path: '/old/items/:id', framework: 'express', handler: answerItem },
        { method: 'GET', path: '/a/items/:id', framework: 'express', handler: answerItem },
        { method: 'GET', path: '/items/:id', framework: 'express', handler: answerItem },
      ]);
    } finally {
      session.close();
    }
  });
});

function answerItem(): void {
  // What it answers does not matter.
}
