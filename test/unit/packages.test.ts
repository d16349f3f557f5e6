/** Costs by package and by who called it, on drawn stacks and against a slow model that goes by the words of the definition. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nodeModuleOf } from '../../src/attribute/node-module.ts';
import { sum } from '../../src/attribute/statistics.ts';
import type { Costs } from '../../src/model/costs.ts';
import type { PackageCall, ReportPackage } from '../../src/model/report-packages.ts';
import { originOf } from '../../src/symbolicate/place.ts';
import { costsOf, near } from '../costs-of.ts';
import { callKey, ownerOfStack, type StackFrame } from '../package-of-stack.ts';
import { sliceWith } from '../recording-with.ts';

const packagesOf = (costs: Costs): NonNullable<Costs['packages']> => {
  assert.ok(costs.packages);
  return costs.packages;
};

/** One request takes 1 ms of CPU: of n samples without GC each is worth 1/n ms. */
const drawn = (cpu: string): NonNullable<Costs['packages']> => packagesOf(costsOf({ cpu }));

const named = ({ packages }: NonNullable<Costs['packages']>, name: string): ReportPackage => {
  const found = packages.find((each) => each.name === name);
  assert.ok(found, `${name} has a cost`);
  return found;
};

const told = ({ entry, caller, chain, cpuMsPerRequest }: PackageCall): unknown[] => [
  entry.name,
  caller?.name ?? chain?.join(' → ') ?? 'Node.js',
  Number(cpuMsPerRequest.toFixed(6)),
];

