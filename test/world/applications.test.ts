/** Ten real applications: each gives a Report with routes, functions and a ledger that balances. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { install, moreApplications, quickApplications, type Application } from './applications.ts';
import { leftBehindSoon, measure } from './leanscope.ts';

const all = process.env['LEANSCOPE_APPLICATIONS'] === 'all';

describe('applications from npm', function () {
  this.timeout(180_000);

  for (const [name, application] of Object.entries({ ...quickApplications, ...(all ? moreApplications : {}) })) {
    it(`${name} is measured, started as its README says`, async () => {
      const folder = await install(name, application);
      const { command, env = {} } = application;
      const report = await measure(folder, 6, command, { env });
      assertRoutes(report, application);
      assertFunctions(report);
      assertLedger(report);
      if (all) console.log(rowOf(name, report));
    });
  }

  afterEach(async () => {
    assert.deepEqual(await leftBehindSoon(), []);
  });
});

function assertRoutes({ routes, totals }: Report, application: Application): void {
  assert.equal(totals.errors, 0);
  for (const [route, file] of application.routes) {
    const found = routes.find(({ method, path }) => `${method} ${path}` === route);
    assert.ok(found, `${route} is not among ${routes.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
    if (file !== undefined) assert.ok(found.file?.includes(file), `${route} is in ${found.file ?? 'no file'}`);
  }
  assert.ok(routes.some(({ cpuMsPerRequest }) => (cpuMsPerRequest ?? 0) > 0));
}

/** Its own or its packages': with a place, and with costs that are part of the whole. */
function assertFunctions({ functions, totals }: Report): void {
  const placed = functions.filter(
    ({ origin, line }) => (origin === 'app' || origin === 'dependency') && line !== undefined,
  );
  assert.ok(placed.length >= 10, `${placed.length} functions with a place`);
  const self = functions.reduce((sum, { selfCpuMsPerRequest }) => sum + selfCpuMsPerRequest, 0);
  assert.ok(self > 0.3 * totals.cpuMsPerRequest && self <= 1.001 * totals.cpuMsPerRequest, `${self} ms in functions`);
}

/** What is left is of threads that were not sampled, such as those of npx. */
function assertLedger({ ledger, totals, quality }: Report): void {
  const rows = ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
  assert.ok(Math.abs(rows / totals.cpuMsPerRequest - 1) < 1e-4, `${rows} of ${totals.cpuMsPerRequest} ms`);
  assert.ok((quality.ledgerGapShare ?? 1) < 0.05, `a gap of ${quality.ledgerGapShare ?? 'unknown'}`);
}

function rowOf(name: string, { routes, functions, totals, quality }: Report): string {
  const gap = `${Math.round((quality.ledgerGapShare ?? NaN) * 1000) / 10} %`;
  return `| ${name} | ${routes.length} | ${functions.length} | ${totals.requests} | ${totals.errors} | ${gap} |`;
}
