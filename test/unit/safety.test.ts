import assert from 'node:assert/strict';
import { targetUrl } from '../../src/cli/arguments.ts';
import { load } from '../../src/load/load.ts';
import { FailureError } from '../../src/model/failure.ts';
import { isLoopback, reasonToLeaveOut } from '../../src/model/safety.ts';
import { looksSecret } from '../../src/model/secrets.ts';
import { shownPath } from '../../src/model/without-secrets.ts';
import type { Spec } from '../../src/model/spec.ts';
import type { Target } from '../../src/model/target.ts';

describe('load is sent', () => {
  const spec = { scenario: { requests: [] } } as unknown as Spec;
  const target = (baseUrl: string) => ({ baseUrl, routes: [] }) as unknown as Target;

  it('to this machine only', () => {
    for (const name of ['localhost', 'shop.localhost', '127.0.0.1', '127.9.9.9', '[::1]'])
      assert.ok(isLoopback(name), name);
    for (const name of [
      'example.com',
      '10.0.0.7',
      'localhost.example.com',
      '127.0.0.1.example.com',
      '[::2]',
      '0.0.0.0',
    ])
      assert.ok(!isLoopback(name), name);
  });

  it('to no other host that a user names, and to none that the application answers at', () => {
    assert.throws(() => targetUrl('http://10.0.0.7:3000', undefined), FailureError);
    assert.throws(() => targetUrl('http://10.0.0.7:3000', '10.0.0.8'), FailureError);
    assert.throws(() => load(spec, target('http://10.0.0.7:3000'), ''), /10\.0\.0\.7, which is not a loopback address/);
    assert.throws(() => load({ ...spec, allowHost: '10.0.0.8' }, target('http://10.0.0.7:3000'), ''), FailureError);
  });

  it('to another where it is confirmed by name', () => {
    assert.equal(targetUrl('http://Staging.example:3000', 'STAGING.example'), 'http://Staging.example:3000');
    assert.ok(load({ ...spec, allowHost: '10.0.0.7' }, target('http://10.0.0.7:3000'), ''));
    assert.ok(load(spec, target('http://127.0.0.1:3000'), ''));
  });
});

describe('a request that nobody asked for', () => {
  for (const [method, path] of [
    ['DELETE', '/users/7'],
    ['GET', '/users/7/delete'],
    ['GET', '/admin?action=purge'],
    ['GET', '/cache/clear'],
    ['POST', '/orders'],
  ] as const)
    it(`is not ${method} ${path}`, () => {
      assert.ok(reasonToLeaveOut(method, path) !== undefined);
    });

  it('may be what the scenario names by its method, if it does no harm', () => {
    const methods = ['POST', 'DELETE'];
    assert.equal(reasonToLeaveOut('POST', '/orders', methods), undefined);
    assert.equal(reasonToLeaveOut('DELETE', '/orders/7', methods), undefined);
    assert.equal(reasonToLeaveOut('POST', '/orders/reset', methods), 'looks destructive');
    assert.equal(reasonToLeaveOut('GET', '/orders', methods), 'not a safe method');
  });
});

describe('a secret', () => {
  for (const name of [
    'Authorization',
    'Proxy-Authorization',
    'Cookie',
    'Set-Cookie',
    'X-Api-Key',
    'apikey',
    'api_key',
    'apiKey',
    'X-Auth-Token',
    'access_token',
    'accessToken',
    'client_secret',
    'password',
    'userPassword',
    'session',
    'sid',
    'X-CSRF-Token',
    'sig',
  ])
    it(`is looked for under ${name}`, () => {
      assert.ok(looksSecret(name));
    });

  for (const name of [
    'Accept',
    'X-Request-Id',
    'author',
    'tokens-used',
    'passport',
    'sidebar',
    'design',
    'keyboard',
    'side',
  ])
    it(`is not looked for under ${name}`, () => {
      assert.ok(!looksSecret(name));
    });

  it('is not shown in a path; what stands for one is', () => {
    assert.equal(shownPath('/a?x=1&access_token=abc&y=2'), '/a?x=1&access_token=…&y=2');
    assert.equal(shownPath('/a?token={{token}}&sig=${env:SIG}'), '/a?token={{token}}&sig=${env:SIG}');
  });
});
