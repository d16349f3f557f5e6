/** What OpenAPI says of an operation, and what is sent for it. */
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { requestsOf } from '../../src/export/exportable.ts';
import { candidateRequests } from '../../src/load/candidates.ts';
import { fillParameters } from '../../src/load/fill-parameters.ts';
import { readOpenApi } from '../../src/spec/sources/openapi.ts';

function read(paths: object, more: object = {}) {
  const found = readOpenApi({ openapi: '3.1.0', paths, ...more });
  assert.ok(found);
  return found;
}

const sent = (paths: object, more: object = {}): readonly string[] =>
  requestsOf(read(paths, more).routes).map(({ method, path }) => `${method} ${path}`);

type Parameter = Readonly<Record<string, unknown>>;

/** What is sent for one parameter of a GET of that path. */
function sentFor(parameter: Parameter, path = '/a') {
  const [request] = requestsOf(
    read({ [path]: { get: { parameters: [{ required: true, name: 'p', ...parameter }] } } }).routes,
  );
  assert.ok(request);
  return { path: request.path, headers: request.headers };
}

const list = { type: 'array', items: { type: 'string' }, example: ['x y', 'z'] };
const fields = { type: 'object', example: { k: 'v w', n: 2 } };

describe('a parameter of an OpenAPI operation', () => {
  for (const [what, parameter, path] of [
    ['a form', { in: 'query', schema: list }, '/a?p=x%20y&p=z'],
    ['a form that is not exploded', { in: 'query', explode: false, schema: list }, '/a?p=x%20y,z'],
    ['a list with blanks', { in: 'query', style: 'spaceDelimited', explode: false, schema: list }, '/a?p=x%20y%20z'],
    ['a list with bars', { in: 'query', style: 'pipeDelimited', explode: false, schema: list }, '/a?p=x%20y%7Cz'],
    ['an object', { in: 'query', schema: fields }, '/a?k=v%20w&n=2'],
    ['an object in one', { in: 'query', explode: false, schema: fields }, '/a?p=k,v%20w,n,2'],
    [
      'a deep object',
      { in: 'query', style: 'deepObject', schema: { ...fields, example: { k: { l: 'v' }, m: [1, 2] } } },
      '/a?p[k][l]=v&p[m]=1&p[m]=2',
    ],
    ['JSON', { in: 'query', content: { 'application/json': { example: { a: 1 } } } }, '/a?p=%7B%22a%22%3A1%7D'],
    ['reserved signs', { in: 'query', allowReserved: true, example: 'a/b?c&d=e' }, '/a?p=a/b?c%26d%3De'],
    [
      'a whole query',
      { in: 'querystring', content: { 'application/x-www-form-urlencoded': { example: { a: 1, b: 'c d' } } } },
      '/a?a=1&b=c%20d',
    ],
    ['a pattern', { in: 'query', schema: { type: 'string', pattern: '^[A-Z]{3}$' } }, '/a?p=AAA'],
  ] as const)
    it(`is written as its style says: ${what}`, () => {
      assert.equal(sentFor(parameter).path, path);
    });

  for (const [template, parameter, path] of [
    ['/a/{p}', { schema: list }, '/a/x%20y,z'],
    ['/a{p}', { style: 'label', schema: list }, '/a.x%20y,z'],
    ['/a{p}', { style: 'label', explode: true, schema: list }, '/a.x%20y.z'],
    ['/a{p}', { style: 'matrix', schema: list }, '/a;p=x%20y,z'],
    ['/a{p}', { style: 'matrix', explode: true, schema: list }, '/a;p=x%20y;p=z'],
    ['/a{p}', { style: 'matrix', explode: true, schema: fields }, '/a;k=v%20w;n=2'],
    ['/a/{p}:go', { example: 7 }, '/a/7:go'],
    ['/a/{p}suffix', { example: 7 }, '/a/7suffix'],
    ['/a/{p}.json', { example: 'b:c' }, '/a/b%3Ac.json'],
    ['/time/12:30/{p}', { example: 7 }, '/time/12:30/7'],
  ] as const)
    it(`stands in the path: ${path}`, () => {
      assert.equal(sentFor({ in: 'path', ...parameter }, template).path, path);
    });

  it('may be a header or a cookie', () => {
    assert.deepEqual(sentFor({ in: 'header', name: 'X-P', schema: list }).headers, { 'x-p': 'x y,z' });
    assert.deepEqual(sentFor({ in: 'cookie', schema: { type: 'string', example: 'abc' } }).headers, {
      cookie: 'p=abc',
    });
  });

  it('with a pattern has a value that is made, and gives way to one that an answer has', () => {
    const schema = { type: 'string', pattern: '^[A-Z]{2}$' };
    const [route] = read({ '/a/{p}': { get: { parameters: [{ name: 'p', in: 'path', schema }] } } }).routes;
    assert.deepEqual(route?.parameters, { p: { value: 'AA', given: false } });
  });
});

