/** Rules on what the run saw beside the CPU of functions: upstreams, the event loop, memory, settings, packages. */
import assert from 'node:assert/strict';
import { advise } from '../../src/advise/advise.ts';
import type { Costs, FunctionCost } from '../../src/model/costs.ts';
import type { RunRuleId } from '../../src/model/finding.ts';
import type { ReportAdvice } from '../../src/model/report-findings.ts';
import type { PackageCall, ReportPackage } from '../../src/model/report-packages.ts';
import type { ReportUpstream } from '../../src/model/report-load.ts';
import { price } from '../../src/price/price.ts';
import { costOf } from '../cost-of.ts';
import { functionsOnly, sampleCosts } from './sample-costs.ts';

const file = 'src/orders.ts';
const source = `export async function withPrices(order) {
  const prices = [];
  for (const id of order.ids) {
    prices.push(await getJson(\`/prices/\${id}\`));
  }
  return prices;
}
function getJson(path) {
  return sanitize(fetch(base + path));
}
import { sanitize } from 'sanitizer';
`;

const fn = (name: string, figures: Partial<FunctionCost> = {}): FunctionCost => ({
  ...{ id: name, name, file, line: 1, endLine: 7, origin: 'app', confidence: 'high' },
  ...{ selfShare: 0.1, totalShare: 0.1, selfCpuMsPerRequest: 0.4, totalCpuMsPerRequest: 0.4 },
  ...figures,
});

const [search, ...others] = sampleCosts.routes.map((each) => {
  const bodiless: { -readonly [Key in keyof typeof each]: (typeof each)[Key] } = { ...each };
  delete bodiless.body;
  return bodiless;
});
const route = { ...search, method: 'GET', path: '/orders/:id', file, line: 1, share: 0.5 };
/** Without findings of its own: no function costs so much that it is worth a look. */
const quiet: Costs = {
  ...functionsOnly(sampleCosts),
  functions: [],
  lines: [],
  routes: [route, ...others] as Costs['routes'],
  stacks: { parent: [-1], function: [-1], label: ['(root)'], selfCpuMsPerRequest: [0] },
  sources: new Map([[file, source]]),
};

const findings = (costs: Partial<Costs>, rule: RunRuleId | 'hot-function'): readonly ReportAdvice[] =>
  advise(price({ ...quiet, ...costs })).advice.filter((each) => each.rule === rule);

const upstream = (figures: Partial<ReportUpstream> = {}, perRoute = 6): ReportUpstream => ({
  ...{ protocol: 'http', host: 'prices:8080', method: 'GET', path: '/prices/:id' },
  ...{ callsPerRequest: perRoute * 0.5, bytesOutPerRequest: 100, bytesInPerRequest: 4_000 },
  ...{ connectionsPerCall: 0, meanMs: 2, errorShare: 0 },
  callSites: [{ name: 'withPrices', file, line: 4, share: 1 }],
  routes: [
    {
      method: 'GET',
      path: '/orders/:id',
      callsPerRequest: perRoute,
      bytesOutPerRequest: 200,
      bytesInPerRequest: 8_000,
    },
  ],
  ...figures,
});

/** The app's function calls Node.js's client: 0.3 ms for a request, of which 0.1 ms are for the connection. */
const asking: Partial<Costs> = {
  functions: [
    fn('withPrices', { ownCpuMsPerRequest: 0.7 }),
    fn('request', { file: 'node:_http_client', origin: 'node' }),
    fn('Agent.createSocket', { file: 'node:_http_agent', origin: 'node' }),
  ],
  stacks: {
    parent: [-1, 0, 1, 2],
    function: [-1, 0, 1, 2],
    label: ['(root)', '', '', ''],
    selfCpuMsPerRequest: [0, 0.4, 0.2, 0.1],
  },
};

