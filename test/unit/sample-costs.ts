/** A small shop as `attribute/` would hand it over: invented, but its parts add up. The sample Report is made from it. */
import type { LoadPoint } from '../../src/model/load-point.ts';
import type { Costs, FunctionCost, RouteCost } from '../../src/model/costs.ts';

const cpuMs = 4.2;

interface Row {
  readonly at: string;
  readonly end?: number;
  readonly self: number;
  readonly total: number;
  /** Of self, library code it calls included; for the app's functions. */
  readonly own?: number;
  readonly gc?: number;
  readonly bytes?: number;
  readonly origin?: FunctionCost['origin'];
  readonly package?: string;
}

/** Self and GC of all rows, and the ledger's other rows, sum to 4.2 ms. */
const rows: readonly Row[] = [
  { at: 'src/search/rank.ts:31 similarity', end: 44, self: 1.05, total: 1.05, gc: 0.03, bytes: 14_000 },
  {
    at: 'src/orders/order-token.ts:18 signOrder',
    end: 29,
    self: 0.62,
    total: 0.66,
    own: 0.66,
    gc: 0.004,
    bytes: 2_100,
  },
  {
    at: 'src/catalogue/load.ts:12 parseCatalogue',
    end: 20,
    self: 0.48,
    total: 0.52,
    own: 0.52,
    gc: 0.17,
    bytes: 212_000,
  },
  { at: 'src/catalogue/render.ts:9 renderCatalogue', end: 41, self: 0.31, total: 0.83, gc: 0.09, bytes: 96_000 },
  { at: 'src/search/rank.ts:8 rankProducts', end: 29, self: 0.12, total: 1.2, gc: 0.02, bytes: 18_000 },
  { at: 'src/server.ts:22 (anonymous GET /search)', end: 27, self: 0.02, total: 1.24, bytes: 900 },
  {
    at: 'node_modules/express/lib/response.js:143 send',
    self: 0.11,
    total: 0.24,
    gc: 0.01,
    bytes: 8_100,
    origin: 'dependency',
    package: 'express',
  },
  { at: 'node:_http_outgoing:412 _storeHeader', self: 0.14, total: 0.14, gc: 0.006, bytes: 5_200, origin: 'node' },
  { at: 'node:net:930 Socket._writeGeneric', self: 0.08, total: 0.11, bytes: 1_700, origin: 'node' },
];

function functionCost(row: Row): FunctionCost {
  const { at, end, self, total, gc, bytes, origin = 'app', package: ofPackage } = row;
  const [place = '', ...words] = at.split(' ');
  const colon = place.lastIndexOf(':');
  const name = words.join(' ');
  return {
    id: `${place}:1:${name}`,
    name,
    file: place.slice(0, colon),
    line: Number(place.slice(colon + 1)),
    ...(end === undefined ? {} : { endLine: end }),
    origin,
    ...(ofPackage === undefined ? {} : { package: ofPackage }),
    selfShare: self / cpuMs,
    totalShare: total / cpuMs,
    selfCpuMsPerRequest: self,
    totalCpuMsPerRequest: total,
    ...(gc === undefined ? {} : { gcCpuMsPerRequest: gc }),
    ...(bytes === undefined ? {} : { allocatedBytesPerRequest: bytes }),
    ...(origin === 'app' ? ownCost(row) : {}),
    interval: { low: self * 0.94, high: self * 1.06 },
    confidence: self > 0.1 ? 'high' : 'low',
  };
}

function ownCost({ self, own = self, gc = 0, bytes = 0 }: Row): Partial<FunctionCost> {
  return {
    ownShare: own / cpuMs,
    ownCpuMsPerRequest: own,
    ownGcCpuMsPerRequest: gc,
    ownAllocatedBytesPerRequest: bytes,
  };
}

const functions = rows.map(functionCost).sort((a, b) => b.selfCpuMsPerRequest - a.selfCpuMsPerRequest);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const functionMs = sum(rows.map(({ self }) => self));
const gcMs = sum(rows.map(({ gc = 0 }) => gc));

