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
    assert.deepEqual(read.warnings, [
      'Of the recording, only the requests to localhost:3000 are sent, and none to other hosts: cdn.example.com.',
    ]);
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

  it('is of the page, whatever was asked first; of two local ones, of the one that was asked most', () => {
    const page = { status: 200, content: { mimeType: 'text/html; charset=utf-8' } };
    const hostOf = (...entries: readonly object[]): string => {
      const read = readHar(har(...entries));
      return read?.requests.map(({ path }) => path).join(' ') ?? '';
    };
    const shop = { request: { method: 'GET', url: 'https://shop.example.com/', headers: [] }, response: page };
    const moved = {
      request: { method: 'GET', url: 'https://example.com/old', headers: [] },
      response: { ...page, status: 301 },
    };
    const cdn = [1, 2, 3].map((n) => entry('GET', `https://cdn.example.com/${n}.js`));
    assert.equal(hostOf(...cdn, moved, shop), '/');
    assert.equal(
      hostOf(
        entry('GET', 'https://cdn.example.com/lib.js'),
        entry('GET', 'https://a.example.com/a'),
        entry('GET', 'https://a.example.com/b'),
      ),
      '/a /b',
    );
    assert.equal(
      hostOf(
        shop,
        entry('GET', 'http://localhost:5173/'),
        entry('GET', 'http://localhost:3000/api/1'),
        entry('GET', 'http://127.0.0.1/x'),
        entry('GET', 'http://localhost:3000/api/2'),
      ),
      '/api/1 /api/2',
    );
  });

  it('sends bodies as they were recorded: bytes as bytes, parts with their boundary, fields where the text is empty', () => {
    const form = 'application/x-www-form-urlencoded';
    const fields = [
      { name: 'a', value: '1' },
      { name: 'f"', fileName: 'x.txt', contentType: 'text/plain', value: 'hel\r\nlo' },
    ];
    const parts = (boundary: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--${boundary}\r\nContent-Disposition: form-data; name="f%22"; filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nhel\r\nlo\r\n--${boundary}--\r\n`;
    const typed = (value: string) => [{ name: 'Content-Type', value }];
    const post = (postData: object, headers: readonly object[] = []) =>
      entry('POST', 'http://localhost/up', { postData, headers });
    const read = readHar(
      har(
        post({ mimeType: 'application/octet-stream', encoding: 'base64', text: 'AP8BAvo=' }),
        post({ mimeType: form, encoding: 'base64', text: 'YT0xJmI9Mg==' }),
        post({ mimeType: form, text: '', params: [{ name: 'a', value: '1' }] }),
        post({ mimeType: form, params: [{ name: 'a%5B1%5D', value: 'x+%C3%A9' }] }),
        post({ mimeType: form, params: [{ name: 'a', value: '100 %25' }] }),
        post({ mimeType: 'multipart/form-data', params: fields }, typed('multipart/form-data; boundary=----X')),
        post({ mimeType: 'multipart/form-data', text: '', params: fields }),
        post({ mimeType: 'text/plain', text: 'as\r\nit is\n' }, typed('text/plain;charset=utf-8')),
      ),
    );
    assert.deepEqual(
      read?.requests.map(({ body, bodyBase64, headers }) => [body ?? bodyBase64, headers?.['content-type']]),
      [
        ['AP8BAvo=', 'application/octet-stream'],
        ['a=1&b=2', form],
        ['a=1', form],
        ['a%5B1%5D=x+%C3%A9', form],
        ['a=100%20%2525', form],
        [parts('----X'), 'multipart/form-data; boundary=----X'],
        [parts('leanscope-part-1'), 'multipart/form-data; boundary=leanscope-part-1'],
        ['as\r\nit is\n', 'text/plain;charset=utf-8'],
      ],
    );
  });

  it('has the bytes of a file that stands as an address in it', () => {
    const params = [{ name: 'f', fileName: 'a.png', contentType: 'image/png', value: 'data:image/png;base64,AP8=' }];
    const postData = { mimeType: 'multipart/form-data; boundary=b', params };
    const read = readHar(har(entry('POST', 'http://localhost/up', { postData })));
    const head = '--b\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n';
    assert.deepEqual(
      Buffer.from(read?.requests[0]?.bodyBase64 ?? '', 'base64'),
      Buffer.concat([Buffer.from(head), Buffer.from([0, 0xff]), Buffer.from('\r\n--b--\r\n')]),
    );
  });

  it('has a header that is there twice as a list, and no address that is none', () => {
    const headers = [
      { name: 'X-A', value: '1' },
      { name: 'GET /a http', value: '//x' },
      { name: 'x-b', value: 'a\nb' },
      { name: 'x-a', value: '2' },
    ];
    const read = readHar(
      har(
        entry('GET', 'data:image/png;base64,AAAA'),
        entry('GET', 'blob:http://localhost:3000/1'),
        entry('GET', 'chrome-extension://abc/x.js'),
        entry('GET', 'http://[bad'),
        entry('GET', 'no address'),
        entry('GET', 'http://localhost:3000/a', { headers }),
        entry('GET', '/b'),
      ),
    );
    assert.deepEqual(
      read?.requests.map(({ path, headers: sent }) => [path, sent]),
      [
        ['/a', { 'x-a': '1, 2' }],
        ['/b', {}],
      ],
    );
    assert.deepEqual(
      read.leftOut.map(({ path, reason }) => `${path} ${reason}`),
      [
        'data:… data is not replayed',
        'blob:… blob is not replayed',
        'chrome-extension:… chrome-extension is not replayed',
        'http://[bad its address cannot be read',
        'no address its address cannot be read',
      ],
    );
  });

  it('lists what has no method, with its host', () => {
    const without = (url: string, method?: null) => ({
      request: { url, method, headers: [] },
      response: { status: 200 },
    });
    const own = 'http://localhost:3000';
    const read = readHar(
      har(
        entry('GET', `${own}/a`),
        without(`${own}/b`, null),
        without(`${own}/c`),
        without('https://cdn.example.com/d', null),
      ),
    );
    assert.deepEqual(
      read?.requests.map(({ path }) => path),
      ['/a'],
    );
    assert.deepEqual(
      read.leftOut.map(({ path, reason }) => [path, reason]),
      [
        ['/b', 'its method was not recorded'],
        ['/c', 'its method was not recorded'],
        ['cdn.example.com/d', 'another host'],
      ],
    );
  });

  it('is not taken from other JSON', () => {
    for (const value of [null, [], {}, { log: {} }, { log: { entries: 1 } }]) assert.equal(readHar(value), undefined);
    assert.deepEqual(readHar(har({ request: {} }, {})), {
      requests: [],
      leftOut: [],
      warnings: ['2 entries of the recording hold no request.'],
    });
  });
});
