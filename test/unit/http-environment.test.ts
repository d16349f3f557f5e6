/** Files beside an `.http` file that hold its variables. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseDotenv } from '../../src/spec/dotenv.ts';
import { httpEnvironment } from '../../src/spec/http-environment.ts';
import { readScenario } from '../../src/spec/scenario-file.ts';
import { secretNames } from '../../src/model/without-secrets.ts';
import { writtenRequest } from '../../src/cli/written-request.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

async function within<T>(files: Readonly<Record<string, unknown>>, work: (folder: string) => Promise<T>): Promise<T> {
  let found: { readonly value: T } | undefined;
  await inTemporaryFolder({}, async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    found = { value: await work(folder) };
  });
  assert.ok(found);
  return found.value;
}

const environmentOf = (files: Readonly<Record<string, unknown>>) =>
  within(files, (folder) => httpEnvironment(join(folder, 'http'), folder));

describe('the environment of an .http file', () => {
  it('is the one of this machine, whatever comes first, and says which others there are', async () => {
    const { values, warnings } = await environmentOf({
      'http/http-client.env.json': {
        prod: { host: 'https://shop.example.com' },
        here: { host: 'http://localhost:3000', n: 7, on: true, Security: { Auth: {} } },
      },
    });
    assert.deepEqual(values, { host: 'http://localhost:3000', n: '7', on: 'true' });
    assert.deepEqual(warnings, ['Variables of the environment "here" are filled in. Others: prod.']);
  });

  it('is the one that is called so, else the first', async () => {
    const named = { a: { x: 1 }, Dev: { x: 2 } };
    assert.deepEqual((await environmentOf({ 'http/http-client.env.json': named })).values, { x: '2' });
    assert.deepEqual((await environmentOf({ 'http/rest-client.env.json': { a: { x: 1 }, b: { x: 2 } } })).values, {
      x: '1',
    });
  });

  it('is put together of shared and private files, of the folder or one above', async () => {
    const { values, privateNames, dotenv, warnings } = await environmentOf({
      'http-client.env.json': { dev: { a: 'public', b: 'public' } },
      'http/http-client.private.env.json': { dev: { b: 'private' } },
      '.vscode/settings.json':
        '// mine\n{ "rest-client.environmentVariables": { "$shared": { "c": "all" }, "dev": { "d": "{{$shared c}} {{$shared e}}" } } }',
      '.env': 'KEY=of the file\n',
      'http/gone.env.json': '{',
    });
    assert.deepEqual(values, { c: 'all', d: 'all {{$shared e}}', a: 'public', b: 'private' });
    assert.deepEqual([...(privateNames ?? [])], ['b']);
    assert.deepEqual([dotenv, warnings], [{ KEY: 'of the file' }, []]);
  });

  it('fills requests in, and no value of it is written down that others must not see', async () => {
    const files = {
      'a.http':
        '@token = s3cr3t-token\nPOST http://{{host}}/x/{{pin}}?q={{%note}}\nX-Plain: {{token}}\nX-Dotenv: {{$dotenv WORD}}\n\n{"note":"{{note}}","who":"{{name}}"}\n',
      'http-client.env.json': { dev: { host: 'localhost:3000', name: 'ada' } },
      'http-client.private.env.json': { dev: { note: 'a "private" word', pin: '4711' } },
      '.env': 'WORD=harmless-looking',
    };
    await within(files, async (folder) => {
      const { scenario, secrets } = await readScenario(join(folder, 'a.http'), folder);
      const [request] = scenario.requests;
      assert.ok(request);
      assert.equal(request.headers?.['x-dotenv'], 'harmless-looking');
      const names = secretNames();
      const written = writtenRequest(request, names, secrets);
      assert.equal(written.headers?.['x-plain'], '${env:TOKEN}');
      assert.equal(written.headers['x-dotenv'], '${env:WORD}');
      const text = JSON.stringify(written);
      for (const secret of ['s3cr3t', 'private', '4711', 'harmless']) assert.ok(!text.includes(secret), text);
      assert.ok(text.includes('ada'));
    });
  });
});

describe('a .env file', () => {
  it('is read as the dotenv package reads it', () => {
    assert.deepEqual(
      parseDotenv(
        '# all\nA=1\nexport B = two words # why\nC=\'x # y\'\nD="a\\nb"\nE=`"q"`\nF=\n  G: h\nH="over\nlines"\r\nI=a=b\nno line\n',
      ),
      { A: '1', B: 'two words', C: 'x # y', D: 'a\nb', E: '"q"', F: '', G: 'h', H: 'over\nlines', I: 'a=b' },
    );
  });
});
