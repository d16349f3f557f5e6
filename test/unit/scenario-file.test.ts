import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Failure } from '../../src/model/failure-kinds.ts';
import { FailureError } from '../../src/model/failure.ts';
import type { Spec } from '../../src/model/spec.ts';
import { resolveSpec } from '../../src/spec/spec.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

type Files = Readonly<Record<string, string>>;

async function specOf(files: Files, scenario?: string): Promise<Spec> {
  let spec: Spec | undefined;
  await inTemporaryFolder({ 'package.json': '{ "main": "a.js" }', ...files }, async (folder) => {
    const named = scenario === undefined ? {} : { scenario: join(folder, scenario) };
    spec = await resolveSpec({ cwd: folder, command: [], ...named });
  });
  assert.ok(spec);
  return spec;
}

async function failureOf(scenario: object, files: Files = {}): Promise<Failure & { readonly kind: 'badFile' }> {
  const error: unknown = await specOf({ 's.json': JSON.stringify(scenario), ...files }, 's.json').then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof FailureError && error.failure.kind === 'badFile', String(error));
  return error.failure;
}

const get = (path: string) => ({ method: 'GET', path });
const openApi = 'openapi: 3.0.3\npaths: { /a: { get: {} } }';
const har = JSON.stringify({ log: { entries: [{ request: { method: 'GET', url: 'http://localhost/h' } }] } });

describe('a scenario file', () => {
  it('is told by its content: ours, as JSON with comments or as YAML', async () => {
    const json = await specOf({ 's.json': '{ // mine\n "requests": [{ "method": "GET", "path": "/a" },] }' }, 's.json');
    const yaml = await specOf({ 's.yml': 'requests: [{ method: GET, path: /a }]' }, 's.yml');
    assert.deepEqual([json.scenario, yaml.scenario], [{ requests: [get('/a')] }, { requests: [get('/a')] }]);
    assert.equal(json.found, undefined);
  });

  it('is told by its content: an OpenAPI document, a recording, an .http file', async () => {
    const files = { 'x.yaml': openApi, 'x.json': har, 'x.http': 'GET /r' };
    const [api, recording, http] = await Promise.all(Object.keys(files).map((name) => specOf(files, name)));
    assert.deepEqual([api?.found?.driveDescribed, api?.found?.described[0]?.path], [true, '/a']);
    assert.deepEqual(
      recording?.scenario?.requests.map(({ path, source }) => [path, source]),
      [['/h', 'har']],
    );
    assert.deepEqual(
      http?.scenario?.requests.map(({ path, source }) => [path, source]),
      [['/r', 'http']],
    );
    assert.deepEqual(http.found?.files, [{ source: 'http', file: 'x.http' }]);
  });

  it('takes requests from another file, bodies and data from files of their own', async () => {
    const scenario = {
      from: 'more/x.http',
      data: { people: 'p.csv', things: 'more/t.json' },
      requests: [{ ...get('/{{people.name}}/{{things.id}}'), method: 'POST', bodyFile: 'more/body.txt' }],
    };
    const files = {
      's.json': JSON.stringify(scenario),
      'p.csv': 'name, age\n"Ada, L.", 36\n\n',
      'more/t.json': '[{ "id": 7 }, { "id": 8 }]',
      'more/body.txt': 'as it is',
      'more/x.http': 'GET /r',
    };
    const spec = await specOf(files, 's.json');
    assert.deepEqual(spec.scenario?.data, {
      people: [{ name: 'Ada, L.', age: '36' }],
      things: [{ id: '7' }, { id: '8' }],
    });
    assert.deepEqual(
      spec.scenario.requests.map(({ path, body }) => [path, body]),
      [
        ['/{{people.name}}/{{things.id}}', 'as it is'],
        ['/r', undefined],
      ],
    );
  });

  for (const [what, scenario, words] of [
    [
      'a name that nothing defines',
      { requests: [get('/{{tokn}}')], variables: { token: '1' } },
      /requests\.0\.path uses \{\{tokn\}\}/,
    ],
    [
      'a name that is captured only later',
      { sequences: [{ steps: [get('/{{a}}'), { ...get('/'), capture: { a: { json: '$' } } }] }] },
      /sequences\.0\.steps\.0\.path/,
    ],
    [
      'a name of another sequence',
      { sequences: [{ steps: [{ ...get('/'), capture: { a: { json: '$' } } }] }, { steps: [get('/{{a}}')] }] },
      /sequences\.1\.steps\.0/,
    ],
    [
      'a generator that is not there',
      { requests: [{ ...get('/'), headers: { x: '{{$uid}}' } }] },
      /requests\.0\.headers\.x.*\$uid/,
    ],
    [
      'a secret that the environment lacks',
      { requests: [{ ...get('/'), body: { a: '${env:LEANSCOPE_NOT_SET}' } }] },
      /LEANSCOPE_NOT_SET, which is not set/,
    ],
    [
      'a JSON path to many places',
      { requests: [{ ...get('/'), expect: { json: { '$..a': 1 } } }] },
      /requests\.0\.expect\.json.*\$\.\.a/,
    ],
    [
      'a broken regular expression',
      { setup: [{ ...get('/'), capture: { a: { regex: '(' } } }], requests: [get('/')] },
      /setup\.0\.capture\.a/,
    ],
    ['a body that is not there', { requests: [{ ...get('/'), bodyFile: 'gone.txt' }] }, /gone\.txt cannot be read/],
    ['a table without rows', { requests: [get('/')], data: { t: 't.csv' } }, /no rows/],
    ['a word that is not known', { requests: [{ ...get('/'), weigth: 2 }] }, /requests\.0 .*"weigth"/],
    ['Swagger 2', { swagger: '2.0', paths: {} }, /Swagger 2\.0/],
    ['a later OpenAPI', { openapi: '4.0.0', paths: {} }, /OpenAPI document of version 4\.0\.0/],
    ['a recording of nothing', { log: { version: '1.2', pages: [] } }, /HAR recording without entries/],
    ['a collection of Postman', { info: { name: 'x' }, item: [] }, /collection of Postman/],
    ['a script of Artillery', { config: { target: 'x' }, scenarios: [] }, /script of Artillery/],
    ['an AsyncAPI document', { asyncapi: '3.0.0', channels: {} }, /AsyncAPI/],
    ['something else', { name: 'x', version: '1' }, /no scenario, no OpenAPI document and no HAR/],
  ] as const) {
    it(`is refused, by name and place, with ${what}`, async () => {
      assert.match((await failureOf(scenario, { 't.csv': 'a,b\n' })).problem, words);
    });
  }

  it('lets a name be used after the setup captured it, and in a skipped request whatever stands there', async () => {
    const scenario = {
      setup: [{ ...get('/in'), capture: { token: { header: 'x-token' } } }],
      requests: [get('/{{token}}'), { ...get('/{{unknown}}'), skip: 'later' }],
    };
    assert.equal((await specOf({ 's.json': JSON.stringify(scenario) }, 's.json')).scenario?.requests.length, 2);
  });
});