describe('costs of packages', () => {
  it('are of the first package below the nearest function of the application, with what it calls in turn', () => {
    const lodash = 'node_modules/lodash/lodash.js';
    const rows = [
      ['main', 'main', 'main', 'main'],
      [`cloneDeep:${lodash}:3`, `cloneDeep:${lodash}:3`, 'helper', 'helper'],
      [`baseClone:${lodash}:9`, 'uuid:node_modules/uuid/index.js', `cloneDeep:${lodash}:3`, ''],
    ];
    const costs = drawn(rows.map((row) => row.map((frame) => frame.padEnd(45)).join('')).join('\n'));
    assert.deepEqual(named(costs, 'lodash').calls.map(told), [
      ['cloneDeep', 'main', 0.5],
      ['cloneDeep', 'helper', 0.25],
    ]);
    near(named(costs, 'lodash').cpuMsPerRequest, 0.75);
    near(named(costs, 'lodash').share, 0.75);
    // A package that another calls is on that one's behalf.
    assert.deepEqual(
      costs.packages.map(({ name }) => name),
      ['lodash'],
    );
    near(costs.application.cpuMsPerRequest, 0.25);
  });

  it('end where a function of the application is called back', () => {
    const costs = drawn(`
      main                                   main
      each:node_modules/lodash/lodash.js     each:node_modules/lodash/lodash.js
      callback
      parse:node_modules/qs/lib/parse.js`);
    assert.deepEqual(named(costs, 'qs').calls.map(told), [['parse', 'callback', 0.5]]);
    assert.deepEqual(named(costs, 'lodash').calls.map(told), [['each', 'main', 0.5]]);
  });

  it('are of a module of Node.js only where no package follows, and of the application with built-in functions', () => {
    const costs = drawn(`
      main                     main                              main        tick:node:internal/process/task_queues
      readFileSync:node:fs:9   emit:node:events:4                stringify:  write:node:net:7
      open:                    parse:node_modules/qs/index.js`);
    assert.deepEqual(named(costs, 'fs').calls.map(told), [['readFileSync', 'main', 0.25]]);
    assert.deepEqual(named(costs, 'qs').calls.map(told), [['parse', 'main', 0.25]]);
    // With no function of the application above, the innermost module says most.
    assert.deepEqual(named(costs, 'net').calls.map(told), [['write', 'Node.js', 0.25]]);
    near(costs.application.cpuMsPerRequest, 0.25);
    assert.deepEqual(costs.packages.map(({ origin }) => origin).sort(), ['dependency', 'node', 'node']);
  });

  it('without the application above are of the innermost package, with the chain it came by', () => {
    const costs = drawn(`
      onEnd:node_modules/raw-body/index.js          onEnd:node_modules/raw-body/index.js
      done:node_modules/body-parser/lib/read.js     done:node_modules/body-parser/lib/read.js
      parse:node_modules/qs/lib/parse.js            next:node_modules/router/index.js
      decode:node_modules/qs/lib/utils.js:5         main`);
    assert.deepEqual(named(costs, 'qs').calls.map(told), [['parse', 'raw-body → body-parser → qs', 0.5]]);
    near(costs.application.cpuMsPerRequest, 0.5);
  });

  it('cut the chain back where a framework goes on', () => {
    const costs = drawn(`
      handle:node_modules/router/index.js:2
      cors:node_modules/cors/index.js
      next:node_modules/router/index.js:20
      json:node_modules/body-parser/index.js`);
    assert.deepEqual(named(costs, 'body-parser').calls.map(told), [['json', 'router → body-parser', 1]]);
  });

  it('are no cost of a middleware that lets the framework go on', () => {
    const costs = drawn(`
      next:node_modules/router/index.js       next:node_modules/router/index.js
      logRequests                             logRequests
      next:node_modules/router/index.js       info:node_modules/pino/index.js
      json:node_modules/body-parser/index.js`);
    assert.deepEqual(named(costs, 'body-parser').calls.map(told), [['json', 'router → body-parser', 0.5]]);
    assert.deepEqual(named(costs, 'pino').calls.map(told), [['info', 'logRequests', 0.5]]);
  });

  it("leave the tool's own frames out of what goes through them", () => {
    const costs = packagesOf(
      costsOf({
        agentFile: 'file:///app/agent.cjs',
        cpu: `
          main                  main
          wrapped:agent.cjs     wrapped:agent.cjs
          request:node:http:3`,
      }),
    );
    assert.deepEqual(named(costs, 'http').calls.map(told), [['request', 'main', 0.5]]);
    near(named(costs, 'leanscope').cpuMsPerRequest, 0.5);
  });

  it('sum with the application and the rest to the ledger, sample by sample as the words say', () => {
    fc.assert(
      fc.property(fc.array(stackOf, { minLength: 1, maxLength: 24 }), (stacks) => {
        const { ledger, ...costs } = costsOf({ cpu: drawing(stacks), slices });
        const working = stacks.filter((stack) => stack[0] !== '(gc)' && stack[0] !== '(idle)');
        fc.pre(working.length > 0);
        const { packages, application, other } = packagesOf({ ...costs, ledger });
        const rows = sum(
          ledger.flatMap(({ kind, cpuMsPerRequest }) =>
            kind === 'function' || kind === 'native' ? [cpuMsPerRequest] : [],
          ),
        );
        const all = sum([...packages, application, other].map(({ cpuMsPerRequest }) => cpuMsPerRequest));
        near(all, rows);
        const perSample = rows / working.length;
        const expected = new Map<string, number>();
        for (const stack of working) {
          const key = ownerOfStack(stack.map(known));
          expected.set(key, (expected.get(key) ?? 0) + perSample);
        }
        const actual = new Map<string, number>([
          ['application', application.cpuMsPerRequest],
          ['other', other.cpuMsPerRequest],
        ]);
        for (const { origin, name, calls } of packages)
          for (const { entry, caller, chain = [], cpuMsPerRequest } of calls)
            actual.set(
              callKey({ kind: origin, owner: name, id: entry.name }, caller?.name ?? '', chain),
              cpuMsPerRequest,
            );
        for (const [key, ms] of expected) near(actual.get(key), ms);
        for (const [key, ms] of actual) near(expected.get(key) ?? 0, ms);
      }),
    );
  });

  it('have the interval that the same samples give a function', () => {
    const cpu = `
      main  main                           main                           main
      a     dep:node_modules/dep/index.js  dep:node_modules/dep/index.js  a`;
    // Two slices of two samples each: the function is all of the package.
    const halves = [
      sliceWith('asIs'),
      sliceWith('asIs', { usage: { processCpuUs: 110_000 } }),
      sliceWith('cpuSampling', { startUs: 500, endUs: 2_500 }),
      sliceWith('cpuSampling', { startUs: 2_500, endUs: 4_500 }),
    ];
    const costs = costsOf({ cpu, slices: halves });
    const fn = costs.functions.find(({ name }) => name === 'dep');
    const { interval, cpuMsPerRequest, share } = named(packagesOf(costs), 'dep');
    near(cpuMsPerRequest, fn?.selfCpuMsPerRequest ?? 0);
    near(share, fn?.selfShare ?? 0);
    assert.ok(interval);
    assert.deepEqual(interval, fn?.interval);
    assert.deepEqual(named(packagesOf(costs), 'dep').calls[0]?.interval, fn?.interval);
  });

  it('are absent where nothing was sampled', () => {
    assert.equal(costsOf({ cpu: 'main', slices: [sliceWith('asIs')] }).packages, undefined);
  });
});

