/** A shop whose answers depend on who asks: users log in, order and pay; what is wrong counts as wrong; no secret is kept. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { ReportRoute } from '../../../src/model/report-load.ts';
import type { Report } from '../../../src/model/report.ts';
import { app } from '../../world/leanscope.ts';
import type { RecordingCase } from '../case.ts';
import { budget, truth } from './checks.ts';

const password = 'correct horse';
const secrets = [password, 'token-of-', 'k3y-in-the-open', 'ses-sion-'];

function route({ routes }: Report, name: string): ReportRoute {
  const found = routes.find(({ method, path, operation = '' }) => `${method} ${path} ${operation}`.trim() === name);
  assert.ok(found, `${name} among ${routes.map(({ path }) => path).join(', ')}`);
  return found;
}

export const memberCases: readonly RecordingCase[] = [
  {
    name: 'members',
    app: 'members',
    node: 24,
    command: ['node', 'server.cjs'],
    env: { MEMBERS_PASSWORD: password },
    flags: [...budget(8), '--scenario', join(app('members'), 'scenario.json')],
    derivation: 'by construction: test/apps/members/server.cjs answers only who logged in, and lies on one address',
    truths: [
      truth('what needs a login, a cookie and an order of its own is answered', (report) => {
        for (const name of ['GET /me', 'POST /orders', 'GET /orders/:order', 'POST /orders/:order/pay']) {
          assert.ok(route(report, name).requests > 0, name);
          assert.equal(route(report, name).errors, 0, name);
        }
      }),
      truth('a good status over a wrong body counts as an error', (report) => {
        const { requests, errors } = route(report, 'GET /lies');
        assert.ok(requests > 0);
        assert.equal(errors, requests);
      }),
      truth('operations of one GraphQL address are costed apart', (report) => {
        const [dear, cheap] = ['Dear', 'Cheap'].map((name) => route(report, `POST /graphql ${name}`).cpuMsPerRequest);
        assert.ok(dear !== undefined && cheap !== undefined, report.quality.warnings.join('\n'));
        // 40 times the work, over the same cost of a request.
        assert.ok(dear > 2 * cheap, `${dear} and ${cheap}`);
      }),
      truth('an order is paid only once, so that paying has no cost of its own', (report) => {
        assert.equal(route(report, 'POST /orders/:order/pay').cpuMsPerRequest, undefined);
        assert.match(report.quality.warnings.join('\n'), /Cannot be sent twice.*\/pay/);
      }),
      truth('it is told what was left out, and where the rest came from', ({ load }) => {
        assert.deepEqual(load?.leftOut, [{ method: 'DELETE', path: '/everything', reason: 'would empty the shop' }]);
        assert.ok(load.requests.every(({ source }) => source === 'scenario'));
      }),
      truth(
        'neither the Recording nor the Report holds a password, a captured token or a cookie',
        (report, recording) => {
          // The application's own text has them, as the source in the repository does.
          const evidence = { ...recording, scripts: recording.scripts.map((script) => ({ ...script, text: '' })) };
          const kept = JSON.stringify([report, evidence]);
          for (const secret of secrets) assert.ok(!kept.includes(secret), secret);
        },
      ),
    ],
  },
];
