/** Requests in an `.http` file, as the REST clients of VS Code and JetBrains read them. */
import assert from 'node:assert/strict';
import { authorizationOf } from '../../src/spec/sources/http-authorization.ts';
import { shellWords } from '../../src/spec/sources/curl-command.ts';
import { readHttpFile } from '../../src/spec/sources/http-file.ts';

const files: Readonly<Record<string, Buffer>> = {
  'a.bin': Buffer.from([0, 0xff, 0x0d]),
  'latin.json': Buffer.from('{"n":"\xfc{{n}}"}', 'latin1'),
  'a.txt': Buffer.from('line\r\n'),
  'uuid.txt': Buffer.from('{{$uuid}}'),
};
const read = (text: string) => readHttpFile(text, { readBody: (file) => files[file] });
const only = (text: string) => {
  const { requests, setup, leftOut } = read(text);
  assert.deepEqual([setup, leftOut, requests.length], [[], [], 1]);
  const [request] = requests;
  assert.ok(request);
  return request;
};
const reasonOf = (text: string): string | undefined => read(text).leftOut[0]?.reason;

describe('a request of an .http file', () => {
  it('never has a comment in it, wherever one stands', () => {
    const { requests } = read(
      '# before\n// too\nPOST /a\n# in the head\nX-A: 1\n// x\n\n{\n  // the id\n  "id": 1,\n# more\n  "n": "a # b // c"\n}\n# end\n\n###\nGET /b\n\n# @name next\n\n###\n',
    );
    assert.deepEqual(requests, [
      { method: 'POST', path: '/a', headers: { 'x-a': '1' }, body: '{\n  "id": 1,\n  "n": "a # b // c"\n}' },
      { method: 'GET', path: '/b' },
    ]);
  });

  for (const [what, text, path] of [
    ['a query on the next lines', 'GET /items\n?page=2\n# why\n&size=10\nX-A: 1', '/items?page=2&size=10'],
    ['an indented path', 'GET http://localhost:3000\n    /api\n    /items\n    ?q=1\n    &r=2\n', '/api/items?q=1&r=2'],
    ['an indented header', 'GET /a\n  Accept: text/html\n', '/a'],
    ['a version in small letters', 'get /a http/1.1', '/a'],
  ] as const)
    it(`has ${what}`, () => {
      assert.equal(only(text).path, path);
    });

  it('has any method, in small letters too', () => {
    const methods = read(
      'get /\n###\npropfind /\n###\nMKCOL http://localhost/x\n###\nSUBSCRIBE /y\n###\nlocalhost:3000/z',
    ).requests;
    assert.deepEqual(
      methods.map(({ method, path }) => `${method} ${path}`),
      ['GET /', 'PROPFIND /', 'MKCOL /x', 'SUBSCRIBE /y', 'GET /z'],
    );
  });

  it('defines variables before and behind it, which are no body; an answer that is kept is none either', () => {
    const { requests } = read('GET /{{a}}/{{b}}\n\n@a = 1\n###\n@b=2\n###\nHTTP/1.1 200 OK\nX: y\n\n{}\n');
    assert.deepEqual(requests, [{ method: 'GET', path: '/1/2' }]);
  });

  it('has a header that is there twice as a list', () => {
    assert.deepEqual(only('GET /\nX-A: 1\nx-a: 2\nCookie: a=1\nCookie: b=2').headers, {
      'x-a': '1, 2',
      cookie: 'a=1; b=2',
    });
  });

  it('is left out alone where a variable is not known', () => {
    const { requests, leftOut } = read(
      'GET /good\n###\nGET /a?e={{$random.email}}\n###\nPOST /b\n\n{"x":"{{missing}}"}\n###\nGET /c\nX-D: {{$datetime "YYYY"}}\n###\nPOST /d\n\n{{#each x}}{{/each}}\n',
    );
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/good', '/d'],
    );
    assert.deepEqual(
      leftOut.map(({ reason }) => reason),
      [
        'the variable $random.email is not known',
        'the variable missing is not defined',
        'the variable $datetime "YYYY" is not known',
      ],
    );
  });

  it("has the clients' own variables in our words", () => {
    for (const [theirs, ours] of [
      ['$guid', '{{$uuid}}'],
      ['$randomInt 1 9', '{{$randomInt 1 9}}'],
      ['$timestamp -1 d', '{{$timestamp -86400000}}'],
      ['$datetime iso8601 2 h', '{{$isoTimestamp 7200000}}'],
      ['$random.integer(1, 9)', '{{$randomInt 1 9}}'],
      ['$random.alphanumeric(16)', '{{$randomInt 10000000000000 100000000000000}}{{$randomInt 10 100}}'],
      ['$processEnv KEY', '${env:KEY}'],
      ['$dotenv KEY', '${env:KEY}'],
      ['$env.KEY', '${env:KEY}'],
    ] as const)
      assert.equal(only(`GET /\nX-A: {{${theirs}}}`).headers?.['x-a'], ours, theirs);
    for (const theirs of [
      '$timestamp 1 M',
      '$datetime rfc1123',
      '$guid x',
      '$auth.token("a")',
      '$random.alphabetic(3)',
    ])
      assert.match(reasonOf(`GET /\nX-A: {{${theirs}}}`) ?? '', /is not known/, theirs);
  });

  it('encodes a variable where a percent sign asks for it', () => {
    assert.equal(only('@a = x y/z\nGET /?q={{%a}}').path, '/?q=x%20y%2Fz');
  });
});

