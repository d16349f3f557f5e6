import assert from 'node:assert/strict';
import { readHttpFile } from '../../src/spec/sources/http-file.ts';

const files: Readonly<Record<string, string>> = { './order.json': '{"cart":"{{cart}}"}', 'plain.txt': '{{cart}}' };
const read = (text: string, environment?: Readonly<Record<string, string>>) =>
  readHttpFile(text, {
    readBody: (file) => (files[file] === undefined ? undefined : Buffer.from(files[file])),
    ...(environment === undefined ? {} : { environment: { values: environment } }),
  });

describe('an .http file', () => {
  it('holds requests parted by ###, each with its headers and body; a line without a method is a GET', () => {
    const { requests } = read(
      [
        '### list',
        '# a comment',
        'GET http://localhost:3000/products?page=2 HTTP/1.1',
        'Accept: application/json',
        '',
        '###',
        '/health',
        '### order',
        '// another comment',
        'POST /orders',
        'Content-Type: application/json',
        'Host: localhost:3000',
        '',
        '{',
        '  "id": 7',
        '}',
        '',
      ].join('\r\n'),
    );
    assert.deepEqual(requests, [
      { name: 'list', method: 'GET', path: '/products?page=2', headers: { accept: 'application/json' } },
      { method: 'GET', path: '/health' },
      {
        name: 'order',
        method: 'POST',
        path: '/orders',
        headers: { 'content-type': 'application/json' },
        body: '{\n  "id": 7\n}',
      },
    ]);
  });

  it('joins a query over several lines, and a form', () => {
    const { requests } = read(
      'GET http://127.0.0.1:3000/search\n  ?q=red hat\n  &page=1\n\n###\nPOST /form\nContent-Type: application/x-www-form-urlencoded\n\na=1\n&b=2\n',
    );
    assert.deepEqual(
      requests.map(({ path, body }) => [path, body]),
      [
        ['/search?q=red%20hat&page=1', undefined],
        ['/form', 'a=1&b=2'],
      ],
    );
  });

  it('fills variables of the file and of the environment; what stands open before the path is the address', () => {
    const { requests } = read(
      '@version = v2\n@base = {{host}}/api/{{version}}\n\nGET {{base}}/users/{{user}}\nX-Id: {{$guid}}\nX-N: {{$randomInt 1 9}}\nX-K: {{$processEnv API_KEY}}\n',
      { user: '17' },
    );
    assert.deepEqual(requests, [
      {
        method: 'GET',
        path: '/api/v2/users/17',
        headers: { 'x-id': '{{$uuid}}', 'x-n': '{{$randomInt 1 9}}', 'x-k': '${env:API_KEY}' },
      },
    ]);
  });

  it('takes bodies from files: as they are, or with their variables', () => {
    const { requests, leftOut } = read(
      '@cart = 9\nPOST /a\n\n<@ ./order.json\n###\nPOST /b\n\n< plain.txt\n###\nPOST /c\n\n< gone.txt\n',
    );
    assert.deepEqual(
      requests.map(({ path, body }) => [path, body]),
      [
        ['/a', '{"cart":"9"}'],
        ['/b', '{{cart}}'],
      ],
    );
    assert.deepEqual(leftOut, [{ method: 'POST', path: '/c', reason: "the body's file gone.txt cannot be read" }]);
  });

  it('makes a step that each user takes first of a request whose answer others use', () => {
    const { setup, requests } = read(
      '# @name login\nPOST /login\n\n{"user":"a"}\n\n### mine\nGET /me\nAuthorization: Bearer {{login.response.body.$.access.token}}\n###\nGET /next\nX-T: {{login.response.headers.X-Trace}}\n',
    );
    assert.deepEqual(setup, [
      {
        name: 'login',
        method: 'POST',
        path: '/login',
        body: '{"user":"a"}',
        capture: {
          login_response_body_access_token: { json: '$.access.token' },
          login_response_headers_X_Trace: { header: 'X-Trace' },
        },
      },
    ]);
    assert.deepEqual(
      requests.map(({ headers }) => headers),
      [
        { authorization: 'Bearer {{login_response_body_access_token}}' },
        { 'x-t': '{{login_response_headers_X_Trace}}' },
      ],
    );
  });

  it('understands the response handler that keeps a value, and runs no script', () => {
    const { setup, requests, warnings } = read(
      'POST /login\n\n{}\n\n> {%\n  client.global.set("token", response.body.items[0].token);\n%}\n\n###\n< {% request.variables.set("x", "1") %}\nGET /me\nAuthorization: Bearer {{token}}\n\n> after.js\n',
    );
    assert.deepEqual(setup[0]?.capture, { token: { json: '$.items[0].token' } });
    assert.equal(setup[0].body, '{}');
    assert.deepEqual(requests, [{ method: 'GET', path: '/me', headers: { authorization: 'Bearer {{token}}' } }]);
    assert.equal(warnings.length, 1);
  });

  it('sends GraphQL as JSON over POST', () => {
    const { requests } = read(
      'GRAPHQL http://localhost:4000/graphql\n\nquery Cart($id: ID!) {\n  cart(id: $id) { id }\n}\n\n{ "id": "7" }\n',
    );
    assert.deepEqual(requests, [
      {
        method: 'POST',
        path: '/graphql',
        body: {
          query: 'query Cart($id: ID!) {\n  cart(id: $id) { id }\n}',
          operationName: 'Cart',
          variables: { id: '7' },
        },
      },
    ]);
  });

  for (const [what, text, reason] of [
    ['goes to another host', 'GET https://api.example.com/x', 'another host'],
    ['goes to another host by its header', 'GET /x\nHost: api.example.com', 'another host'],
    ['needs a variable nobody defines', 'GET /x/{{id}}', 'the variable id is not defined'],
    ['asks its user', '# @prompt code\nGET /x?c={{code}}', 'asks its user for code'],
    ['destroys', 'DELETE /users/7', 'looks destructive'],
    ['logs out', 'POST /logout', 'looks destructive'],
    [
      'uses an answer that nothing gives',
      'GET /x?t={{gone.response.body.$.t}}',
      'no request before it gives gone_response_body_t',
    ],
    ['is no request', 'Some words about the (new) service', 'its address cannot be read'],
    ['is a socket', 'WEBSOCKET ws://localhost:3000/live', 'WEBSOCKET is not sent'],
  ] as const) {
    it(`has a request left out that ${what}`, () => {
      const { requests, setup, leftOut } = read(text);
      assert.deepEqual([...requests, ...setup], []);
      assert.deepEqual(
        leftOut.map((each) => each.reason),
        [reason],
      );
    });
  }

  it('of nonsense gives no request and no error', () => {
    for (const text of ['', '###', '\n\n', '@a=1', '### only a name'])
      assert.deepEqual(read(text), { setup: [], requests: [], leftOut: [], warnings: [], secrets: [] });
  });
});