describe('repeated-upstream', () => {
  it('is certain of a call in a loop, at its line, and saves what all but one of the calls cost', () => {
    const [found, ...more] = findings({ ...asking, upstreams: [upstream()] }, 'repeated-upstream');
    assert.equal(more.length, 0);
    assert.deepEqual(
      [found?.file, found?.line, found?.function, found?.route, found?.certainty],
      [file, 4, 'withPrices', 'GET /orders/:id', 'certain'],
    );
    // Three calls per request of the mix; of the six of half the requests, five are spared: 2.5 of 3.
    assert.ok(Math.abs(costOf(found) - (0.2 * 2.5) / 3) < 1e-9);
    assert.match(found?.evidence ?? '', /6 times per request of GET \/orders\/:id/);
  });

  it('waits at most as long as the requests do', () => {
    const parts = { mean: 20, alone: 18, cpu: 4, gc: 0, blocked: 0, queue: 4, waiting: 6 };
    const costs = { routes: [{ ...route, latencyPartsMs: parts }, ...others] as Costs['routes'] };
    const [found] = findings({ ...asking, ...costs, upstreams: [upstream()] }, 'repeated-upstream');
    // 5 × 2 ms are more than 5/6 of the 6 ms that are waited in all; half the requests are of the route.
    assert.ok(Math.abs((found?.saving.waitMsPerRequest ?? 0) - 2.5) < 1e-9);
  });

  it('is not sure where no loop is seen, and less so in a protocol that it does not read', () => {
    const site = { callSites: [{ name: 'getJson', file, line: 9, share: 1 }] };
    const routes = [{ ...route, line: 8 }, ...others] as Costs['routes'];
    const found = (figures: Partial<ReportUpstream>) =>
      findings({ ...asking, routes, upstreams: [upstream({ ...site, ...figures })] }, 'repeated-upstream')[0];
    assert.deepEqual([found({})?.line, found({})?.certainty], [9, 'likely']);
    assert.equal(found({ protocol: 'tcp' })?.certainty ?? 'lookHere', 'lookHere');
  });

  it('is placed at the loop of the handler where a function that others share asks', () => {
    const site = { callSites: [{ name: 'getJson', file, line: 9, share: 1 }] };
    const [found] = findings({ ...asking, upstreams: [upstream(site)] }, 'repeated-upstream');
    assert.deepEqual([found?.line, found?.function, found?.certainty], [3, 'withPrices', 'certain']);
  });

  it('leaves two calls of one service alone, and a few round trips to a database', () => {
    assert.deepEqual(findings({ ...asking, upstreams: [upstream({}, 2)] }, 'repeated-upstream'), []);
    assert.deepEqual(findings({ ...asking, upstreams: [upstream({ protocol: 'tcp' }, 4)] }, 'repeated-upstream'), []);
  });
});

describe('upstream-without-keep-alive', () => {
  it('saves what opening the connections costs', () => {
    const upstreams = [upstream({ connectionsPerCall: 1 }, 1)];
    const [found, ...more] = findings({ ...asking, upstreams }, 'upstream-without-keep-alive');
    assert.equal(more.length, 0);
    assert.deepEqual([found?.file, found?.line, found?.certainty], [file, 4, 'certain']);
    assert.ok(Math.abs(costOf(found) - 0.1) < 1e-9);
  });

  it('leaves a pool alone that opens one now and then', () => {
    const upstreams = [upstream({ connectionsPerCall: 0.1 })];
    assert.deepEqual(findings({ ...asking, upstreams }, 'upstream-without-keep-alive'), []);
  });

  it('and the repeated calls share the cost of asking, and tell none of it twice', () => {
    const upstreams = [upstream({ connectionsPerCall: 1 })];
    const all = advise(price({ ...quiet, ...asking, upstreams })).advice;
    const saved = all.reduce((sum, each) => sum + costOf(each), 0);
    assert.deepEqual(all.map(({ rule }) => rule).sort(), [
      'hot-function',
      'repeated-upstream',
      'upstream-without-keep-alive',
    ]);
    // Of the function's 0.7 ms of its own cost, what the calls cost is told at the calls.
    assert.ok(saved <= 0.7 + 1e-9, String(saved));
  });
});

