/** Secrets planted in every form of input, and looked for in what is written down, stored, shown and exported. */
import assert from 'node:assert/strict';
import { toExportable } from '../../src/export/exportable.ts';
import { toK6 } from '../../src/export/to-k6.ts';
import { toArtillery } from '../../src/export/to-artillery.ts';
import { recordingWithoutSecrets } from '../../src/model/recording-without-secrets.ts';
import { cleanGraphQl } from '../../src/model/secret-bodies.ts';
import { looksRandom, looksSecretValue } from '../../src/model/secret-values.ts';
import { looksSecret } from '../../src/model/secrets.ts';
import {
  secretNames,
  shownCommand,
  shownDeep,
  shownPath,
  shownText,
  withoutSecretBody,
  withoutSecretFields,
  withoutSecretHeaders,
  withoutSecretPath,
} from '../../src/model/without-secrets.ts';
import { recordingWith } from '../recording-with.ts';

const secretNamesKnown =
  'key access_key accessKey X-Access-Key apikey api-key X-Functions-Key Ocp-Apim-Subscription-Key pass db.pass pwd pin otp code auth_code inviteCode token id_token secret client_secret session sid PHPSESSID JSESSIONID connect.sid ASP.NET_SessionId authorization Proxy-Authorization cookie Set-Cookie credential X-Amz-Credential signature X-Amz-Signature private privateKey password1 user[password] userPassword dbpassword DB_PASSWORD PGPASSWORD cvv cardNumber SAMLResponse refreshToken X-XSRF-TOKEN hmac passphrase mot_de_passe contraseña'.split(
    ' ',
  );
const plainNames =
  'Accept X-Request-Id author tokens-used passport sidebar design keyboard side compass country_code zipCode statusCode errorCode sortKey cache-key primaryKey Idempotency-Key Sec-WebSocket-Key publicKey monkey barcode username email page limit name description idea japan encode'.split(
    ' ',
  );

/** Made up; in forms that services give to theirs. */
const secretValues = [
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh',
  'AKIAABCDEFGHIJKLMNOP',
  `ghp_${'a1B2'.repeat(9)}`,
  `sk_live_${'a1B2'.repeat(6)}`,
  `xoxb-123456789012-abcdef`,
  'Bearer abc.def-123',
  'Basic YWRhOnNlY3JldA==',
  'postgres://ada:hunter2@db.example/app',
  'f3Kq9ZpL2vXw8RtYb5Nc7Md1',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----',
];
const plainValues = [
  '550e8400-e29b-41d4-a716-446655440000',
  '2026-11-29T12:00:00.000Z',
  '507f1f77bcf86cd799439011',
  'https://shop.example.com/products/red-hat?page=2',
  'the-quick-brown-fox-jumps-over-the-lazy-dog',
  'application/x-www-form-urlencoded',
  '12345678901234567890',
  'index-DiwrgTda.js',
  'a text with many words in it, and 7 numbers',
  'getElementsByClassNameAndTagName',
];

describe('what is a secret', () => {
  for (const name of secretNamesKnown)
    it(`by its name: ${name}`, () => {
      assert.ok(looksSecret(name));
    });
  it('not by these names', () => {
    assert.deepEqual(plainNames.filter(looksSecret), []);
  });
  for (const value of secretValues)
    it(`by its value: ${value.slice(0, 24)}`, () => {
      assert.ok(looksSecretValue(value));
    });
  it('not by these values', () => {
    assert.deepEqual(plainValues.filter(looksSecretValue), []);
  });
  it('is found in time, whatever the text', () => {
    for (const text of [
      'eyJ-',
      'aB3',
      '?',
      'a=',
      'a:"',
      'x://',
      '-----BEGIN ',
      'key ',
      'token=',
      '--token ',
      '{a(',
      '<a ',
    ])
      shownText(text.repeat(100_000));
    assert.ok(!looksRandom('aB3'.repeat(100_000)));
  });
});