describe('files of the project that know its requests', () => {
  it('are found where people keep them, in the order of trust, and hold nothing that would do harm', async () => {
    const { found, scenario } = await specOf({
      'rec.har': har,
      'http/users.http': 'GET /users/1\n###\nPOST /users\n###\nGET /users/1/delete\n###\nGET /x\nA: {{$uuid}}',
      'docs/openapi.yaml': openApi,
      'node_modules/other/openapi.yaml': openApi,
    });
    assert.equal(scenario, undefined);
    assert.deepEqual(
      found?.files.map(({ file }) => file),
      ['docs/openapi.yaml', 'http/users.http', 'rec.har'],
    );
    assert.deepEqual(
      found.examples.map(({ path }) => path),
      ['/users/1', '/x', '/h'],
    );
    assert.deepEqual([found.driveDescribed, found.described.length], [false, 1]);
  });

  it('are not looked at where somebody wrote the requests', async () => {
    const written = {
      'leanscope.json': JSON.stringify({ scenario: { requests: [get('/')] } }),
      'openapi.yaml': openApi,
    };
    assert.equal((await specOf(written)).found, undefined);
    const narrowed = { 'leanscope.json': '{ "scenario": { "leaveOut": ["/a"] } }', 'openapi.yaml': openApi };
    assert.equal((await specOf(narrowed)).found?.described.length, 1);
  });

  it('are passed over with a word when they are broken', async () => {
    const { found } = await specOf({ 'openapi.yaml': 'a: [', 'b.http': 'GET /b' });
    assert.deepEqual(found?.examples.length, 1);
    assert.match(found.warnings.join(), /Passed over: .*openapi\.yaml.*not YAML/);
  });
});