const appMs = sum(rows.filter(({ origin }) => origin === undefined).map(({ self }) => self));
const part = (ms: number) => ({
  cpuMsPerRequest: ms,
  share: ms / cpuMs,
  interval: { low: ms * 0.9, high: ms * 1.1 },
});
/** What is no code of the application's own, by who calls it: express's `send` with what it asks of Node.js, and Node.js itself. */
const samplePackages: Costs['packages'] = {
  application: part(appMs),
  other: part(0.58),
  packages: [
    {
      ...{ name: 'express', origin: 'dependency', ...part(0.25) },
      calls: [
        {
          entry: {
            function: 'node_modules/express/lib/response.js:143:1:send',
            ...{ name: 'send', file: 'node_modules/express/lib/response.js', line: 143 },
          },
          caller: {
            function: 'src/server.ts:22:1:(anonymous GET /search)',
            ...{ name: '(anonymous GET /search)', file: 'src/server.ts', line: 26, isCallSite: true },
          },
          ...part(0.25),
        },
      ],
    },
    {
      ...{ name: 'http', origin: 'node', ...part(functionMs - appMs - 0.25) },
      calls: [
        {
          entry: {
            function: 'node:_http_outgoing:412:1:_storeHeader',
            ...{ name: '_storeHeader', file: 'node:_http_outgoing', line: 412 },
          },
          ...part(functionMs - appMs - 0.25),
        },
      ],
    },
  ],
};

const route = (method: string, path: string, place: string, figures: Partial<RouteCost>): RouteCost => ({
  method,
  path,
  file: place.split(':')[0] ?? '',
  line: Number(place.split(':')[1]),
  requests: 900,
  errors: 0,
  share: 0.25,
  latencyMs: { p50: 4.1, p90: 6.3, p99: 11.8, max: 19.2 },
  latencyPercentiles: [
    [0.5, 4.1],
    [0.9, 6.3],
    [0.975, 9.7],
  ],
  ...figures,
});

/** A step of the climb that the application stood. */
function step(offered: number, figures: Partial<LoadPoint>): LoadPoint {
  return {
    ...{ offered, achieved: offered, p50Ms: 4.6, cores: offered / 238, errorShare: 0, lagP99Ms: 0.2, valid: true },
    ...{ rssBytes: 151_000_000, heapUsedBytes: 58_000_000, bytesOutPerSecond: offered * 21_000, limits: [] },
    eventLoopUtilization: 0.5,
    ...figures,
  };
}