describe('the body of a request in an .http file', () => {
  const bodyOf = (type: string, lines: string) => {
    const { body, bodyBase64 } = only(`POST /\nContent-Type: ${type}\n\n${lines}`);
    return bodyBase64 === undefined ? body : Buffer.from(bodyBase64, 'base64');
  };

  for (const eol of ['\n', '\r\n']) {
    it(`of parts ends its lines as HTTP does, the last one too (${JSON.stringify(eol)} in the file)`, () => {
      const lines = ['--b', 'Content-Disposition: form-data; name="a"', '', 'x', '--b--', '', ''].join(eol);
      assert.equal(
        bodyOf('multipart/form-data; boundary=b', lines),
        '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n',
      );
    });
  }

  it('of parts has files in it, byte by byte', () => {
    assert.deepEqual(
      bodyOf(
        'multipart/form-data; boundary=b',
        '--b\nContent-Disposition: form-data; name="f"; filename="a.bin"\n\n< a.bin\n--b--\n',
      ),
      Buffer.concat([
        Buffer.from('--b\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\n\r\n'),
        files['a.bin'] ?? Buffer.alloc(0),
        Buffer.from('\r\n--b--\r\n'),
      ]),
    );
    assert.equal(
      reasonOf('POST /\nContent-Type: multipart/form-data; boundary=b\n\n--b\n\n{{$uuid}}\n--b\n\n< a.bin\n--b--\n'),
      'its body has placeholders beside a file that is no text',
    );
  });

  it('of lines of JSON ends with a line end, others do not', () => {
    assert.equal(bodyOf('application/x-ndjson', '{"a":1}\n{"a":2}\n\n'), '{"a":1}\n{"a":2}\n');
    assert.equal(bodyOf('text/plain', 'a \n\nb \n\n'), 'a \n\nb ');
  });

  it('is a file as it is, or a text of its encoding in which variables are filled', () => {
    assert.deepEqual(bodyOf('application/octet-stream', '< a.bin'), files['a.bin']);
    assert.deepEqual(bodyOf('text/plain', '< a.txt'), 'line\r\n');
    assert.deepEqual(bodyOf('text/plain', '< uuid.txt'), files['uuid.txt']);
    assert.equal(bodyOf('text/plain', '<@ uuid.txt'), '{{$uuid}}');
    assert.equal(bodyOf('application/json', '<@latin1 latin.json\n\n@n = 7'), '{"n":"ü7"}');
    assert.equal(only('POST /\n\n< a.bin').bodyFile, 'a.bin');
    assert.equal(reasonOf('POST /\n\n<@klingon a.txt'), "the encoding klingon of the body's file a.txt is not known");
  });

  it('of a form is one line, encoded where it has to be', () => {
    assert.equal(
      bodyOf('application/x-www-form-urlencoded', 'a=x y\n&b=ü%20\n&c={{$randomInt 1 9}}\n'),
      'a=x%20y&b=%C3%BC%20&c={{$randomInt 1 9}}',
    );
  });
});

