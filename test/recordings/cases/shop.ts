/** The example shop, whose wastes are documented in WASTES.json, and its clean twin. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportFunction } from '../../../src/model/report-code.ts';
import type { Report } from '../../../src/model/report.ts';
import { compare } from '../../../src/compare/compare.ts';
import { conclude } from '../../../src/run.ts';
import { fixedShop, fixes } from '../../shop-fixes.ts';
import { app } from '../../world/leanscope.ts';
import type { RecordingCase } from '../case.ts';
import { readStored } from '../stored.ts';
import { budget, noErrors, truth, within } from './checks.ts';

interface Waste {
  readonly id: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly kind: 'cpu' | 'allocation' | 'bytes';
  readonly route: string;
  /** Of the finding that names it. */
  readonly rule: string;
}

const wastes = JSON.parse(readFileSync(join(app('shop'), 'WASTES.json'), 'utf8')) as readonly Waste[];
const of = (kind: Waste['kind']): readonly Waste[] => wastes.filter((waste) => waste.kind === kind);

type Figure = (fn: ReportFunction) => number | undefined;

function topOwn({ functions }: Report, by: Figure, count: number): readonly ReportFunction[] {
  const ofTheApp = functions.filter(({ origin }) => origin === 'app');
  return ofTheApp.sort((a, b) => (by(b) ?? 0) - (by(a) ?? 0)).slice(0, count);
}

function expectAt(top: readonly ReportFunction[], waste: Waste): void {
  const found = top.find(({ name }) => name === waste.function);
  assert.ok(found, `${waste.function} is not among ${top.map(({ name }) => name).join(', ')}`);
  assert.deepEqual({ file: found.file, line: found.line }, { file: waste.file, line: waste.line });
}

const truths = [
  truth('its CPU wastes are on top, at their lines', (report) => {
    const top = topOwn(report, ({ ownCpuMsPerRequest }) => ownCpuMsPerRequest, of('cpu').length + 4);
    for (const waste of of('cpu')) expectAt(top, waste);
  }),
  truth('its garbage is on top of the allocations', (report) => {
    const most = of('allocation').length + 3;
    const top = topOwn(report, ({ ownAllocatedBytesPerRequest }) => ownAllocatedBytesPerRequest, most);
    for (const waste of of('allocation')) expectAt(top, waste);
  }),
  truth('its bulky routes are on top of the bytes', (report) => {
    const routes = [...report.routes].sort((a, b) => (b.bytesOutPerRequest ?? 0) - (a.bytesOutPerRequest ?? 0));
    const top = routes.slice(0, of('bytes').length).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(
      [...top].sort(),
      of('bytes')
        .map(({ route }) => route)
        .sort(),
    );
  }),
  ...wastes.map((waste) =>
    truth(`${waste.id} is found by ${waste.rule}`, ({ advice }) => {
      const rules = advice
        .filter((each) =>
          waste.kind === 'bytes'
            ? each.route === waste.route || each.places?.some(({ route }) => route === waste.route) === true
            : each.function === waste.function && each.file === waste.file,
        )
        .map(({ rule }) => rule);
      assert.ok(rules.includes(waste.rule), `${waste.rule} is not among ${JSON.stringify(rules)}`);
    }),
  ),
  truth('each route is registered at a line of the TypeScript', ({ routes }) => {
    for (const { method, path, file, line } of routes) {
      assert.match(file ?? '', /^src\/.*\.ts$/, `${method} ${path}`);
      assert.ok(line !== undefined, `${method} ${path}`);
    }
  }),
  truth('GET /health takes the bytes on the wire that were counted by hand', ({ routes }) => {
    within(routes.find(({ path }) => path === '/health')?.bytesOutPerRequest, wireBytes(), 0.01, 'GET /health');
  }),
  noErrors,
];

/** tsx writes many statements on a line, of which V8 does not tell the one that costs. */
const linesOfWastes = truth(
  'what costs is told at the hottest lines of the TypeScript, within its function',
  ({ functions, lines }) => {
    for (const waste of of('cpu')) {
      const fn = functions.find(({ name }) => name === waste.function);
      const own = lines.filter(
        ({ file, line }) => file === waste.file && line >= (fn?.line ?? NaN) && line <= (fn?.endLine ?? NaN),
      );
      assert.ok(own.length > 0, `no line of ${waste.function}`);
    }
  },
);

/** The answer of GET /health as Express 5 and Node.js write it on a kept-alive connection. */
function wireBytes(): number {
  const body = '{"status":"ok"}';
  const head = [
    'HTTP/1.1 200 OK',
    'X-Powered-By: Express',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${body.length}`,
    `ETag: W/"f-${'x'.repeat(27)}"`,
    'Date: Thu, 01 Jan 1970 00:00:00 GMT',
    'Connection: keep-alive',
    'Keep-Alive: timeout=5',
  ];
  return head.map((line) => `${line}\r\n`).join('').length + 2 + body.length;
}

const documented = 'test/apps/shop/WASTES.json: each waste with its function, line, kind and route';

export const shopCases: readonly RecordingCase[] = [
  {
    name: 'shop-npm-start',
    app: 'shop',
    node: 24,
    command: [],
    flags: budget(25),
    derivation: documented,
    truths: [...truths, linesOfWastes],
  },
  {
    name: 'shop-tsx',
    app: 'shop',
    // What npx starts runs on the Node.js of the checkout.
    node: 24,
    command: ['npx', 'tsx', 'src/server.ts'],
    flags: budget(20),
    derivation: documented,
    truths,
  },
  {
    name: 'shop-clean',
    app: () => fixedShop('clean', Object.keys(fixes)),
    node: 24,
    command: [],
    flags: budget(14),
    derivation: 'by construction: the same answers with every documented waste fixed (test/shop-fixes.ts)',
    truths: [
      truth('nothing above "look here" is told of its code and its answers', ({ advice }) => {
        const sure = advice.filter(({ certainty }) => certainty !== 'lookHere');
        assert.deepEqual(
          sure.map(({ rule, file, line, route, evidence }) => ({ rule, file, line, route, evidence })),
          [],
        );
      }),
      truth('it was measured under the same ten requests', ({ routes, functions }) => {
        assert.equal(routes.length, 10);
        assert.ok(functions.some(({ name, totalShare }) => name === 'productPage' && totalShare > 0));
      }),
      truth('beside the shop as it is, its wastes are told to be better, and none to be worse', async (report) => {
        const base = conclude(await readStored('shop-npm-start'));
        const { totals, functions } = compare({ name: 'as it is', report: base }, { name: 'clean', report });
        const cpu = totals.find(({ metric }) => metric === 'cpuMsPerRequest');
        assert.equal(cpu?.verdict, 'better', JSON.stringify(cpu));
        const verdictOf = (name: string) => functions.find((each) => each.name === name)?.cpuMsPerRequest.verdict;
        assert.deepEqual(
          wastes.filter((waste) => verdictOf(waste.function) === 'worse'),
          [],
        );
        assert.equal(verdictOf('copyCatalogue'), 'better', JSON.stringify(functions));
      }),
      noErrors,
    ],
  },
];