/** In each, `SEKRET` and a number stand for secrets, and `plain` for what must stay. */
const bodies: readonly (readonly [what: string, type: string | undefined, text: string])[] = [
  ['JSON', 'application/json', '{"user":"plain","password":"SEKRET1","pin":"SEKRET2","card":{"cvv":"SEKRET3"}}'],
  ['JSON without a type', undefined, '{"a":"plain","apiKey":"SEKRET1"}'],
  [
    'JSON in lists',
    'application/json',
    '[{"plain":1,"tokens":[{"token":"SEKRET1"}]},{"credentials":{"name":"SEKRET2"}}]',
  ],
  [
    'names beside values',
    'application/json',
    '{"fields":[{"name":"password","value":"SEKRET1"},{"name":"a","value":"plain"}]}',
  ],
  ['JSON in JSON', 'application/json', '{"a":"plain","inner":"{\\"password\\":\\"SEKRET1\\"}"}'],
  [
    'JSON with placeholders for values',
    'application/json',
    '{"id":{{id}},"password":"SEKRET1","u":"plain","n":[{{$randomInt 1 9}}]}',
  ],
  ['lines of JSON', 'application/x-ndjson', '{"a":"plain"}\n{"secret":"SEKRET1"}\n'],
  [
    'a form',
    'application/x-www-form-urlencoded',
    'user=plain&password=SEKRET1&access%5Fkey=SEKRET2&user%5Bpass%5D=SEKRET3',
  ],
  ['a form without a type', undefined, 'user=plain&otp=SEKRET1'],
  ['XML', 'text/xml', '<p a="plain"><password>SEKRET1</password><x key="SEKRET2"/><!-- SEKRET3 --></p>'],
  [
    'SOAP',
    'application/soap+xml',
    "<s:E><w:Password t='plain'><![CDATA[SEKRET1]]></w:Password><Token><v>SEKRET2</v></Token></s:E>",
  ],
  ['GraphQL', 'application/graphql', 'mutation { login(user: "plain", password: "SEKRET1") { token } }'],
  [
    'GraphQL in JSON',
    'application/json',
    '{"query":"mutation{login(password:\\"SEKRET1\\",u:\\"plain\\")}","variables":{"pass":"SEKRET2"}}',
  ],
  [
    'parts',
    'multipart/form-data; boundary=XX',
    '--XX\r\nContent-Disposition: form-data; name="user"\r\n\r\nplain\r\n--XX\r\nContent-Disposition: form-data; name="password"\r\n\r\nSEKRET1\r\n--XX\r\nContent-Disposition: form-data; name="f"; filename="a.json"\r\nContent-Type: application/json\r\n\r\n{"secret":"SEKRET2"}\r\n--XX--\r\n',
  ],
  [
    'addresses',
    'application/json',
    '{"callback":"https://plain.example/?token=SEKRET1","db":"postgres://ada:SEKRET2@h/x"}',
  ],
];

describe('a body that is written down', () => {
  for (const [what, type, text] of bodies)
    it(`has names of variables in the place of secrets: ${what}`, () => {
      const clean = withoutSecretBody(text, type, secretNames());
      assert.ok('text' in clean, JSON.stringify(clean));
      assert.doesNotMatch(clean.text, /SEKRET/);
      assert.match(clean.text, /plain/);
      assert.match(clean.text, /\$\{env:\w+\}/);
    });

  it('stays as it stands where there is no secret in it', () => {
    for (const [type, text] of [
      ['application/json', '{ "a" : [1, 2.50, "x"],\n "when":"2026-11-29" }'],
      ['application/x-www-form-urlencoded', 'a=1+2&b=%20&c'],
      ['text/xml', '<a b="c">d &amp; e</a>'],
      ['application/json', '{"password":"{{password}}","t":"${env:TOKEN}"}'],
      ['application/json', '{"code":"EADDRINUSE","error_code":"X"}'],
      ['application/json', '{ "id": {{id}}, "a": "{{b}} \\" {{c}}", "token": {{token}}, "n": ${env:N} }'],
    ] as const)
      assert.deepEqual(withoutSecretBody(text, type, secretNames()), { text });
  });

  it('is not written where it cannot be searched', () => {
    for (const [type, text] of [
      ['text/plain', 'my password is hunter2'],
      ['application/octet-stream', '\u0000\u0001\u0002'],
      ['application/x-ndjson', '{"a":1}\nhunter2'],
      ['text/xml', '<!DOCTYPE a [<!ENTITY b "hunter2">]><a>&b;</a>'],
      ['text/xml', '<a><password>hunter2'],
      [
        'multipart/form-data; boundary=X',
        '--X\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nhunter2\r\n--X--',
      ],
    ] as const)
      assert.ok('problem' in withoutSecretBody(text, type, secretNames()), text);
  });

  it('keeps different secrets apart, and equal ones together', () => {
    const names = secretNames('{"a":"${env:PASSWORD}"}');
    const clean = [{ password: 'one' }, { password: 'two' }, { password: 'one' }].map((each) =>
      withoutSecretFields(each, names),
    );
    assert.deepEqual(
      clean.map(({ password }) => password),
      ['${env:PASSWORD_2}', '${env:PASSWORD_3}', '${env:PASSWORD_2}'],
    );
    assert.deepEqual(names.variables(), ['PASSWORD_2', 'PASSWORD_3']);
    const headers = ['Basic ada secret', 'Basic ada:secret', 'Digest ada secret'].map(
      (authorization) => withoutSecretHeaders({ authorization }, names)['authorization'],
    );
    assert.equal(new Set(headers).size, 3);
  });
});

