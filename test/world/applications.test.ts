/** Real applications: each is started as its README says, has its routes found and answers them, and a ledger that balances. */
import assert from 'node:assert/strict';
import type { Report } from '../../src/model/report.ts';
import { install, moreApplications, quickApplications, type Application } from './applications.ts';
import { freePort, leftBehindSoon, measure, testMs } from './leanscope.ts';

const all = process.env['LEANSCOPE_APPLICATIONS'] === 'all';

describe('applications from npm', function () {
  this.timeout(testMs);

  for (const [name, application] of Object.entries({ ...quickApplications, ...(all ? moreApplications : {}) })) {
    it(`${name} is measured, started as its README says`, async () => {
      const folder = await install(name, application);
      const { command, env = {} } = application;
      const report = await measure(folder, 1, command(await freePort()), { env });
      assertRoutes(report, application);
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
}

function assertLedger({ ledger, totals }: Report): void {
  const rows = ledger.reduce((sum, { cpuMsPerRequest }) => sum + cpuMsPerRequest, 0);
  assert.ok(Math.abs(rows / totals.cpuMsPerRequest - 1) < 1e-4, `${rows} of ${totals.cpuMsPerRequest} ms`);
}

function rowOf(name: string, { routes, functions, totals, quality }: Report): string {
  const gap = `${Math.round((quality.ledgerGapShare ?? NaN) * 1000) / 10} %`;
  return `| ${name} | ${routes.length} | ${functions.length} | ${totals.requests} | ${totals.errors} | ${gap} |`;
}
