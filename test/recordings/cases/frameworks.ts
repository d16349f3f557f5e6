/** Frameworks, ways of starting, and applications from npm: whatever the application is built of, its routes and its work are found. */
import assert from 'node:assert/strict';
import type { ReportThread, ThreadRole } from '../../../src/model/report-threads.ts';
import type { Report } from '../../../src/model/report.ts';
import { conclude } from '../../../src/run.ts';
import { install, quickApplications, type Application } from '../../world/applications.ts';
import { placesDeclared, placesFound, type Declared } from '../../world/declared-routes.ts';
import { app } from '../../world/leanscope.ts';
import type { NodeMajor, RecordingCase, Truth } from '../case.ts';
import { readStored } from '../stored.ts';
import { budget, functionNamed, linesOf, noErrors, truth } from './checks.ts';

const inSource = 'from the source: each route, and the line on which its handler begins';

const routesAre = (folder: string, routes: readonly Declared[]): Truth =>
  truth('its routes are those of the source, each at its line', async (report) => {
    assert.deepEqual(placesFound(report), await placesDeclared(app(folder), routes));
  });

/** The function of the application that computes most itself: what it calls outside waits for the machine too, where that is busy. */
function mostExpensive({ functions }: Report): string | undefined {
  const own = functions.filter(({ origin }) => origin === 'app');
  return own.sort((a, b) => b.selfCpuMsPerRequest - a.selfCpuMsPerRequest)[0]?.name;
}

const hottestIs = (name: string): Truth =>
  truth(`${name} computes most`, (report) => {
    assert.equal(mostExpensive(report), name);
  });

interface Framework {
  readonly folder: string;
  readonly node: NodeMajor;
  /** Empty: `npm start`. */
  readonly command: readonly string[];
  readonly hottest: string;
  readonly routes: readonly Declared[];
}