export const sampleCostsWithoutTraffic: Costs = {
  tool: { name: 'leanscope', version: '0.1.0' },
  startedAt: '2026-09-14T09:30:00.000Z',
  app: {
    kind: 'server',
    command: ['npm', 'start'],
    commandSource: 'package.json start script',
    cwd: '/home/dev/shop',
    workspaceRoot: '/home/dev/shop',
    nodeVersion: 'v22.20.0',
    commit: '4f0c2ab',
    dirty: true,
  },
  machine: {
    cpuModel: 'Example CPU @ 2.60GHz',
    logicalCpus: 8,
    memoryBytes: 16_777_216_000,
    platform: 'linux',
    arch: 'x64',
  },
  quality: {
    engine: 'inspector',
    samples: 9_412,
    slices: 24,
    noise: 0.031,
    overheadShare: 0.12,
    generatorLagMs: 0.4,
    ledgerGapShare: 0.018,
    mixDifferenceShare: 0,
    warnings: ['GET /admin/export was left out of the load: it answered 403.'],
  },
  totals: {
    requests: 3_600,
    errors: 0,
    cpuMsPerRequest: cpuMs,
    cpuMsPerRequestInterval: { low: 4.11, high: 4.29 },
    gcMsPerRequest: gcMs,
    gcMsPerRequestByKind: { minor: gcMs * 0.7, major: gcMs * 0.25, incremental: gcMs * 0.05, weakCallbacks: 0 },
    allocatedBytesPerRequest: 372_000,
    bytesInPerRequest: 210,
    bytesOutPerRequest: 38_400,
    rssPeakBytes: 148_000_000,
    heapUsedPeakBytes: 61_000_000,
    eventLoopUtilization: 0.93,
    latencyMs: { p50: 4.4, p90: 7.9, p99: 16.2, max: 31.5 },
    latencyPercentiles: [
      [0.5, 4.4],
      [0.9, 7.9],
      [0.99, 16.2],
      [0.995, 19],
    ],
    latencyPartsMs: { mean: 5.1, alone: 4.5, cpu: 3.4, gc: 0.3, blocked: 0.1, queue: 0.6, waiting: 0.7 },
  },
  ledger: [
    { kind: 'function', cpuMsPerRequest: functionMs },
    { kind: 'gc', cpuMsPerRequest: gcMs },
    { kind: 'native', cpuMsPerRequest: 0.58 },
    { kind: 'offThread', cpuMsPerRequest: cpuMs - functionMs - gcMs - 0.58 - 0.0756 },
    { kind: 'unattributed', cpuMsPerRequest: 0.0756 },
  ],
  functions,
  lines: [
    { file: 'src/search/rank.ts', line: 36, selfCpuMsPerRequest: 0.71, allocatedBytesPerRequest: 11_000 },
    { file: 'src/orders/order-token.ts', line: 21, selfCpuMsPerRequest: 0.6 },
    { file: 'src/catalogue/load.ts', line: 14, selfCpuMsPerRequest: 0.44, allocatedBytesPerRequest: 205_000 },
    { file: 'src/search/rank.ts', line: 38, selfCpuMsPerRequest: 0.29 },
    { file: 'src/catalogue/render.ts', line: 17, selfCpuMsPerRequest: 0.19, allocatedBytesPerRequest: 71_000 },
    { file: 'src/catalogue/render.ts', line: 24, selfCpuMsPerRequest: 0.08 },
    { file: 'src/search/rank.ts', line: 12, selfCpuMsPerRequest: 0.07 },
    { file: 'src/server.ts', line: 24, selfCpuMsPerRequest: 0.01 },
  ],
  routes: [
    route('GET', '/search', 'src/server.ts:22', {
      latencyPartsMs: { mean: 6.9, alone: 6.3, cpu: 5.8, gc: 0.2, blocked: 0.1, queue: 0.6, waiting: 0.2 },
      cpuMsPerRequest: 6.1,
      interval: { low: 5.9, high: 6.3 },
      allocatedBytesPerRequest: 96_000,
      bytesOutPerRequest: 9_800,
      body: { bytesPerRequest: 9_500, plainBytesPerRequest: 48_000, encodings: ['br'] },
      requestsPerSecondPerCore: 164,
    }),
    route('GET', '/catalogue', 'src/server.ts:14', {
      cpuMsPerRequest: 5.2,
      interval: { low: 5.0, high: 5.4 },
      allocatedBytesPerRequest: 1_120_000,
      bytesInPerRequest: 120,
      bytesOutPerRequest: 131_000,
      body: {
        bytesPerRequest: 130_760,
        plainBytesPerRequest: 130_760,
        encodings: [],
        gzipBytesPerRequest: 24_100,
      },
      requestsPerSecondPerCore: 192,
    }),
    route('GET', '/products/:id', 'src/server.ts:30', {
      cpuMsPerRequest: 2.4,
      interval: { low: 2.3, high: 2.5 },
      allocatedBytesPerRequest: 180_000,
      bytesOutPerRequest: 8_100,
      requestsPerSecondPerCore: 417,
    }),
    route('GET', '/cart', 'src/server.ts:36', {
      cpuMsPerRequest: 3.1,
      interval: { low: 3.0, high: 3.2 },
      allocatedBytesPerRequest: 92_000,
      bytesOutPerRequest: 4_700,
      outgoing: { callsPerRequest: 1, bytesOutPerRequest: 384, bytesInPerRequest: 1_208 },
      requestsPerSecondPerCore: 323,
    }),
  ],
  threads: [
    {
      ...{ process: 0, thread: 0, pid: 4121, role: 'launcher', serving: false, entry: '/usr/lib/npm/bin/npm-cli.js' },
      ...{ cpuMsPerRequest: 0, processCpuMsPerRequest: 0, eventLoopUtilization: 0, name: 'npm start' },
      ...{ heapUsedPeakBytes: 31_000_000, rssPeakBytes: 74_000_000 },
    },
    {
      ...{ process: 1, thread: 0, pid: 4133, role: 'main', serving: true, entry: 'src/server.ts', samples: 5_812 },
      ...{ cpuMsPerRequest: 3.61, processCpuMsPerRequest: cpuMs, eventLoopUtilization: 0.91 },
      ...{ heapUsedPeakBytes: 48_000_000, rssPeakBytes: 131_000_000 },
    },
    {
      ...{
        process: 1,
        thread: 1,
        pid: 4133,
        role: 'workerThread',
        serving: false,
        entry: 'src/orders/token-worker.ts',
      },
      ...{ cpuMsPerRequest: 0.31, eventLoopUtilization: 0.08, heapUsedPeakBytes: 9_000_000, samples: 498 },
    },
  ],
  upstreams: [
    {
      ...{ protocol: 'tcp', host: '10.0.0.12:5432', callsPerRequest: 3.25, bytesOutPerRequest: 410 },
      ...{ bytesInPerRequest: 6_900, connectionsPerCall: 0 },
      routes: [
        {
          method: 'GET',
          path: '/products/:id',
          callsPerRequest: 11,
          bytesOutPerRequest: 1_390,
          bytesInPerRequest: 23_000,
        },
      ],
    },
    {
      ...{ protocol: 'https', host: 'rates.example', method: 'GET', path: '/v1/rates/:id', callsPerRequest: 0.25 },
      ...{ bytesOutPerRequest: 96, bytesInPerRequest: 302, connectionsPerCall: 1, meanMs: 38, errorShare: 0.002 },
      callSites: [{ name: 'loadRates', file: 'src/cart/rates.ts', line: 17, share: 1 }],
      routes: [{ method: 'GET', path: '/cart', callsPerRequest: 1, bytesOutPerRequest: 384, bytesInPerRequest: 1_208 }],
    },
  ],
  packages: samplePackages,
  stacks: {
    parent: [-1, 0, 1, 2, 0],
    function: [-1, 8, 5, 0, 2],
    label: ['(root)', '', '', '', ''],
    selfCpuMsPerRequest: [0, 0.02, 0.12, 1.05, 0.48],
    selfAllocatedBytesPerRequest: [0, 900, 18_000, 14_000, 212_000],
    threads: [
      {
        ...{ process: 1, thread: 0, node: [1, 2, 3, 4], selfCpuMsPerRequest: [0.02, 0.12, 1.05, 0.2] },
        selfAllocatedBytesPerRequest: [900, 18_000, 14_000, 80_000],
      },
      { process: 1, thread: 1, node: [4], selfCpuMsPerRequest: [0.28], selfAllocatedBytesPerRequest: [132_000] },
    ],
    byTime: {
      oneIn: 1,
      threads: [
        {
          ...{
            process: 1,
            thread: 0,
            stretches: [
              { startMs: 180, spans: 5 },
              { startMs: 1400, spans: 3 },
            ],
          },
          ...{ node: [3, 2, 0, 4, 3, 0, 3, 4], ms: [12.4, 1.02, 3.1, 6, 20.2, 8.5, 4.4, 2] },
        },
        {
          ...{ process: 1, thread: 1, stretches: [{ startMs: 180, spans: 3 }] },
          ...{ node: [0, 4, 0], ms: [30, 9.25, 18] },
        },
      ],
    },
  },
  eventLoop: {
    utilization: 0.93,
    delayMs: { p50: 2.1, p90: 6.4, p99: 14, max: 31 },
    delayShares: [
      [1, 0.31],
      [5, 0.52],
      [20, 0.16],
      [50, 0.01],
    ],
    blocking: [
      {
        durationMs: 84,
        count: 12,
        perRequest: 1,
        route: 'GET /catalogue',
        function: 'src/catalogue/load.ts:12:1:parseCatalogue',
        name: 'parseCatalogue',
        file: 'src/catalogue/load.ts',
        line: 14,
        stack: ['(anonymous GET /catalogue)', 'parseCatalogue'],
      },
    ],
    timeline: [
      { kind: 'asIs', startMs: 0, endMs: 180, utilization: 0.93, delayP50Ms: 2.1, delayMaxMs: 31, gcShare: 0.06 },
      { kind: 'cpuSampling', startMs: 200, endMs: 300, delayP50Ms: 2.4, delayMaxMs: 28, gcShare: 0.05 },
    ],
  },
  memory: {
    timeline: {
      atMs: [0, 100, 200, 300],
      heapUsedBytes: [38_000_000, 55_000_000, 41_000_000, 61_000_000],
      rssBytes: [120_000_000, 131_000_000, 140_000_000, 148_000_000],
      externalBytes: [2_100_000, 2_400_000, 2_200_000, 2_300_000],
      arrayBuffersBytes: [110_000, 390_000, 120_000, 230_000],
    },
    phases: [
      { kind: 'asIs', startMs: 0, endMs: 180 },
      { kind: 'cpuSampling', startMs: 200, endMs: 300 },
    ],
    collections: { kind: ['minor', 'major'], startMs: [90.5, 160.2], durationMs: [1.9, 9.4], dropped: 12 },
    growth: {
      verdict: 'grows',
      requests: 5200,
      bytesPerRequest: 410,
      interval: { low: 380, high: 440 },
      heapBytesPerRequest: 398,
      externalBytesPerRequest: 12,
      arrayBuffersBytesPerRequest: 12,
      sites: [
        {
          function: 'src/orders/order-token.ts:18:1:signOrder',
          name: 'signOrder',
          file: 'src/orders/order-token.ts',
          line: 18,
          heapBytesPerRequest: 372,
          interval: { low: 340, high: 404 },
          buffers: false,
          stack: ['(anonymous POST /checkout)', 'signOrder'],
        },
      ],
    },
  },
  capacity: {
    requestsPerSecondPerCore: 238,
    bindingResource: 'eventLoop',
    binding: { hottest: { name: 'signOrder', file: 'src/orders/order-token.ts', share: 0.2 } },
    knee: step(210, { p99Ms: 41, eventLoopUtilization: 0.84 }),
    breaking: { offered: 240, limits: ['eventLoop'], valid: true },
    curve: [
      step(120, { p99Ms: 14, eventLoopUtilization: 0.5 }),
      step(170, { p99Ms: 22, eventLoopUtilization: 0.69 }),
      step(210, { p99Ms: 41, eventLoopUtilization: 0.84 }),
      step(240, { p99Ms: 160, eventLoopUtilization: 0.97, achieved: 238.4, limits: ['eventLoop'] }),
    ],
  },
};

export const sampleCosts: Costs = { ...sampleCostsWithoutTraffic, traffic: { averageRequestsPerSecond: 120 } };

/** With nothing seen but the CPU and the garbage of functions, and nothing without an owner: the upper end of a saving is then what was measured. */
export function functionsOnly(costs: Costs): Costs {
  const only: { -readonly [Key in keyof Costs]: Costs[Key] } = {
    ...costs,
    routes: [],
    ledger: costs.ledger.filter(({ kind }) => kind !== 'unattributed'),
  };
  delete only.eventLoop;
  delete only.memory;
  delete only.upstreams;
  delete only.knobs;
  return only;
}
