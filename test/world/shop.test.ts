/** The example shop: its documented wastes come out on top, by name, at their TypeScript lines. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFunction } from '../../src/model/report-code.ts';
import type { Report } from '../../src/model/report.ts';
import { savedBy } from '../paired-shops.ts';
import { fixedShop } from '../shop-fixes.ts';
import { app, leftBehindSoon, measure } from './leanscope.ts';

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

const wastes = JSON.parse(await readFile(join(app('shop'), 'WASTES.json'), 'utf8')) as readonly Waste[];
const of = (kind: Waste['kind']): readonly Waste[] => wastes.filter((waste) => waste.kind === kind);

describe('the example shop', function () {
  let measured: Report | undefined;
  this.timeout(120_000);
  const starts: readonly (readonly [string, readonly string[], number])[] = [
    ['npm start', [], 25],
    ['npx tsx', ['npx', 'tsx', 'src/server.ts'], 20],
  ];
  for (const [how, command, seconds] of starts) {
    describe(`started with ${how}`, () => {
      let report: Report;
      before(async () => {
        report = await measure(app('shop'), seconds, command);
        measured ??= report;
      });

      it('has its CPU wastes on top, at their lines', () => {
        const top = topOwn(report, ({ ownCpuMsPerRequest }) => ownCpuMsPerRequest, of('cpu').length + 4);
        for (const waste of of('cpu')) expectAt(top, waste);
      });

      it('has its garbage on top of the allocations', () => {
        const top = topOwn(
          report,
          ({ ownAllocatedBytesPerRequest }) => ownAllocatedBytesPerRequest,
          of('allocation').length + 3,
        );
        for (const waste of of('allocation')) expectAt(top, waste);
      });

      it('has its bulky routes on top of the bytes', () => {
        const routes = [...report.routes].sort((a, b) => (b.bytesOutPerRequest ?? 0) - (a.bytesOutPerRequest ?? 0));
        const top = routes.slice(0, of('bytes').length).map(({ method, path }) => `${method} ${path}`);
        assert.deepEqual(
          [...top].sort(),
          of('bytes')
            .map(({ route }) => route)
            .sort(),
        );
      });

      it('has a finding for each waste: by the right rule in its function, or on its route', () => {
        const found = report.advice.map(({ rule, function: name, file, route }) => ({ rule, name, file, route }));
        for (const waste of wastes) {
          const isIt = (each: (typeof found)[number]) =>
            waste.kind === 'bytes'
              ? each.route === waste.route
              : each.name === waste.function && each.file === waste.file;
          const rules = found.filter(isIt).map(({ rule }) => rule);
          assert.ok(rules.includes(waste.rule), `${waste.id}: ${waste.rule} is not among ${JSON.stringify(found)}`);
        }
      });

      it('knows where each route is registered', () => {
        for (const { method, path, file, line } of report.routes) {
          assert.match(file ?? '', /^src\/.*\.ts$/, `${method} ${path}`);
          assert.ok(line !== undefined, `${method} ${path}`);
        }
      });

      it('has no failing request, and a ledger that balances', () => {
        assert.equal(report.totals.errors, 0, report.quality.warnings.join('\n'));
        const rows = report.ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
        assert.ok(
          Math.abs(rows / report.totals.cpuMsPerRequest - 1) < 1e-4,
          `${rows} of ${report.totals.cpuMsPerRequest}`,
        );
      });
    });
  }

  describe('once a waste is fixed', () => {
    // Each with a route of its own, and dear enough to be told from the noise of short blocks.
    for (const id of ['clone-catalogue', 'quadratic-tags'])
      it(`saves at most the ceiling of its finding, and at least half of it, once ${id} is fixed`, async () => {
        const waste = wastes.find((each) => each.id === id);
        const finding = measured?.advice.find((each) => each.rule === waste?.rule && each.function === waste.function);
        const route = measured?.routes.find(({ method, path }) => `${method} ${path}` === waste?.route);
        assert.ok(finding !== undefined && route?.cpuMsPerRequest !== undefined);
        // What the route costs, of which the pairs save a share, is known as well as its interval says, and as its cost alone is that in the
        // mix, of which the finding is.
        const { interval, cpuMsPerRequest } = route;
        const { mixDifferenceShare = 0 } = measured?.quality ?? {};
        const known = (interval?.high ?? cpuMsPerRequest) / cpuMsPerRequest + Math.abs(mixDifferenceShare);
        const ceiling = Math.min(1, (finding.saving.cpuMsPerRequest / (route.share * cpuMsPerRequest)) * known);
        const [base, fixed] = [await fixedShop('as-it-is', []), await fixedShop(id, [id])];
        const sent = [{ method: 'GET', path: route.path === '/search' ? '/search?q=lamp' : '/products/7', weight: 1 }];
        const saved = await savedBy({ base, fixed, sent, of: 'cpuMs', pairs: 5, blockMs: 400 });
        // What the pairs say lies between the smallest and the largest of them.
        const [least = NaN, most = NaN] = [saved[0], saved.at(-1)];
        const words = `saved ${least} to ${most}, the ceiling is ${ceiling}, of a cost known to ${known}`;
        assert.ok(least <= ceiling, words);
        assert.ok(most >= ceiling / 2, words);
      });
  });

  it('leaves nothing behind', async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

function topOwn(
  report: Report,
  by: (each: ReportFunction) => number | undefined,
  count: number,
): readonly ReportFunction[] {
  const ofTheApp = report.functions.filter(({ origin }) => origin === 'app');
  return [...ofTheApp].sort((a, b) => (by(b) ?? 0) - (by(a) ?? 0)).slice(0, count);
}

function expectAt(top: readonly ReportFunction[], waste: Waste): void {
  const found = top.find(({ name }) => name === waste.function);
  assert.ok(found, `${waste.function} is not among ${top.map(({ name }) => name).join(', ')}`);
  assert.deepEqual({ file: found.file, line: found.line }, { file: waste.file, line: waste.line });
}