describe('upstream-over-fetch', () => {
  const reading = (bytesIn: number, sent: number): Partial<Costs> => ({
    routes: [
      {
        ...route,
        outgoing: { callsPerRequest: 1, bytesOutPerRequest: 100, bytesInPerRequest: bytesIn },
        body: { bytesPerRequest: sent, plainBytesPerRequest: sent, encodings: [] },
      },
    ] as unknown as Costs['routes'],
    upstreams: [upstream({ bytesInPerRequest: bytesIn, routes: [] }, 1)],
  });

  it('finds much that is read for little that is sent, where it is asked for', () => {
    const [found] = findings(reading(100_000, 2_000), 'upstream-over-fetch');
    assert.deepEqual([found?.file, found?.line, found?.route], [file, 4, 'GET /orders/:id']);
    assert.equal(found?.saving.upstreamBytesPerRequest, 98_000 * 0.5);
  });

  it('leaves alone what is sent on, and what is little', () => {
    assert.deepEqual(findings(reading(100_000, 30_000), 'upstream-over-fetch'), []);
    assert.deepEqual(findings(reading(15_000, 100), 'upstream-over-fetch'), []);
  });
});

const held = {
  ...{ durationMs: 120, count: 4, perRequest: 1, route: 'GET /orders/:id' },
  ...{ function: 'withPrices', name: 'withPrices', file, line: 5, stack: ['handle', 'withPrices'] },
};
const loop = (sourceText = source): Partial<Costs> => ({
  functions: [fn('withPrices', { selfCpuMsPerRequest: 0.02, ownCpuMsPerRequest: 0.02 })],
  sources: new Map([[file, sourceText]]),
  eventLoop: { utilization: 0.5, delayMs: {}, delayShares: [], blocking: [held] },
});

describe('blocked-loop', () => {
  it('names the function, its line and the way there, whatever CPU it takes', () => {
    const [found] = findings(loop(), 'blocked-loop');
    assert.deepEqual([found?.file, found?.line, found?.function, found?.route], [file, 5, 'withPrices', held.route]);
    assert.match(found?.evidence ?? '', /up to 120 ms.*handle → withPrices/);
  });

  it('leaves the word to a finding that knows why', () => {
    const waiting = loop("function withPrices(order) {\n  execSync('sleep 0.1');\n}");
    const costs = { ...waiting, functions: waiting.functions?.map((each) => ({ ...each, endLine: 3 })) ?? [] };
    const { advice } = advise(price({ ...quiet, ...costs }));
    assert.deepEqual(
      advice.map(({ rule }) => rule),
      ['synchronous-call'],
    );
    assert.match(advice[0]?.evidence ?? '', /holds the event loop for up to 120 ms/);
  });

  it('does not place what no sample told', () => {
    const blocking = [{ durationMs: 80, count: 1, stack: [] }];
    const eventLoop = { utilization: 0.5, delayMs: {}, delayShares: [], blocking };
    assert.deepEqual(findings({ eventLoop }, 'blocked-loop'), []);
  });
});