describe('Authorization in an .http file', () => {
  const basic = `Basic ${Buffer.from('ada:se cret').toString('base64')}`;
  for (const [text, sent] of [
    ['Basic ada se cret', basic],
    ['basic ada:secret', `Basic ${Buffer.from('ada:secret').toString('base64')}`],
    ['Basic YWRhOnNlY3JldA==', 'Basic YWRhOnNlY3JldA=='],
    ['Basic {{login_token}}', 'Basic {{login_token}}'],
    ['Bearer a b', 'Bearer a b'],
    ['Digest username="ada", nonce="1"', 'Digest username="ada", nonce="1"'],
  ] as const)
    it(`is sent as the clients send it: ${text}`, () => {
      assert.deepEqual(authorizationOf(text), { value: sent });
    });

  for (const [text, reason] of [
    ['Digest ada secret', 'Digest authentication is not done'],
    ['AWS id key region:eu', 'AWS signatures are not made'],
    ['Basic {{user}}:{{password}}', 'what Basic encodes is known only while it is sent'],
    ['Basic ${env:USER} ${env:PASSWORD}', 'what Basic encodes is known only while it is sent'],
  ] as const)
    it(`is refused by name: ${text}`, () => {
      assert.deepEqual(authorizationOf(text), { reason });
    });
});

describe('a command of curl in an .http file', () => {
  for (const [what, text, request] of [
    [
      'a GET',
      'curl http://localhost:3000/a -H "Accept: x" -sSL --compressed',
      { method: 'GET', path: '/a', headers: { accept: 'x' } },
    ],
    ['HEAD', 'curl -I http://localhost/a', { method: 'HEAD', path: '/a' }],
    [
      'data over lines',
      "curl -XPUT 'http://localhost/a' \\\n  -H 'Content-Type: application/json' \\\n  --max-time 5 \\\n  --data-raw $'{\"a\":\"x\\'y\"}'",
      { method: 'PUT', path: '/a', headers: { 'content-type': 'application/json' }, body: '{"a":"x\'y"}' },
    ],
    [
      'a form in parts of its text',
      'curl http://localhost/a -d a=1 --data-urlencode "b=x&y"',
      {
        method: 'POST',
        path: '/a',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'a=1&b=x%26y',
      },
    ],
    ['data in the query', 'curl -G http://localhost/a?x=0 -d a=1', { method: 'GET', path: '/a?x=0&a=1' }],
    [
      'a user and JSON',
      'curl --user ada:pw --json {} --url http://localhost/a',
      {
        method: 'POST',
        path: '/a',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from('ada:pw').toString('base64')}`,
        },
        body: '{}',
      },
    ],
    [
      'a form',
      'curl http://localhost/a -F a=1',
      {
        method: 'POST',
        path: '/a',
        headers: { 'content-type': 'multipart/form-data; boundary=leanscope-part-1' },
        body: '--leanscope-part-1\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--leanscope-part-1--\r\n',
      },
    ],
  ] as const)
    it(`is the request that it sends: ${what}`, () => {
      assert.deepEqual(only(text), request);
    });

  it('has its words parted as a shell does', () => {
    assert.deepEqual(shellWords(`a 'b "c' "d\\"e \\$f" g\\ h i''j "k\\\nl" $'m\\n\\u00e9' ""`), [
      'a',
      'b "c',
      'd"e $f',
      'g h',
      'ij',
      'kl',
      'm\né',
      '',
    ]);
    assert.deepEqual(shellWords(`'open`), ['open']);
  });
});
