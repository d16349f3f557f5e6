import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { candidateRequests } from '../../src/load/candidates.ts';
import { readOpenApi } from '../../src/spec/sources/openapi.ts';
import type { DescribedRoute } from '../../src/model/scenario.ts';
import type { FoundFiles } from '../../src/model/spec.ts';

const shop = `
openapi: 3.1.0
servers: [{ url: 'https://shop.example.com/{version}/', variables: { version: { default: v2 } } }]
paths:
  /products/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer, minimum: 3 } }
    get:
      parameters:
        - { name: lang, in: query, required: true, schema: { enum: [fr, en] } }
        - { name: debug, in: query, schema: { type: boolean } }
        - { name: X-Tenant, in: header, required: true, example: acme corp }
    delete: {}
  /orders/{order-id}/lines:
    get:
      parameters:
        - { $ref: '#/components/parameters/order' }
  /orders:
    post:
      requestBody:
        content:
          application/xml: { schema: { type: string } }
          application/json: { schema: { $ref: '#/components/schemas/Order' } }
  /token:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { grant: { type: string, const: client credentials }, n: { type: integer, example: 4 } } }
  /broken:
    get: { parameters: [{ $ref: '#/components/parameters/gone' }] }
  /elsewhere:
    get: { parameters: [{ $ref: 'other.yaml#/x' }] }
components:
  parameters:
    order: { name: order-id, in: path, required: true, schema: { type: string }, examples: { one: { value: A/7 } } }
  schemas:
    Order:
      type: object
      properties:
        id: { type: integer, readOnly: true }
        lines: { type: array, items: { type: object, properties: { sku: { type: string, example: red-hat }, next: { $ref: '#/components/schemas/Order' } } } }
`;

function routesOf(text: string): readonly DescribedRoute[] {
  const read = readOpenApi(parse(text));
  assert.ok(read);
  return read.routes;
}

const named = (method: string, path: string): DescribedRoute => {
  const route = routesOf(shop).find((each) => each.method === method && each.path === path);
  assert.ok(route, `${method} ${path}`);
  return route;
};

describe('an OpenAPI document', () => {
  it('gives its operations under the path of its server', () => {
    assert.deepEqual(
      routesOf(shop).map(({ method, path }) => `${method} ${path}`),
      [
        'GET /v2/products/:id',
        'DELETE /v2/products/:id',
        'GET /v2/orders/:order_id/lines',
        'POST /v2/orders',
        'POST /v2/token',
      ],
    );
  });

  it('says of an operation what must be sent with it, and nothing that need not', () => {
    const { parameters, query, headers } = named('GET', '/v2/products/:id');
    assert.deepEqual(parameters, { id: { value: '3', given: false } });
    assert.equal(query, 'lang=fr');
    assert.deepEqual(headers, { 'x-tenant': 'acme corp' });
  });

  it('tells a value that somebody wrote from one that was made to fit', () => {
    assert.deepEqual(named('GET', '/v2/orders/:order_id/lines').parameters, {
      order_id: { value: 'A/7', given: true },
    });
  });

  it('makes a JSON body that fits, without what only the server sets, and ends where a schema turns in a ring', () => {
    const { body, headers } = named('POST', '/v2/orders');
    const [line] = (body as { lines: { sku: string }[]; id?: number }).lines;
    assert.equal(line?.sku, 'red-hat');
    assert.ok(!Object.hasOwn(body as object, 'id'));
    assert.deepEqual(headers, {});
  });

  it('makes a form where a form is wanted', () => {
    const { body, headers } = named('POST', '/v2/token');
    assert.deepEqual(
      [body, headers],
      ['grant=client%20credentials&n=4', { 'content-type': 'application/x-www-form-urlencoded' }],
    );
  });

  it('passes over what refers to nothing or to another file, and says so', () => {
    const warnings = readOpenApi(parse(shop))?.warnings ?? [];
    assert.deepEqual(
      warnings.map((each) => /GET \/\S+/.exec(each)?.[0]),
      ['GET /broken', 'GET /elsewhere'],
    );
  });

  it('is not taken from other JSON', () => {
    for (const value of [null, 1, 'x', [], {}, { openapi: '4.0' }, { swagger: '2.0', paths: {} }])
      assert.equal(readOpenApi(value), undefined);
    assert.deepEqual(readOpenApi({ openapi: '3.0.0' }), {
      routes: [],
      warnings: ['The OpenAPI document describes no operation of a path.'],
    });
  });
});

describe('discovered routes', () => {
  const found = (driveDescribed: boolean): FoundFiles => ({
    described: routesOf(shop),
    driveDescribed,
    examples: [],
    files: [],
    leftOut: [],
    warnings: [],
  });
  const registered = ['GET /products/:productId', 'GET /orders/:id/lines', 'GET /ping', 'POST /orders'].map((each) => {
    const [method = '', path = ''] = each.split(' ');
    return { method, path, framework: 'express' };
  });

  it('are completed from the document, whatever its parameters are called and its server puts before them', () => {
    const { candidates } = candidateRequests({ found: found(false) }, registered);
    assert.deepEqual(
      candidates.map(({ path, headers, samples, source }) => ({ path, headers, samples, source })),
      [
        {
          path: '/products/:productId?lang=fr',
          headers: { 'x-tenant': 'acme corp' },
          samples: { productId: '3' },
          source: 'discovered',
        },
        { path: '/orders/A%2F7/lines', headers: {}, samples: undefined, source: 'discovered' },
        { path: '/ping', headers: {}, samples: undefined, source: 'discovered' },
      ],
    );
  });

  it('take in other methods where the scenario names them, with a body that fits', () => {
    const { candidates, leftOut } = candidateRequests(
      { found: found(false), scenario: { requests: [], methods: ['POST'], leaveOut: ['/pi*'] } },
      registered,
    );
    assert.deepEqual(
      candidates.map(({ method, path, body }) => [method, path, body?.slice(0, 9)]),
      [['POST', '/orders', '{"lines":']],
    );
    assert.equal(leftOut.find(({ path }) => path === '/ping')?.reason, 'left out by the scenario');
  });

  it('give way to the document where the application tells none, and where the document was asked for', () => {
    for (const load of [{ found: found(false) }, { found: found(true) }]) {
      const { candidates, leftOut } = candidateRequests(load, load.found.driveDescribed ? registered : []);
      assert.deepEqual(
        candidates.map(({ method, path, source }) => [method, path, source]),
        [
          ['GET', '/v2/products/:id?lang=fr', 'openapi'],
          ['GET', '/v2/orders/A%2F7/lines', 'openapi'],
        ],
      );
      assert.deepEqual(
        leftOut.map(({ method, path, reason }) => `${method} ${path}: ${reason}`),
        ['DELETE /v2/products/:id', 'POST /v2/orders', 'POST /v2/token'].map((each) => `${each}: not a safe method`),
      );
    }
  });

  it('take parameters and query from a request that somebody wrote, where no document knows better', () => {
    const examples = [{ method: 'GET', path: '/products/red%20hat?full=1' }];
    const { candidates } = candidateRequests({ found: { ...found(false), described: [], examples } }, registered);
    assert.equal(candidates[0]?.path, '/products/red%20hat?full=1');
    assert.deepEqual(
      candidateRequests({ found: { ...found(false), described: [], examples } }, []).candidates.map(({ path }) => path),
      ['/products/red%20hat?full=1'],
    );
  });
});
