/** Scenario files that are broken, forged or meant to do harm: each is read, passed over or refused in a sentence, and in time. */
import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodeOf, FailureError } from '../../src/model/failure.ts';
import type { Spec } from '../../src/model/spec.ts';
import { mergeScenario } from '../../src/spec/merge-scenario.ts';
import { parseJsonText, parseYamlText, UnreadableText } from '../../src/spec/parse-text.ts';
import { readHar } from '../../src/spec/sources/har.ts';
import { readHttpFile } from '../../src/spec/sources/http-file.ts';
import { readOpenApi } from '../../src/spec/sources/openapi.ts';
import { resolveSpec } from '../../src/spec/spec.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';

type Files = Readonly<Record<string, string>>;

async function specOf(
  files: Files,
  wishes: { readonly scenario?: string; readonly launch?: string } = {},
): Promise<Spec> {
  let spec: Spec | undefined;
  await inTemporaryFolder({ 'package.json': '{ "main": "a.js" }', ...files }, async (folder) => {
    const { scenario, ...others } = wishes;
    const named = scenario === undefined ? {} : { scenario: join(folder, scenario) };
    spec = await resolveSpec({ cwd: folder, command: [], ...others, ...named });
  });
  assert.ok(spec);
  return spec;
}

const deepJson = '['.repeat(200_000) + ']'.repeat(200_000);
const bomb = Array.from(
  { length: 30 },
  (_, i) => `a${i + 1}: &a${i + 1} [${'*a0, '.replaceAll('0', String(i)).repeat(9)}1]`,
);
const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ['deep.har', `{"log":{"entries":${deepJson}}}`],
  ['deep-with-comments.har', `// x\n${deepJson}`],
  ['openapi.json', `{"openapi":"3.0.0","paths":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}`],
  ['openapi.yaml', `a0: &a0 [1]\n${bomb.join('\n')}\n`],
  ['ring.yaml', 'openapi: 3.0.0\npaths: &p { /a: *p }\n'],
  ['deep.yaml', `openapi: 3.0.0\npaths: ${'['.repeat(100_000)}`],
  ['null.har', 'null'],
  ['cut.har', '{"log":{"entries":[{"request"'],
  ['tag.yaml', 'a: !!js/function "x"\nb: ['],
];

