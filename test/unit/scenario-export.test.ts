import assert from 'node:assert/strict';
import { join } from 'node:path';
import { withoutPrivate } from '../../src/cli/written-request.ts';
import { toExportable } from '../../src/export/exportable.ts';
import { toArtillery } from '../../src/export/to-artillery.ts';
import { toK6 } from '../../src/export/to-k6.ts';
import { readScenario } from '../../src/spec/scenario-file.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

describe('a script of another engine, from an .http file', () => {
  const requests = [
    'POST http://localhost:3000/login',
    'Content-Type: application/json',
    '',
    '{"user":"{{user}}","value":"{{pass}}"}',
    '###',
    'GET http://localhost:3000/me?k={{key}}',
    'X-Team: {{team}}',
  ];
  const files = {
    'shop.http': requests.join('\n'),
    'http-client.env.json': '{"dev":{"team":"blue","user":"ada"}}',
    'http-client.private.env.json': '{"dev":{"pass":"Hunter/2 é","key":"abcd1234"}}',
  };

  const options = { baseUrl: 'http://localhost:3000', durationSeconds: 30 };

  it('takes from the environment what stands in a file that is not shared', async () => {
    await inTemporaryFolder(files, async (folder) => {
      const { scenario, secrets = [] } = await readScenario(join(folder, 'shop.http'), folder);
      assert.match(JSON.stringify(scenario), /Hunter.*abcd1234/);
      const shared = toExportable(withoutPrivate(scenario, secrets));
      assert.deepEqual(shared.environment, ['KEY', 'PASS']);
      const scripts = [toK6(shared, options), toArtillery(shared, { ...options, name: 'load' }).script];
      for (const script of scripts) {
        assert.doesNotMatch(script, /Hunter|abcd1234/);
        assert.match(script, /x-team"?: "?blue/);
      }
      const [login, me] = shared.journeys.map(({ steps: [step] }) => step);
      assert.equal(login?.body, '{"user":"ada","value":"${env:PASS}"}');
      assert.equal(me?.path, '/me?k=${env:KEY}');
    });
  });
});