describe('the name of a package', () => {
  const packages: readonly (readonly [string, string])[] = [
    ['/app/node_modules/lodash/lodash.js', 'lodash'],
    ['/app/node_modules/@nestjs/core/router/x.js', '@nestjs/core'],
    ['/app/node_modules/express/node_modules/qs/lib/parse.js', 'qs'],
    ['/app/node_modules/.pnpm/qs@6.13.0/node_modules/qs/lib/parse.js', 'qs'],
    ['/app/node_modules/.pnpm/@nestjs+core@11.0.1_abc/node_modules/@nestjs/core/x.js', '@nestjs/core'],
    ['/app/.yarn/cache/lodash-npm-4.17.21-6382451519-10c0.zip/node_modules/lodash/lodash.js', 'lodash'],
    ['/app/.yarn/__virtual__/pkg-abc/0/cache/pkg-npm-1.0.0-abc.zip/node_modules/@a/pkg/x.js', '@a/pkg'],
    ['node_modules/lodash/cloneDeep.js', 'lodash'],
  ];
  for (const [path, name] of packages)
    it(`is ${name} at ${path}`, () => {
      assert.deepEqual(originOf(`file://${path}`, path), { origin: 'dependency', package: name });
    });

  const modules: readonly (readonly [string, string])[] = [
    ['node:fs', 'fs'],
    ['node:fs/promises', 'fs/promises'],
    ['node:child_process', 'child_process'],
    ['node:_http_outgoing', 'http'],
    ['node:_tls_wrap', 'tls'],
    ['node:internal/fs/promises', 'fs'],
    ['node:internal/crypto/hashing', 'crypto'],
    ['node:internal/streams/readable', 'stream'],
    ['node:internal/deps/undici/undici', 'undici'],
    ['node:internal/url', 'url'],
  ];
  for (const [file, name] of modules)
    it(`is Node.js: ${name} at ${file}`, () => {
      assert.equal(nodeModuleOf(file), name);
    });
});

const frames = [
  'a',
  'b',
  'enter:node_modules/one/index.js:1',
  'inner:node_modules/one/index.js:5',
  'other:node_modules/two/index.js',
  'read:node:fs:1',
  'send:node:net:1',
  'write:',
];
const stackOf = fc.oneof(
  { arbitrary: fc.array(fc.constantFrom(...frames), { minLength: 1, maxLength: 6 }), weight: 6 },
  fc.constantFrom(['(gc)'], ['(idle)'], ['(program)']),
);

const usage = {
  processCpuUs: 1_000_000,
  javascriptThreadCpuUs: 800_000,
  eventLoopUtilization: 0.8,
  gcUs: { minor: 60_000, major: 40_000, incremental: 0, weakCallbacks: 0 },
};
const slices = [sliceWith('asIs', { usage }), sliceWith('cpuSampling', { usage: { processCpuUs: 1_000_000 } })];

function drawing(stacks: readonly (readonly string[])[]): string {
  const depth = Math.max(...stacks.map(({ length }) => length));
  const row = (level: number) => stacks.map((stack) => (stack[level] ?? '').padEnd(40)).join('');
  return Array.from({ length: depth }, (_, level) => row(level)).join('\n');
}

function known(frame: string): StackFrame {
  const [id = '', place = ''] = frame.split(/:(.*)/);
  const owner = /node_modules\/(\w+)/.exec(place)?.[1] ?? /node:(\w+)/.exec(place)?.[1] ?? '';
  if (place.includes('node_modules')) return { kind: 'dependency', owner, id };
  if (place.startsWith('node:')) return { kind: 'node', owner, id };
  return frame.includes(':') || frame.startsWith('(') ? { kind: 'native', owner, id } : { kind: 'app', owner, id };
}