const frameworks: Readonly<Record<string, Framework>> = {
  express4: {
    folder: 'express4',
    node: 24,
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
  koa: {
    folder: 'koa',
    node: 22,
    command: ['node', 'server.js'],
    hottest: 'greedyTour',
    routes: [
      ['GET /health', 'server.js', "health.get('/health'"],
      ['GET /api/v1/cities', 'cities.js', "cities.get('/',"],
      ['GET /api/v1/cities/:id', 'cities.js', "cities.get('/:id'"],
    ],
  },
  hono: {
    folder: 'hono',
    node: 26,
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
  'fastify-plugins': {
    folder: 'fastify-plugins',
    node: 24,
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
  'fastify-http2': {
    folder: 'fastify',
    node: 22,
    command: ['node', 'h2c.mjs'],
    hottest: 'countPrimes',
    routes: [
      ['GET /', 'h2c.mjs', "app.get('/'"],
      ['GET /primes', 'h2c.mjs', "app.get('/primes'"],
    ],
  },
  nest: {
    folder: 'nest',
    node: 24,
    command: [],
    hottest: 'similarity',
    routes: [
      ['GET /api/books', 'src/books.controller.ts', 'list():'],
      ['GET /api/books/:id', 'src/books.controller.ts', "one(@Param('id')"],
      ['GET /api/visits/latest', 'src/visits.controller.ts', 'async latest()'],
    ],
  },
};

const frameworkCases = Object.entries(frameworks).map(
  ([name, { folder, node, command, hottest, routes }]): RecordingCase => ({
    name: `framework-${name}`,
    app: folder,
    node,
    command,
    flags: budget(6),
    derivation: inSource,
    truths: [routesAre(folder, routes), hottestIs(hottest), noErrors],
  }),
);

const fastify: RecordingCase = {
  name: 'framework-fastify',
  app: 'fastify',
  node: 20,
  command: ['node', 'server.mjs'],
  flags: budget(8),
  derivation: inSource,
  truths: [
    truth('its routes are those of the source, each at a line with a function', ({ routes }) => {
      const lines = linesOf('fastify', 'server.mjs');
      const declared = lines.flatMap((line) =>
        [...line.matchAll(/app\.get\('([^']+)'/g)].map((match) => `GET ${match[1] ?? ''}`),
      );
      assert.deepEqual(routes.map(({ method, path }) => `${method} ${path}`).sort(), declared.sort());
      for (const { file, line = 0 } of routes) {
        assert.equal(file, 'server.mjs');
        assert.match(lines[line - 1] ?? '', /=>|function/);
      }
    }),
    noErrors,
  ],
};

const express: RecordingCase = {
  name: 'framework-express',
  app: 'express-cjs',
  node: 26,
  command: ['node', 'server.js'],
  flags: budget(8),
  derivation: inSource,
  truths: [
    truth('routes of routers are found with the path they are mounted under, each at a line', ({ routes }) => {
      assert.ok(
        routes.some(({ path }) => path === '/api/users/:id'),
        JSON.stringify(routes.map(({ path }) => path)),
      );
      for (const { file, line } of routes) assert.ok(file !== undefined && line !== undefined);
    }),
    noErrors,
  ],
};

const limits: readonly Declared[] = [
  ['GET /limits', 'server.mjs', "app.get('/limits',"],
  ['GET /limits/:id', 'server.mjs', "app.get('/limits/:id'"],
];

const processesSumUp = truth('the CPU of its processes sums to the total', ({ threads = [], totals }) => {
  const processes = threads.filter(({ thread }) => thread === 0);
  const cpu = processes.reduce((sum, { processCpuMsPerRequest = 0 }) => sum + processCpuMsPerRequest, 0);
  assert.ok(Math.abs(cpu / totals.cpuMsPerRequest - 1) < 1e-4, `${cpu} ms in all processes`);
});

interface Start {
  readonly args: readonly string[];
  readonly routes?: readonly Declared[];
  readonly truths?: readonly Truth[];
}

const threadsOf = ({ threads = [] }: Report, role: ThreadRole): readonly ReportThread[] =>
  threads.filter((thread) => thread.role === role);

function costOf({ routes }: Report, path: string): number {
  const cost = routes.find((route) => route.path === path)?.cpuMsPerRequest;
  assert.ok(cost !== undefined, `${path} has no cost`);
  return cost;
}

const clusterTruths = [
  truth('a primary and two workers are told, each worker with a good part of the work', (report) => {
    assert.equal(threadsOf(report, 'clusterPrimary').length, 1);
    assert.equal(threadsOf(report, 'clusterWorker').length, 2);
    // Connections are handed out in turn: neither worker does it all.
    for (const { cpuMsPerRequest = 0 } of threadsOf(report, 'clusterWorker'))
      assert.ok(cpuMsPerRequest > report.totals.cpuMsPerRequest / 5, `${cpuMsPerRequest} ms`);
  }),
  // With one worker of two left uncounted, a request would seem to cost half of what it does without a cluster.
  truth('a request costs what it costs without a cluster', async (report) => {
    const ratio = costOf(report, '/limits/:id') / costOf(conclude(await readStored('start-module')), '/limits/:id');
    assert.ok(ratio > 0.75, `${ratio} of the cost without a cluster`);
  }),
];

const workerTruths = [
  truth('the search is the worker’s, at its file; HTTP is the main thread’s', (report) => {
    assert.equal(functionNamed(report, 'chainLength').file, 'collatz.js');
    const [[worker], [main]] = [threadsOf(report, 'workerThread'), threadsOf(report, 'main')];
    assert.equal(worker?.entry, 'chains-worker.mjs');
    assert.ok((worker.cpuMsPerRequest ?? 0) > (main?.cpuMsPerRequest ?? Infinity), JSON.stringify(report.threads));
    assert.ok((worker.samples ?? 0) > 0);
  }),
];

const starts: Readonly<Record<string, Start>> = {
  module: { args: ['server.mjs'] },
  watch: { args: ['--watch', 'server.mjs'] },
  cluster: { args: ['cluster.mjs'], truths: clusterTruths },
  'with-worker': {
    args: ['with-worker.mjs'],
    routes: [['GET /chains/:limit', 'with-worker.mjs', "app.get('/chains/:limit'"]],
    truths: workerTruths,
  },
  'serving-worker': { args: ['serving-worker.mjs'] },
};

const startCases = Object.entries(starts).map(([name, { args, routes = limits, truths = [] }]): RecordingCase => ({
  name: `start-${name}`,
  app: 'starts',
  node: 24,
  command: ['node', ...args],
  flags: budget(7),
  derivation: inSource,
  truths: [processesSumUp, routesAre('starts', routes), hottestIs('chainLength'), ...truths, noErrors],
}));

const applicationTruths = (application: Application): readonly Truth[] => [
  truth('its routes are found, in the files of their handlers', ({ routes }) => {
    for (const [route, file] of application.routes) {
      const found = routes.find(({ method, path }) => `${method} ${path}` === route);
      assert.ok(found, `${route} is not among ${routes.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
      if (file !== undefined) assert.ok(found.file?.includes(file), `${route} is in ${found.file ?? 'no file'}`);
    }
    assert.ok(routes.some(({ cpuMsPerRequest }) => (cpuMsPerRequest ?? 0) > 0));
  }),
  truth(
    'functions, its own or its packages’, have a place, and costs that are part of the whole',
    ({ functions, totals }) => {
      const placed = functions.filter(
        ({ origin, line }) => (origin === 'app' || origin === 'dependency') && line !== undefined,
      );
      assert.ok(placed.length >= 10, `${placed.length} functions with a place`);
      const self = functions.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);
      assert.ok(
        self > 0.3 * totals.cpuMsPerRequest && self <= 1.001 * totals.cpuMsPerRequest,
        `${self} ms in functions`,
      );
    },
  ),
  truth('the ledger has a gap below 5 %', ({ quality }) => {
    assert.ok((quality.ledgerGapShare ?? 1) < 0.05, `a gap of ${quality.ledgerGapShare ?? 'unknown'}`);
  }),
  noErrors,
];

const shortName = (name: string): string => name.replace(/^an? (application of )?| server$/g, '').toLowerCase();

const applicationCases = Object.entries(quickApplications).map(([name, application], index): RecordingCase => ({
  name: `npm-${shortName(name)}`,
  app: () => install(name, application),
  node: 24,
  command: application.command(39_811 + index),
  env: application.env ?? {},
  flags: budget(6),
  derivation: 'from the package’s own source: which routes it registers, and in which file',
  truths: applicationTruths(application),
}));

export const buildingCases: readonly RecordingCase[] = [
  ...frameworkCases,
  fastify,
  express,
  ...startCases,
  ...applicationCases,
];
