/** Routes of each framework are found as they were written, and driven without a scenario. */
import assert from 'node:assert/strict';
import { mostExpensive, placesDeclared, placesFound, type Declared } from '../world/declared-routes.ts';
import { app, leftBehindSoon, measure } from '../world/leanscope.ts';

interface Framework {
  readonly folder: string;
  /** Empty: `npm start`. */
  readonly command: readonly string[];
  readonly hottest: string;
  readonly routes: readonly Declared[];
}

const frameworks: Readonly<Record<string, Framework>> = {
  'Express 4, with wrapped handlers, routers under parameters and mounted applications': {
    folder: 'express4',
    command: ['node', 'server.js'],
    hottest: 'checksum',
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
    hottest: 'greedyTour',
    routes: [
      ['GET /health', 'server.js', "health.get('/health'"],
      ['GET /api/v1/cities', 'cities.js', "cities.get('/',"],
      ['GET /api/v1/cities/:id', 'cities.js', "cities.get('/:id'"],
    ],
  },
  'Hono, with a nested and a mounted application': {
    folder: 'hono',
    command: ['node', 'server.js'],
    hottest: 'isPalindrome',
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
    hottest: 'determinant',
    routes: [
      ['GET /', 'server.js', "app.get('/'"],
      ['GET /legacy/:id', 'server.js', "legacy.get('/:id'"],
      ['HEAD /api/ping', 'server.js', "api.head('/ping'"],
      ['GET /api/matrices', 'matrices.js', "app.get('/',"],
      ['GET /api/matrices/:id', 'matrices.js', "app.get('/:id'"],
    ],
  },
  'Fastify, over HTTP/2 without TLS': {
    folder: 'fastify',
    command: ['node', 'h2c.mjs'],
    hottest: 'countPrimes',
    routes: [
      ['GET /', 'h2c.mjs', "app.get('/'"],
      ['GET /primes', 'h2c.mjs', "app.get('/primes'"],
    ],
  },
  'NestJS, with controllers of both scopes': {
    folder: 'nest',
    command: [],
    hottest: 'similarity',
    routes: [
      ['GET /api/books', 'src/books.controller.ts', 'list():'],
      ['GET /api/books/:id', 'src/books.controller.ts', "one(@Param('id')"],
      ['GET /api/visits/latest', 'src/visits.controller.ts', 'async latest()'],
    ],
  },
};

describe('frameworks', function () {
  this.timeout(60_000);

  for (const [name, { folder, command, hottest, routes }] of Object.entries(frameworks)) {
    it(name, async () => {
      const report = await measure(app(folder), 6, command);
      assert.deepEqual(placesFound(report), await placesDeclared(app(folder), routes));
      assert.equal(report.totals.errors, 0);
      assert.equal(mostExpensive(report), hottest);
    });
  }

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});