describe('an operation of OpenAPI', () => {
  it('is driven with the colon that a custom method has, and its parameter is found in answers', () => {
    const { routes } = read({
      '/x': { get: {} },
      '/x/{id}:activate': { get: { parameters: [{ name: 'id', in: 'path', schema: { type: 'integer' } }] } },
    });
    const found = { described: routes, driveDescribed: true, examples: [], files: [], leftOut: [], warnings: [] };
    const { candidates } = candidateRequests({ found }, []);
    const filled = candidates.map(({ path, samples }) =>
      fillParameters(path, new Map([['/x', '[{"id":17}]']]), samples),
    );
    assert.deepEqual(filled, ['/x', '/x/17:activate']);
    assert.equal(fillParameters('/x/:id/y\\:go', new Map([['/x', '[{"id":17}]']]), {}), '/x/17/y:go');
  });

  it('may be referred to, and so may its path; what stands beside the reference counts', () => {
    const more = {
      components: {
        pathItems: { a: { get: { $ref: '#/x-get' }, post: {} } },
      },
      'x-get': { parameters: [{ name: 'q', in: 'query', required: true, example: 'v' }] },
    };
    assert.deepEqual(sent({ '/a': { $ref: '#/components/pathItems/a', put: {} } }, more), [
      'GET /a?q=v',
      'POST /a',
      'PUT /a',
    ]);
  });

  it('may stand with all others where the paths refer to', () => {
    assert.deepEqual(sent({ $ref: '#/x-paths' }, { 'x-paths': { '/a': { get: {} } } }), ['GET /a']);
    assert.match(read({ $ref: '#/gone' }).warnings[0] ?? '', /paths was passed over: nothing stands at #\/gone/);
  });

  it('has the server that is nearest', () => {
    const server = (url: string) => [{ url }];
    assert.deepEqual(
      sent(
        {
          '/a': { servers: server('/path'), get: { servers: server('https://x.example/own/') }, put: {} },
          '/b': { get: { servers: [] } },
        },
        { servers: server('https://x.example/all') },
      ),
      ['GET /own/a', 'PUT /path/a', 'GET /all/b'],
    );
  });

  it('may have a query or a fragment in the name of its path', () => {
    const q = { parameters: [{ name: 'q', in: 'query', required: true, example: 1 }] };
    assert.deepEqual(sent({ '/a#one': { get: {} }, '/a?x=2': { get: q } }), ['GET /a', 'GET /a?x=2&q=1']);
  });

  it('may have any method in version 3.2', () => {
    const body = { requestBody: { content: { 'application/json': { example: { q: 1 } } } } };
    const { routes } = read({
      '/a': { query: body, trace: {}, additionalOperations: { COPY: {}, 'not a method': {} } },
    });
    assert.deepEqual(
      routes.map(({ method, body: sentBody }) => [method, sentBody]),
      [
        ['TRACE', undefined],
        ['QUERY', { q: 1 }],
        ['COPY', undefined],
      ],
    );
    const found = { described: routes, driveDescribed: true, examples: [], files: [], leftOut: [], warnings: [] };
    assert.deepEqual(
      candidateRequests({ found }, []).candidates.map(({ method, body: sentBody }) => [method, sentBody]),
      [['QUERY', '{"q":1}']],
    );
  });

  it('has a body in the type that it wants', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string', example: 'x y' },
        f: { type: 'string', format: 'binary' },
        tags: { type: 'array', items: { type: 'string', example: 't' } },
        more: { type: 'object', properties: { n: { type: 'integer', example: 1 } } },
      },
    };
    const bodyIn = (type: string, media: object = { schema }) => {
      const [route] = read({ '/a': { post: { requestBody: { content: { [type]: media } } } } }).routes;
      return [route?.headers['content-type'], route?.body];
    };
    const part = (name: string, value: string, more = '') =>
      `--leanscope-part-1\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    assert.deepEqual(bodyIn('multipart/form-data'), [
      'multipart/form-data; boundary=leanscope-part-1',
      `${part('a', 'x y')}${part('f', 'string', '; filename="f.bin"\r\nContent-Type: application/octet-stream')}${part('tags', 't')}${part('more', '{"n":1}', '\r\nContent-Type: application/json')}--leanscope-part-1--\r\n`,
    ]);
    assert.deepEqual(
      bodyIn('application/x-ndjson', {
        itemSchema: { type: 'object', properties: { a: { type: 'integer', example: 1 } } },
      }),
      ['application/x-ndjson', '{"a":1}\n'],
    );
    const [type, xml] = bodyIn('application/xml', {
      schema: { type: 'object', xml: { name: 'pet' }, properties: { id: { type: 'integer', example: 7 } } },
    });
    assert.equal(type, 'application/xml');
    assert.match(String(xml), /^<pet>\s*<id>7<\/id>\s*<\/pet>\s*$/);
  });

  it('is passed over with the reason where its body cannot be made', () => {
    const content = { 'application/cbor': { schema: { type: 'object' } } };
    const { routes, warnings } = read({
      '/a': { post: { requestBody: { required: true, content } }, put: { requestBody: { content } } },
      b: {},
    });
    assert.deepEqual(
      routes.map(({ method }) => method),
      ['PUT'],
    );
    assert.deepEqual(warnings, [
      "The OpenAPI document's POST /a was passed over: its body (application/cbor) cannot be made.",
      "The OpenAPI document's b was passed over: it does not begin with a slash.",
    ]);
  });

  it('that asks for credentials is told of', () => {
    const { warnings } = read(
      {
        '/a': { get: {}, put: { security: [] }, post: { security: [{ key: [] }, {}] } },
        '/b': { get: { security: [{ key: [] }] } },
      },
      { security: [{ bearer: [] }] },
    );
    assert.match(warnings.join(), /sent without any \(bearer: 1, key: 1\)/);
  });

  it('is read in every version that YAML may take for a number', () => {
    for (const version of ['3.0', '3.1', '3', '3.2.0', '"3.0.4"']) {
      const found = readOpenApi(parse(`openapi: ${version}\npaths: { /a: { get: {} } }`));
      assert.deepEqual(
        found?.routes.map(({ path }) => path),
        ['/a'],
        version,
      );
    }
  });
});

describe('an OpenAPI document that gives little', () => {
  it('says so where it describes no operation of a path', () => {
    const hook = { post: { responses: {} } };
    const nothing = ['The OpenAPI document describes no operation of a path.'];
    assert.deepEqual(read({}, { webhooks: { hook } }).warnings, nothing);
    assert.deepEqual(read({ '/a': { parameters: [] } }).warnings, nothing);
    assert.deepEqual(read({ '/a': { get: {} } }).warnings, []);
  });

  it('leaves the console alone where its schemas contradict each other', () => {
    const { warn } = console;
    const said: unknown[] = [];
    console.warn = (...words: readonly unknown[]) => said.push(words);
    try {
      const schema = { allOf: [{ type: 'string' }, { type: 'object', properties: { a: { type: 'integer' } } }] };
      const { routes } = read({ '/a': { post: { requestBody: { content: { 'application/json': { schema } } } } } });
      assert.equal(routes.length, 1);
    } finally {
      console.warn = warn;
    }
    assert.deepEqual(said, []);
  });
});
