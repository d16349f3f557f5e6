/** Routes of each framework are found as they were written, and driven without a scenario. */
import assert from 'node:assert/strict';
import { placesDeclared, placesFound, type Declared } from '../world/declared-routes.ts';
import { app, leftBehindSoon, measure, testMs } from '../world/leanscope.ts';

interface Framework {
  readonly folder: string;
  /** Empty: `npm start`. */
  readonly command: readonly string[];
  readonly routes: readonly Declared[];
}

const frameworks: Readonly<Record<string, Framework>> = {
  'Express 4, with wrapped handlers, routers under parameters and mounted applications': {
    folder: 'express4',
    command: ['node', 'server.js'],
    routes: [
      ['GET /', 'server.js', "app.get('/'"],
      ['GET /about', 'server.js', "about: 'orders'"],
      ['GET /shops/:shop/orders', 'orders.js', 'response.json({ shop:'],
      ['GET /shops/:shop/lines', 'orders.js', 'wrap(async (request, response) => {'],
      ['GET /shops/:shop/orders/:id', 'orders.js', 'one(request, response) {'],
      ['GET /admin', 'server.js', "admin.get('/'"],
      ['GET /admin/audit/entries', 'server.js', "audit.get('/entries'"],
    ],
  },
  'Koa, with nested routers': {
    folder: 'koa',
    command: ['node', 'server.js'],
    routes: [
      ['GET /health', 'server.js', "health.get('/health'"],
      ['GET /api/v1/cities', 'cities.js', "cities.get('/',"],
      ['GET /api/v1/cities/:id', 'cities.js', "cities.get('/:id'"],
    ],
  },
  'Hono, with a nested and a mounted application': {
    folder: 'hono',
    command: ['node', 'server.js'],
    routes: [
      ['GET /', 'server.js', "app.get('/'"],
      ['GET /legacy', 'server.js', "legacy.get('/',"],
      ['GET /legacy/words', 'server.js', "legacy.get('/words'"],
      ['GET /texts', 'texts.js', "texts.get('/',"],
      ['GET /texts/:id{[0-9]+}', 'texts.js', "texts.get('/:id"],
    ],
  },
  'Fastify, with plugins under prefixes and an Express application behind it': {
    folder: 'fastify-plugins',
    command: ['node', 'server.js'],
    routes: [
      ['GET /', 'server.js', "app.get('/'"],
      ['GET /legacy/:id', 'server.js', "legacy.get('/:id'"],
      ['HEAD /api/ping', 'server.js', "api.head('/ping'"],
      ['GET /api/matrices', 'matrices.js', "app.get('/',"],
      ['GET /api/matrices/:id', 'matrices.js', "app.get('/:id'"],
    ],
  },
  'Fastify, with routes of its own': {
    folder: 'fastify',
    command: ['node', 'server.mjs'],
    routes: [
      ['GET /', 'server.mjs', "app.get('/',"],
      ['GET /primes', 'server.mjs', "app.get('/primes'"],
      ['GET /numbers/:number', 'server.mjs', "app.get('/numbers/:number'"],
    ],
  },
  'Express 5, with a router': {
    folder: 'express-cjs',
    command: ['node', 'server.js'],
    routes: [
      ['GET /', 'server.js', "app.get('/'"],
      ['GET /api/users', 'api.js', "router.get('/users',"],
      ['GET /api/users/:id', 'api.js', "router.get('/users/:id'"],
      ['GET /api/words/:word', 'api.js', "router.get('/words/:word'"],
    ],
  },
  'Fastify, over HTTP/2 without TLS': {
    folder: 'fastify',
    command: ['node', 'h2c.mjs'],
    routes: [
      ['GET /', 'h2c.mjs', "app.get('/'"],
      ['GET /primes', 'h2c.mjs', "app.get('/primes'"],
    ],
  },
  'NestJS, with controllers of both scopes': {
    folder: 'nest',
    command: [],
    routes: [
      ['GET /api/books', 'src/books.controller.ts', 'list():'],
      ['GET /api/books/:id', 'src/books.controller.ts', "one(@Param('id')"],
      ['GET /api/visits/latest', 'src/visits.controller.ts', 'async latest()'],
    ],
  },
};

describe('frameworks', function () {
  this.timeout(testMs);

  for (const [name, { folder, command, routes }] of Object.entries(frameworks)) {
    it(name, async () => {
      const report = await measure(app(folder), 1, command);
      assert.deepEqual(placesFound(report), await placesDeclared(app(folder), routes));
      assert.equal(report.totals.errors, 0);
    });
  }

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