describe('memory-growth', () => {
  type GrowthOf = NonNullable<NonNullable<Costs['memory']>['growth']>;
  const memory = (growth: Partial<GrowthOf>): Partial<Costs> => ({
    memory: {
      timeline: { atMs: [], heapUsedBytes: [], rssBytes: [], externalBytes: [], arrayBuffersBytes: [] },
      phases: [],
      collections: { kind: [], startMs: [], durationMs: [], dropped: 0 },
      growth: {
        ...{ verdict: 'grows', requests: 5_000, bytesPerRequest: 1_000, interval: { low: 900, high: 1_100 } },
        ...{ heapBytesPerRequest: 990, externalBytesPerRequest: 10, arrayBuffersBytesPerRequest: 0 },
        sites: [site('remember', 900), site('tick', 50)],
        ...growth,
      },
    },
  });
  const site = (name: string, bytes: number, buffers = false): GrowthOf['sites'][number] => ({
    ...{ function: name, name, file, line: 1, heapBytesPerRequest: bytes, buffers, stack: ['handle', name] },
    interval: { low: bytes * 0.9, high: bytes * 1.1 },
  });

  it('names who allocates most of what stays, with the bytes and no CPU', () => {
    const found = findings(memory({}), 'memory-growth');
    assert.deepEqual(
      found.map((each) => [each.function, each.line, each.saving.keptBytesPerRequest, each.saving.cpuMsPerRequest]),
      [['remember', 1, 900, 0]],
    );
    assert.match(found[0]?.evidence ?? '', /between 900 B and 1.1 kB.*5,000 requests.*handle → remember/);
  });

  it('counts Buffers for the one who keeps them, though they lie outside the heap', () => {
    const sites = [site('keep', 80, true)];
    const growth = { heapBytesPerRequest: 85, arrayBuffersBytesPerRequest: 900, sites };
    assert.equal(findings(memory(growth), 'memory-growth')[0]?.saving.keptBytesPerRequest, 980);
  });

  it('tells growth without a place, and nothing where none is sure', () => {
    const [found] = findings(memory({ sites: [] }), 'memory-growth');
    assert.deepEqual([found?.file, found?.saving.keptBytesPerRequest], [undefined, 1_000]);
    assert.deepEqual(findings(memory({ verdict: 'unclear' }), 'memory-growth'), []);
    assert.deepEqual(findings(memory({ verdict: 'none' }), 'memory-growth'), []);
  });
});

describe('runtime-setting', () => {
  const ratio = (value: number) => ({ value, low: value - 0.02, high: value + 0.02 });
  type Knob = NonNullable<Costs['knobs']>[number];
  const knob = (setting: string, value: number, more: Partial<Knob> = {}): Knob => ({
    ...{ setting, kind: 'v8Flag', cpuRatio: ratio(value), throughputRatio: ratio(1 / value), rssRatio: 1 },
    verdict: 'better',
    ...more,
  });

  it('tells the best of those that were better, with what it saves', () => {
    const found = findings({ knobs: [knob('--a', 0.9), knob('--b', 0.75)] }, 'runtime-setting');
    assert.deepEqual(
      found.map(({ facts, certainty }) => [facts?.['setting'], certainty]),
      [['--b', 'certain']],
    );
    // The interval of what was measured is the range: 0.73 to 0.77 of the CPU is left.
    const { low = NaN, high = NaN } = found[0]?.saving.cpuShareInterval ?? {};
    assert.ok(Math.abs(low - 0.23) < 1e-9 && Math.abs(high - 0.27) < 1e-9, `${low} to ${high}`);
    assert.equal(found[0]?.saving.measured, true);
    assert.match(found[0].title, /^--b saves 25%/);
  });

  it('is silent where it is not sure, or requests failed', () => {
    const knobs = [knob('--a', 0.9, { verdict: 'inconclusive' }), knob('--b', 0.7, { errors: 3 })];
    assert.deepEqual(findings({ knobs }, 'runtime-setting'), []);
  });
});