describe('a path', () => {
  for (const path of [
    '/a?key=SEKRET1&access_key=SEKRET2&x=plain',
    '/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJTRUtSRVQxIn0.SEKRET12/plain',
    '/a;jsessionid=SEKRET1/plain?next=%2Fb%3Ftoken%3DSEKRET2',
    '/plain/f3Kq9ZpL2vXw8RtYb5NcSEKRET1',
    '/plain#access_token=SEKRET1',
    '/plain?u=https://ada:SEKRET1@host/',
  ])
    it(`has no secret in it where it is shown or written: ${path.slice(0, 30)}`, () => {
      for (const clean of [shownPath(path), withoutSecretPath(path, secretNames())]) {
        assert.doesNotMatch(clean, /SEKRET/);
        assert.match(clean, /plain/);
      }
    });

  it('without one stays as it is', () => {
    for (const path of [
      '/users/507f1f77bcf86cd799439011/orders?page=2&q=red%20hat',
      '/static/app.9f86d081884c7d659a2feaa0c55ad015.js',
      '/a/{{id}}?token={{t}}',
      '/??&==&',
    ])
      assert.equal(shownPath(path), path);
  });
});

describe('text that is shown', () => {
  for (const text of [
    'connecting with password=SEKRET1',
    'DB_PASSWORD: "SEKRET1"',
    "{ user: 'ada', apiKey: 'SEKRET1' }",
    '{"level":30,"authorization":"Bearer SEKRET1"}',
    'GET /a?token=SEKRET1 200',
    'connect ECONNREFUSED postgres://ada:SEKRET1@db:5432/shop',
    'node server.js --token SEKRET1',
    'node server.js --api-key=SEKRET1',
    `a token ghp_${'SEKRET1'.repeat(5)} in between`,
  ])
    it(`has no secret in it: ${text}`, () => {
      assert.doesNotMatch(shownText(text), /SEKRET/);
    });

  it('is otherwise left alone', () => {
    for (const text of [
      "Error: listen EADDRINUSE: address already in use :::3000\n    at Server.listen (node:net:1940:16) {\n  code: 'EADDRINUSE',\n  errno: -98,\n  port: 3000\n}",
      'Server listening at http://127.0.0.1:3000',
      'ended with exit code: 1',
      'leanscope calibrate --token TOKEN',
      'at /app/node_modules/express/lib/router/index.js:284:15',
    ])
      assert.equal(shownText(text), text);
  });

  it('of a command neither', () => {
    assert.deepEqual(
      shownCommand([
        'node',
        'a.js',
        '--token=SEKRET',
        '--password',
        'SEKRET',
        '-p',
        '3000',
        'API_KEY=SEKRET',
        'redis://:SEKRET@h',
      ]),
      ['node', 'a.js', '--token=…', '--password', '…', '-p', '3000', 'API_KEY=…', 'redis://…@h'],
    );
  });
});

describe('a Recording', () => {
  it('has no secret of command, log, messages, paths and failures in it', () => {
    const recording = recordingWith({
      logTail: 'token=SEKRET1',
      warnings: ['Left out: /a?key=SEKRET2'],
      requests: [{ method: 'GET', path: '/a?sid=SEKRET3', route: '/a', share: 1 }],
      load: { files: [], leftOut: [{ method: 'GET', path: '/b?pwd=SEKRET4', reason: 'x' }] },
      partial: {
        kind: 'crashedUnderLoad',
        command: ['node', '--token', 'SEKRET5'],
        exit: { code: 1, signal: null },
        phase: 'x',
        log: 'password: SEKRET6',
      },
    });
    const secret = { ...recording, app: { ...recording.app, command: ['node', 'a.js', '--secret=SEKRET7'] } };
    assert.doesNotMatch(JSON.stringify(recordingWithoutSecrets(secret)), /SEKRET/);
    assert.doesNotMatch(JSON.stringify(shownDeep(secret.partial)), /SEKRET/);
  });
});

describe('a script for another load engine', () => {
  it('has no secret in it, and names the variables that it needs', () => {
    const scenario = {
      variables: { password: 'SEKRET1', shop: 'plain' },
      requests: bodies.map(([, type, body], i) => ({
        method: 'POST',
        path: `/p${i}?key=SEKRET2`,
        headers: { ...(type === undefined ? {} : { 'content-type': type }), cookie: 'sid=SEKRET3' },
        body,
      })),
    };
    const exportable = toExportable(scenario);
    const options = { baseUrl: 'http://localhost:3000', durationSeconds: 30 };
    for (const script of [toK6(exportable, options), toArtillery(exportable, { ...options, name: 'x' }).script]) {
      assert.doesNotMatch(script, /SEKRET/);
      assert.match(script, /plain/);
    }
    assert.ok(exportable.environment.includes('PASSWORD'));
  });
});

describe('secrets', () => {
  it('are found behind a document of GraphQL, whatever stands there, and not among its variables and types', () => {
    const query = 'mutation Login($password: String!) { login(password: $password) { token } }\nfragment A on B { id }';
    const kept = (text: string) => cleanGraphQl(text, (name) => `<${name}>`);
    assert.equal(kept(query), query);
    assert.equal(
      kept(`${query}\n\n{ "apiKey": "hunter2" }\n&password=hunter2\nAuthorization: Bearer hunter2`),
      `${query}\n\n{ "apiKey": "<apiKey>" }\n&password=<password>\nAuthorization: <Authorization>`,
    );
    assert.equal(kept('{ login(password: "hunter2") { id } }'), '{ login(password: "<password>") { id } }');
  });
});