describe('a file that nobody named', () => {
  for (const [name, text] of hostileTexts.filter(([file]) => /\.har$|^openapi\./.test(file)))
    it(`is passed over, with its name and the reason: ${name}`, async () => {
      const { warnings } = await specOf({ [name]: text });
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(warnings[0] ?? '', new RegExp(`^Passed over: ${name.replace('.', '\\.')} \\(.+\\)\\.$`));
    });

  it('does no harm by fields of any type: a recording', () => {
    const url = 'http://localhost/a';
    const values = [null, 5, 'x', [], {}, [null], [5], { a: 1 }, true, '__proto__'];
    for (const value of values) {
      for (const entry of [
        value,
        { request: value },
        { request: { method: value, url } },
        { request: { method: 'GET', url: value } },
        { request: { method: 'GET', url, headers: value } },
        { request: { method: 'GET', url, headers: [{ name: value, value }] } },
        { request: { method: 'POST', url, postData: value } },
        { request: { method: 'POST', url, postData: { text: value, params: value, mimeType: value } } },
        { request: { method: 'GET', url }, response: value },
        { request: { method: 'GET', url }, response: { status: value } },
      ])
        assert.doesNotThrow(() => readHar({ log: { entries: [entry] } }), JSON.stringify(entry));
    }
  });

  it('has requests left out, and listed, whose address is none of the application', () => {
    const entry = (url: string) => ({ request: { method: 'GET', url } });
    const read = readHar({
      log: { entries: ['data:image/png;base64,AAAA', 'http://[', 'blob:x', 'https://a.test/a', '/b'].map(entry) },
    });
    assert.deepEqual(
      read?.requests.map(({ path }) => path),
      ['/a', '/b'],
    );
    assert.deepEqual(
      read.leftOut.map(({ reason }) => reason),
      ['data is not replayed', 'its address cannot be read', 'blob is not replayed'],
    );
  });

  it('may be a launch.json with values of any type: numbers and booleans are texts', async () => {
    const configuration = (more: object) => ({ type: 'node', request: 'launch', program: 'a.js', name: 'x', ...more });
    const launch = (value: unknown) => ({ '.vscode/launch.json': JSON.stringify(value) });
    const own = {
      env: { PORT: 3000, ON: true, OFF: null, O: {} },
      args: ['--n', 5, null, {}],
      runtimeArgs: '--a "b c"',
    };
    const { command, env } = await specOf(launch({ configurations: [null, 5, configuration(own)] }));
    assert.deepEqual(command, ['node', '--a', 'b c', 'a.js', '--n', '5']);
    assert.deepEqual(env, { PORT: '3000', ON: 'true' });
    for (const value of [
      null,
      5,
      [],
      { configurations: {} },
      { configurations: [configuration({ args: null, env: 7 })] },
    ])
      assert.ok((await specOf(launch(value))).command.length > 0);
    for (const text of ['{ "configurations": ', deepJson, ''])
      assert.match(
        (await specOf({ '.vscode/launch.json': text })).warnings[0] ?? '',
        /^Passed over: \.vscode\/launch\.json/,
      );
    await assert.rejects(specOf({ '.vscode/launch.json': '{' }, { launch: 'x' }), /launch\.json: it is not JSON/);
  });

  it('may be a package.json with values of any type', async () => {
    for (const scripts of [null, 5, { start: 5 }, { start: null }, []])
      assert.deepEqual((await specOf({ 'package.json': JSON.stringify({ scripts, main: 'b.js' }) })).command, [
        'node',
        'b.js',
      ]);
  });

  it('may be an http-client.env.json of any content', async () => {
    const warningsWith = async (text: string) =>
      (await specOf({ 's.http': 'GET /a', 'http-client.env.json': text }, { scenario: 's.http' })).warnings;
    for (const text of ['null', '5', '{"dev":null}', '{"dev":{"a":{}}}'])
      assert.deepEqual(await warningsWith(text), []);
    assert.match((await warningsWith('{'))[0] ?? '', /Passed over: http-client\.env\.json \(it is not JSON/);
  });
});

describe('a file that was named', () => {
  for (const [name, text] of hostileTexts)
    it(`is refused in a sentence where it cannot be used: ${name}`, async () => {
      const error: unknown = await specOf({ [name]: text }, { scenario: name }).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof FailureError, String(error));
      assert.equal(exitCodeOf(error.failure), 2);
      assert.doesNotMatch(error.message, /undefined|NaN|\[object|Maximum call stack/);
    });

  it('tells the line of an error behind comments, and takes no key for a prototype', () => {
    assert.throws(() => parseJsonText('// a\n{ "a": 1,\n b }'), /line 3/);
    const value = parseJsonText('{ /* a */ "__proto__": { "x": 1, }, }') as Readonly<Record<string, unknown>>;
    assert.deepEqual([Object.keys(value), value['x']], [['__proto__'], undefined]);
    assert.throws(() => parseYamlText('a: [1'), UnreadableText);
    assert.deepEqual(parseYamlText('a: 1'), { a: 1 });
  });
});

describe('an OpenAPI document in several files', () => {
  const files = {
    'openapi.json': JSON.stringify({
      openapi: '3.0.3',
      paths: {
        '/a': { $ref: './paths/a.yaml' },
        '/b': { get: {} },
        '/gone': { $ref: './paths/gone.yaml' },
        '/far': { $ref: 'http://127.0.0.1:9/far.yaml' },
        '/link': { $ref: './paths/link.json' },
        '/percent': { $ref: '#/%E0%A4%A' },
        '/ring': { $ref: '#/paths/~1ring' },
        '/nothing': { $ref: '#/nope' },
      },
    }),
    'paths/a.yaml':
      'post:\n  requestBody: { content: { application/json: { schema: { $ref: "../schemas.yaml#/Order" } } } }\n  parameters: [{ $ref: "#/x-id" }]\nx-id: { name: id, in: query, required: true, example: 7 }\n',
    'schemas.yaml':
      'Order: { type: object, properties: { sku: { type: string, example: hat }, next: { $ref: "#/Line" } } }\nLine: { type: object, properties: { n: { example: 3 }, back: { $ref: "paths/a.yaml#/x-id" } } }\n',
  };

  it('is read whole; what cannot be read of it is listed, and the rest stays', async () => {
    let spec: Spec | undefined;
    await inTemporaryFolder({ 'work/package.json': '{"main":"a.js"}', 'secret.json': '{"get":{}}' }, async (folder) => {
      await mkdir(join(folder, 'work', 'paths'));
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'work', name), text);
      await symlink('../../secret.json', join(folder, 'work', 'paths', 'link.json'));
      spec = await resolveSpec({
        cwd: join(folder, 'work'),
        command: [],
        scenario: join(folder, 'work', 'openapi.json'),
      });
    });
    const found = spec?.found;
    assert.deepEqual(
      found?.described.map(({ method, path, query }) => `${method} ${path}?${query}`),
      ['POST /a?id=7', 'GET /b?'],
    );
    assert.deepEqual(found.described[0]?.body, { sku: 'hat', next: { n: 3, back: 7 } });
    const told = found.warnings.join('\n');
    for (const words of [
      /Passed over: paths\/gone\.yaml \(there is no such file\)/,
      /Passed over: .*far\.yaml \(it is no JSON or YAML file of this machine\)/,
      /Passed over: paths\/link\.json \(it lies outside the project\)/,
      /\/percent was passed over/,
      /\/nothing was passed over/,
    ])
      assert.match(told, words);
  });
});