describe('costly-dependency', () => {
  const all = quiet.totals.cpuMsPerRequest;

  /** A part of all CPU, known to a tenth of itself. */
  const part = (share: number, halfWidth = share / 10) => ({
    ...{ cpuMsPerRequest: share * all, share },
    interval: { low: (share - halfWidth) * all, high: (share + halfWidth) * all },
  });

  const call = (entry: string, caller: string | readonly string[], figure: ReturnType<typeof part>): PackageCall => ({
    entry: { function: entry, name: entry, file: `node_modules/x/${entry}.js`, line: 1 },
    ...(typeof caller === 'string' ? { caller: callerAt(caller) } : { chain: caller }),
    ...figure,
  });
  const callerAt = (name: string) => ({ function: name, name, file, line: 9, isCallSite: true }) as const;

  const packageOf = (name: string, calls: readonly PackageCall[], origin: 'dependency' | 'node' = 'dependency') => ({
    ...{ name, origin, calls, cpuMsPerRequest: 0, share: 0 },
  });

  /** express calls router, which calls getJson, which calls sanitizer. */
  const calling = (...packages: readonly ReportPackage[]): Partial<Costs> => ({
    functions: [
      fn('getJson', { line: 8, endLine: 10, selfCpuMsPerRequest: 0.3 }),
      fn('clean', { origin: 'dependency', package: 'sanitizer', file: 'node_modules/sanitizer/index.js' }),
      fn('handle', { origin: 'dependency', package: 'express', file: 'node_modules/express/index.js' }),
      fn('next', { origin: 'dependency', package: 'router', file: 'node_modules/router/index.js' }),
    ],
    stacks: {
      parent: [-1, 0, 1, 2, 3],
      function: [-1, 2, 3, 0, 1],
      label: ['(root)', '', '', '', ''],
      selfCpuMsPerRequest: [0, 0.2, 0.2, 0.3, 0.9],
    },
    packages: { packages, application: part(0.1), other: part(0.01) },
  });
  const told = (costs: Partial<Costs>) =>
    findings(costs, 'costly-dependency').map(({ title, file: at, line, function: name }) => [title, at, line, name]);

  it('names package, function, caller and the line of the call, with all that it calls in turn', () => {
    const costs = calling(packageOf('sanitizer', [call('clean', 'getJson', part(0.2))]));
    assert.deepEqual(told(costs), [['sanitizer takes 20% of the CPU: clean, called by getJson', file, 9, 'getJson']]);
    assert.ok(Math.abs(costOf(findings(costs, 'costly-dependency')[0]) - 0.2 * all) < 1e-5);
  });

  it('tells what one function calls in a package once, and each package that it calls', () => {
    const costs = calling(
      packageOf('dates', [call('format', 'getJson', part(0.12)), call('parse', 'getJson', part(0.1))]),
      packageOf('sanitizer', [call('clean', 'getJson', part(0.15))]),
    );
    assert.deepEqual(
      told(costs)
        .map(([title]) => title)
        .sort(),
      [
        'dates takes 22% of the CPU: format, parse, called by getJson',
        'sanitizer takes 15% of the CPU: clean, called by getJson',
      ],
    );
  });

  it('is told once where a package is called from many places that have little of it', () => {
    const callers = ['a', 'b', 'c', 'd'].map((name) => call('clean', name, part(0.04)));
    const [found, ...more] = findings(calling(packageOf('sanitizer', callers)), 'costly-dependency');
    assert.equal(more.length, 0);
    assert.deepEqual([found?.function, found?.title], ['a', 'sanitizer takes 16% of the CPU: clean']);
    assert.match(found?.evidence ?? '', /called from 4 of the application's functions, a most/);
  });

  it('names the packages on the way where no function of the application called', () => {
    const chain = ['express', 'router', 'body-parser', 'qs'];
    const costs = calling(packageOf('qs', [call('parse', chain, part(0.3))]));
    assert.deepEqual(told(costs), [
      [
        'qs takes 30% of the CPU: parse, called through express → router → body-parser → qs',
        undefined,
        undefined,
        undefined,
      ],
    ]);
  });

  it('acts on the lower end of the interval', () => {
    const costs = (halfWidth: number) =>
      calling(packageOf('sanitizer', [call('clean', 'getJson', part(0.15, halfWidth))]));
    assert.equal(told(costs(0.06)).length, 1);
    assert.deepEqual(told(costs(0.08)), []);
  });

  it('leaves alone the framework that serves the routes, whatever a handler asks of it', () => {
    const express = [call('json', 'getJson', part(0.2)), call('handle', ['express'], part(0.2))];
    const router = [call('next', ['express', 'router'], part(0.2))];
    assert.deepEqual(told(calling(packageOf('express', express), packageOf('router', router))), []);
  });

  it('leaves alone modules of Node.js', () => {
    assert.deepEqual(told(calling(packageOf('fs', [call('readFileSync', 'getJson', part(0.5))], 'node'))), []);
  });
});

describe('awaits-in-series', () => {
  const parts = { mean: 20, alone: 18, cpu: 4, gc: 0, blocked: 0, queue: 4, waiting: 12 };
  const handling = (body: string, waiting = 12): readonly ReportAdvice[] => {
    const text = `app.get('/', async (request, response) => {\n${body}\n});\nasync function both(id) {\n  const a = await loadA(id);\n  const b = await loadB(id);\n}`;
    const latencyPartsMs = { ...parts, waiting };
    const routes = [{ ...route, latencyPartsMs }] as Costs['routes'];
    return findings({ routes, sources: new Map([[file, text]]) }, 'awaits-in-series');
  };

  it('finds neighbours that use nothing of each other, also in a function that the handler calls', () => {
    const [found] = handling('const a = await db.find(1);\nconst { b } = await loadB();\nresponse.json({ a, b });');
    assert.deepEqual([found?.line, found?.endLine, found?.facts?.['count']], [2, 3, 2]);
    // Half of the 12 ms, for half of the requests.
    assert.equal(found?.saving.waitMsPerRequest, 3);
    assert.equal(handling('await both(request.id);')[0]?.line, 5);
  });

  it('finds a loop that only reads in each turn', () => {
    const loop = 'for (const id of ids) {\n  rows.push(await load(id));\n}';
    assert.deepEqual(
      handling(loop).map(({ line, endLine }) => [line, endLine]),
      [[2, 4]],
    );
  });

  const fine = [
    'const a = await loadA();\nconst b = await loadB(a);',
    'const [a, b] = await Promise.all([loadA(), loadB()]);',
    'const a = await loadA();\nif (a === undefined) return;\nconst b = await loadB();',
    'const user = await verifyToken(request);\nconst b = await loadB();',
    'await loadA();\nawait loadB();',
    'const lock = await acquire();\nconst b = await loadB();',
    'for (const id of ids) {\n  last = await load(id, last);\n}',
    'for (const id of ids) {\n  const row = await load(id);\n  if (row.found) break;\n}',
    'for (const id of ids) await save(id);',
    'for await (const row of rows) use(await load(row));',
    'response.on("end", async () => {\n  const a = await loadA();\n  await close();\n});',
  ];
  fine.forEach((body, index) => {
    it(`leaves the near miss ${index + 1} alone`, () => {
      assert.deepEqual(handling(body), []);
    });
  });

  it('is silent where the route hardly waits', () => {
    assert.deepEqual(handling('const a = await loadA();\nconst b = await loadB();', 1), []);
  });

  it('and a service that is asked again and again tell one waiting once', () => {
    const latencyPartsMs = { ...parts, waiting: 12 };
    const routes = [{ ...route, latencyPartsMs }, ...others] as Costs['routes'];
    const { advice } = advise(price({ ...quiet, ...asking, routes, upstreams: [upstream()] }));
    const waited = advice.reduce((all, { saving }) => all + (saving.waitMsPerRequest ?? 0), 0);
    assert.equal(advice.filter(({ rule }) => rule === 'awaits-in-series').length, 0);
    assert.ok(waited <= 12 * route.share);
  });
});

describe('development-mode', () => {
  const thread = { process: 0, thread: 0, pid: 1, role: 'main', serving: true } as const;
  const react = fn('render', {
    ...{ origin: 'dependency', package: 'react-dom', selfCpuMsPerRequest: 0.5 },
    file: 'node_modules/react-dom/cjs/react-dom-server.node.development.js',
  });
  const running = (nodeEnv: string | undefined, file = react.file) =>
    findings(
      { threads: [{ ...thread, ...(nodeEnv === undefined ? {} : { nodeEnv }) }], functions: [{ ...react, file }] },
      'development-mode',
    );

  it('tells what development builds cost', () => {
    const [found] = running('unset');
    assert.deepEqual([found?.certainty, costOf(found)], ['likely', 0.5]);
    assert.match(found?.title ?? '', /react-dom works as in development \(NODE_ENV unset\)/);
  });

  const tried = (value: number, more: Partial<NonNullable<Costs['knobs']>[number]> = {}): Partial<Costs> => ({
    threads: [{ ...thread, nodeEnv: 'unset' }],
    functions: [react],
    knobs: [
      {
        ...{ setting: 'NODE_ENV=production', kind: 'environment', rssRatio: 1, verdict: 'better' },
        cpuRatio: { value, low: value - 0.1, high: value + 0.1 },
        throughputRatio: { value: 1 / value, low: 1, high: 4 },
        ...more,
      },
    ],
  });
  const all = sampleCosts.totals.cpuMsPerRequest;

  it('promises what production mode was measured to save, beside it and against the application itself', () => {
    const [found] = findings(tried(0.4), 'development-mode');
    assert.deepEqual([found?.certainty, found?.saving.measured], ['certain', true]);
    const { low = NaN, high = NaN } = found?.saving.cpuShareInterval ?? {};
    assert.ok(Math.abs(low - 0.5) < 1e-9 && Math.abs(high - 0.7) < 1e-9, `${low} to ${high}`);
    assert.match(found?.evidence ?? '', /with NODE_ENV=production beside it, CPU per request was 40% of what it is/);
    // The instances beside it had not warmed up: of the application's own CPU less is saved.
    const cpuMsPerRequest = { value: 0.6 * all, low: 0.55 * all, high: 0.65 * all };
    const [colder] = findings(tried(0.4, { cpuMsPerRequest }), 'development-mode');
    assert.ok(Math.abs((colder?.saving.cpuShareInterval?.low ?? NaN) - 0.35) < 1e-9);
    assert.ok(Math.abs((colder?.saving.cpuShareInterval?.high ?? NaN) - 0.7) < 1e-9);
  });

  it('says that it was not measured, and promises no more than what was seen', () => {
    const [found] = running('unset');
    assert.match(found?.evidence ?? '', /what production mode saves was not measured/);
    assert.equal(found?.saving.cpuMsPerRequestInterval?.low, 0);
  });

  it('is no finding of what production mode does not change, but for what has a switch of its own', () => {
    assert.deepEqual(findings(tried(1, { verdict: 'inconclusive' }), 'development-mode'), []);
    const debug = fn('formatArgs', {
      ...{ origin: 'dependency', package: 'debug', selfCpuMsPerRequest: 0.3, totalCpuMsPerRequest: 0.3 },
      file: 'node_modules/debug/src/node.js',
    });
    const costs = { ...tried(1, { verdict: 'inconclusive' }), functions: [react, debug] };
    const [found, ...more] = findings(costs, 'development-mode');
    assert.equal(more.length, 0);
    assert.deepEqual([costOf(found), found?.facts?.['kind']], [0.3, 'loggers']);
    assert.match(found?.fix ?? '', /DEBUG unset/);
  });

  it('does not count where requests failed, and is no setting of the runtime', () => {
    const [found] = findings(tried(0.4, { errors: 3 }), 'development-mode');
    assert.deepEqual([found?.certainty, found?.saving.measured], ['likely', undefined]);
    assert.deepEqual(findings(tried(0.4), 'runtime-setting'), []);
  });

  it('tells what views cost that are looked up, and templates that are compiled, with all that is done below them', () => {
    const own = { origin: 'dependency', selfCpuMsPerRequest: 0.01 } as const;
    const view = { ...own, package: 'express', file: 'node_modules/express/lib/view.js' };
    const pug = { ...own, package: 'pug', file: 'node_modules/pug/lib/index.js' };
    const functions = [
      fn('View', { ...view, totalCpuMsPerRequest: 0.1 }),
      fn('lookup', { ...view, totalCpuMsPerRequest: 0.09 }),
      fn('render', { ...view, totalCpuMsPerRequest: 0.9 }),
      fn('exports.compile', { ...pug, totalCpuMsPerRequest: 0.5 }),
      fn('compileBody', { ...pug, totalCpuMsPerRequest: 0.4 }),
      fn('exports.render', { ...pug, totalCpuMsPerRequest: 0.8 }),
    ];
    const [found] = findings({ threads: [{ ...thread, nodeEnv: 'unset' }], functions }, 'development-mode');
    // The largest of each: 0.1 and 0.5.
    assert.ok(Math.abs(costOf(found) - 0.6) < 1e-9);
    assert.match(found?.title ?? '', /^pug works as in development/);
  });

  it('is told once: what it costs is no longer the cost of the function that has it done', () => {
    const handler = fn('list', { selfCpuMsPerRequest: 0.05, ownCpuMsPerRequest: 0.95, totalCpuMsPerRequest: 0.95 });
    const compile = fn('exports.compile', {
      ...{ origin: 'dependency', package: 'pug', file: 'node_modules/pug/lib/index.js' },
      ...{ selfCpuMsPerRequest: 0.01, totalCpuMsPerRequest: 0.8 },
    });
    const hotIn = (nodeEnv: string) =>
      findings({ threads: [{ ...thread, nodeEnv }], functions: [handler, compile] }, 'hot-function');
    assert.equal(hotIn('production').length, 1);
    assert.deepEqual(hotIn('unset'), []);
  });

  it('is silent in production, where the mode is not known, and where nothing is done that is of development', () => {
    assert.deepEqual(running('production'), []);
    assert.deepEqual(running(undefined), []);
    assert.deepEqual(running('unset', 'node_modules/react-dom/cjs/react-dom-server.node.production.js'), []);
    assert.deepEqual(running('unset', 'node_modules/devalue/index.js'), []);
  });
});

describe('thread-pool-full', () => {
  const parts = { mean: 30, alone: 8, cpu: 1, gc: 0, blocked: 0, queue: 2, waiting: 27 };
  const point = { offered: 1, p99Ms: 1, eventLoopUtilization: 0.1, valid: true, limits: [] };
  const pool = (capacity: Partial<NonNullable<Costs['capacity']>> = {}, poolMs = 3, more: Partial<Costs> = {}) =>
    findings(
      {
        totals: { ...sampleCosts.totals, latencyPartsMs: parts },
        ledger: [
          { kind: 'offThread', cpuMsPerRequest: poolMs, parts: [{ kind: 'threadPool', cpuMsPerRequest: poolMs }] },
        ],
        capacity: {
          bindingResource: 'threadPool',
          binding: { threadPool: { busy: 3.6, size: 4 } },
          breaking: { offered: 1, limits: ['behind'], valid: true },
          curve: [{ ...point, achieved: 1_200 }] as unknown as NonNullable<Costs['capacity']>['curve'] & object,
          ...capacity,
        },
        ...more,
      },
      'thread-pool-full',
    );

  it('tells how long requests wait beyond what one of them waits alone', () => {
    const [found] = pool();
    assert.deepEqual([found?.certainty, found?.saving.waitMsPerRequest], ['likely', 20]);
    assert.match(found?.evidence ?? '', /at 1,200 requests per second 3\.6 of its threads \(4\) were at work/);
    assert.match(found?.evidence ?? '', /--knobs/);
    assert.match(found?.fix ?? '', /UV_THREADPOOL_SIZE/);
  });

  it('advises less work, not more threads, where the processors are full', () => {
    const threadPool = { busy: 1.8, size: 4, processors: 2 };
    const [found] = pool({ bindingResource: 'cpu', binding: { threadPool } });
    assert.match(found?.title ?? '', /fills the processors/);
    assert.match(found?.fix ?? '', /More threads do not help/);
    assert.doesNotMatch(found?.evidence ?? '', /--knobs/);
  });

  it('is certain where a larger one was tried', () => {
    const ratio = { value: 1.6, low: 1.4, high: 1.8 };
    const knob = {
      setting: 'UV_THREADPOOL_SIZE=8',
      kind: 'environment',
      cpuRatio: ratio,
      throughputRatio: ratio,
    } as const;
    const [found] = pool({}, 3, { knobs: [{ ...knob, rssRatio: 1, verdict: 'inconclusive' }] });
    assert.equal(found?.certainty, 'certain');
  });

  it('leaves alone who waits for something else', () => {
    assert.deepEqual(pool({}, 0.1), []);
    assert.deepEqual(pool({ bindingResource: 'waiting', binding: {} }), []);
    assert.deepEqual(pool({ bindingResource: 'eventLoop' }), []);
  });
});
