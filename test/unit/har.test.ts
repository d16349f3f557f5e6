import assert from 'node:assert/strict';
import { readHar } from '../../src/spec/sources/har.ts';

const entry = (method: string, url: string, more: object = {}, status = 200) => ({
  request: { method, url, headers: [], ...more },
  response: { status },
});
const har = (...entries: readonly object[]) => ({ log: { version: '1.2', entries } });

describe('a HAR recording', () => {
  it('gives each request to the application once, weighted by how often it was made', () => {
    const read = readHar(
      har(
        entry('GET', 'http://localhost:3000/products?page=1'),
        entry('GET', 'http://localhost:3000/products?page=1'),
        entry('GET', 'http://localhost:3000/products?page=2'),
        entry('GET', 'https://cdn.example.com/app.js'),
      ),
    );
    assert.deepEqual(
      read?.requests.map(({ path, weight }) => [path, weight]),
      [
        ['/products?page=1', 2],
        ['/products?page=2', 1],
      ],
    );
    assert.deepEqual(read.leftOut, [{ method: 'GET', path: 'cdn.example.com/app.js', reason: 'another host' }]);
    assert.deepEqual(read.warnings, []);
  });

  it('leaves behind cookies, credentials and what belongs to one connection; names them, never their values', () => {
    const headers = Object.entries({
      ':authority': 'localhost',
      Host: 'localhost:3000',
      Accept: 'text/html',
      'Accept-Language': 'fr',
      Cookie: 'sid=s3cr3t',
      Authorization: 'Bearer s3cr3t',
      'X-Api-Key': 's3cr3t',
      'If-None-Match': '"1"',
      'User-Agent': 'x',
    }).map(([name, value]) => ({ name, value }));
    const read = readHar(har(entry('GET', 'http://localhost:3000/me?access_token=s3cr3t&x=1', { headers })));
    assert.deepEqual(read?.requests, [
      { method: 'GET', path: '/me?x=1', headers: { accept: 'text/html', 'accept-language': 'fr' }, weight: 1 },
    ]);
    assert.ok(!JSON.stringify(read).includes('s3cr3t'));
    for (const name of ['cookie', 'authorization', 'x-api-key', 'access_token'])
      assert.ok(read.warnings.join().includes(name));
  });

  it('takes bodies along: text, or the fields of a form', () => {
    const read = readHar(
      har(
        entry('POST', 'http://localhost:3000/a', { postData: { mimeType: 'application/json', text: '{"a":1}' } }),
        entry('POST', 'http://localhost:3000/b', {
          postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a b', value: '1&2' }] },
        }),
      ),
    );
    assert.deepEqual(
      read?.requests.map(({ body, headers }) => [body, headers]),
      [
        ['{"a":1}', { 'content-type': 'application/json' }],
        ['a%20b=1%262', { 'content-type': 'application/x-www-form-urlencoded' }],
      ],
    );
  });

  it('leaves out what would do harm, what failed and what only the browser asked', () => {
    const read = readHar(
      har(
        entry('DELETE', 'http://localhost/users/7'),
        entry('GET', 'http://localhost/logout'),
        entry('GET', 'http://localhost/gone', {}, 404),
        entry('OPTIONS', 'http://localhost/x'),
        entry('GET', 'ws://localhost/live'),
        entry('GET', 'http://localhost/'),
      ),
    );
    assert.deepEqual(
      read?.leftOut.map(({ reason }) => reason),
      [
        'looks destructive',
        'looks destructive',
        'answered 404 when it was recorded',
        'the browser asked, not the user',
        'ws is not replayed',
      ],
    );
    assert.deepEqual(
      read.requests.map(({ path }) => path),
      ['/'],
    );
  });

  it('made elsewhere is replayed here, and says so', () => {
    const read = readHar(har(entry('GET', 'https://shop.example.com/a'), entry('GET', 'https://ads.example.com/b')));
    assert.deepEqual(
      read?.requests.map(({ path }) => path),
      ['/a'],
    );
    assert.match(read.warnings.join(), /shop\.example\.com/);
  });

  it('is not taken from other JSON', () => {
    for (const value of [null, [], {}, { log: {} }, { log: { entries: 1 } }]) assert.equal(readHar(value), undefined);
    assert.deepEqual(readHar(har({ request: {} }, {})), { requests: [], leftOut: [], warnings: [] });
  });
});