/** Long enough that a time that grows with the square of the length is some minutes, and the test's own time is over. */
const long = 400_000;

describe('the time to read a file grows no faster than the file', () => {
  const read = (text: string) => readHttpFile(text, { readBody: () => undefined });
  const blanks = ' '.repeat(long);
  for (const [what, text] of [
    ['a request line', `GET /a${blanks}x\n`],
    ['a request line with a version', `GET /a${blanks}HTTP/1.1x\n`],
    ['a variable', `@a = b${blanks}c\nGET /\n`],
    ['the name of a variable', `@a${blanks}!\nGET /\n`],
    ['a separator', `### a${blanks}b\nGET /\n`],
    ['a name', `# @name${blanks}!\nGET /\n`],
    ['a form', `POST /\ncontent-type: application/x-www-form-urlencoded\n\na${blanks}b\n`],
    ['GraphQL', `GRAPHQL /\n\nquery${'\n \n'.repeat(long / 3)}x\n`],
    ['GraphQL of braces', `GRAPHQL /\n\n${'\n\n{'.repeat(long / 3)}x\n`],
    ['a path of blanks', `GET /${'a '.repeat(long / 2)}\n`],
    ['an open placeholder', `GET /{{${blanks}\n`],
    ['braces', `GET /${'{'.repeat(long)}\n`],
    ['scripts without an end', '> {%\n'.repeat(long / 5)],
    ['scripts', `GET /\n\n> {%${'client.global.set("a", '.repeat(long / 20)} %}`],
    ['blank lines', `GET /\n${'\n'.repeat(long)}x`],
    ['separators', '###\n'.repeat(50_000)],
    ['comments', '#\n'.repeat(long / 2)],
    ['bodies', '<\n'.repeat(long / 2)],
    ['names of answers', `# @name a\nGET /a\n${'###\nGET /{{a.response.body.b}}\n'.repeat(5000)}`],
  ] as const)
    it(`of requests: ${what}`, () => {
      read(text);
    });

  it('of requests: variables that are made of each other', () => {
    const letters = Array.from('abcdefgh');
    const variables = letters.map((name, i) => `@${name}=${`{{${letters[i + 1] ?? 'end'}}}`.repeat(10)}\n`);
    const { requests, leftOut } = read(`${variables.join('')}GET /{{a}}\n###\nGET /b\n`);
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/b'],
    );
    assert.match(leftOut[0]?.reason ?? '', /makes a text longer than 1 MB/);
    const ring = read('@a={{b}}\n@b={{a}}\nGET /x/{{a}}\n');
    assert.equal(ring.leftOut.length, 1);
  });

  it('of OpenAPI: schemas that grow with every level, and lists without an end', () => {
    const level = (i: number) => ({
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 10 }, (_, j) => [`p${j}`, { $ref: `#/components/schemas/s${i + 1}` }]),
      ),
    });
    const schemas = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`s${i}`, level(i)]));
    const post = (schema: object) => ({ post: { requestBody: { content: { 'application/json': { schema } } } } });
    const document = {
      openapi: '3.0.0',
      paths: {
        '/tree': post({ $ref: '#/components/schemas/s0' }),
        '/list': post({ type: 'array', minItems: 1e9, items: { type: 'string' } }),
        '/text': post({ type: 'string', minLength: 1e9 }),
        '/small': post({ type: 'array', minItems: 3, items: { type: 'string' } }),
      },
      components: { schemas: { ...schemas, s15: { type: 'string' } } },
    };
    const { routes = [], warnings = [] } = readOpenApi(document) ?? {};
    assert.deepEqual(
      routes.map(({ path, body }) => [path, body]),
      [['/small', ['string', 'string', 'string']]],
    );
    assert.equal(warnings.length, 3);
    for (const warning of warnings) assert.match(warning, /asks for more than 20000 values/);
  });

  it('of leanscope.json, into which requests are written', () => {
    const body = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`field${i}`, `v${i}`]));
    const requests = Array.from({ length: 4000 }, (_, i) => ({ method: 'POST', path: `/r${i}`, body }));
    const merged = mergeScenario('{\n  // mine\n  "app": {}\n}\n', { requests, setup: [] });
    assert.equal(merged?.added, 4000);
    assert.match(merged.text, /\/\/ mine/);
    const value = parseJsonText(merged.text) as { readonly scenario: { readonly requests: readonly unknown[] } };
    assert.deepEqual(value.scenario.requests, requests);
  });
});
