/** A scenario is written from what a real application serves, and what is there stays. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'jsonc-parser';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { app, leanscope, leftBehindSoon, testMs } from '../world/leanscope.ts';

describe('leanscope scenario create', function () {
  this.timeout(testMs);

  it('writes the routes with their parameters filled, and a second time nothing', async () => {
    await inTemporaryFolder(
      { 'leanscope.json': '{\n  // mine\n  "traffic": { "averageRequestsPerSecond": 5 }\n}\n' },
      async (folder) => {
        const file = join(folder, 'leanscope.json');
        const call = [
          'scenario',
          'create',
          '--cwd',
          folder,
          '--',
          process.execPath,
          join(app('express-cjs'), 'server.js'),
        ];
        const first = await leanscope(call);
        assert.equal(first.code, 0, first.stderr);
        const text = await readFile(file, 'utf8');
        assert.ok(text.includes('// mine'));
        const { scenario } = parse(text) as {
          readonly scenario: { readonly requests: readonly { readonly path: string }[] };
        };
        const paths = scenario.requests.map(({ path }) => path);
        assert.ok(paths.includes('/api/users/1') && paths.includes('/'), paths.join());
        assert.match((await leanscope(call)).stderr, / 0 requests added/);
        assert.equal(await readFile(file, 'utf8'), text);
        assert.deepEqual(await leftBehindSoon(), []);
      },
    );
  });

  it('writes no secret of an .http file, and lists what would do harm as skipped', async () => {
    await inTemporaryFolder({}, async (folder) => {
      const requests = 'GET /me?api_key=s3cr3t\nAuthorization: Bearer s3cr3t\n\n###\nDELETE /users/7\n';
      await writeFile(join(folder, 'x.http'), requests);
      const { code, stderr } = await leanscope([
        'scenario',
        'create',
        '--cwd',
        folder,
        '--from',
        join(folder, 'x.http'),
      ]);
      assert.equal(code, 0, stderr);
      assert.deepEqual(parse(await readFile(join(folder, 'leanscope.json'), 'utf8')), {
        scenario: {
          requests: [
            { method: 'GET', path: '/me?api_key=${env:API_KEY}', headers: { authorization: '${env:AUTHORIZATION}' } },
            { method: 'DELETE', path: '/users/7', skip: 'looks destructive' },
          ],
        },
      });
    });
  });
});
