import assert from 'node:assert/strict';
import { pathPattern } from '../../src/agent/outgoing/path-pattern.ts';
import { attribute } from '../../src/attribute/attribute.ts';
import type { RecordedOutgoing, RecordedRequest } from '../../src/model/recording.ts';
import { symbolicate } from '../../src/symbolicate/symbolicate.ts';
import { recordingWith, sliceWith } from '../recording-with.ts';

describe('the pattern of an outgoing path', () => {
  for (const [path, pattern] of [
    ['/', '/'],
    ['/v1/rates', '/v1/rates'],
    ['/api/v2/user-accounts/all', '/api/v2/user-accounts/all'],
    ['/users/17/posts?token=abc#top', '/users/:id/posts'],
    ['/users/ada@example.com', '/users/:id'],
    ['/orders/9f86d081884c7d65', '/orders/:id'],
    ['/orders/0b5bb70e-7e11-4c1a-9d6e-1f2a3b4c5d6e', '/orders/:id'],
    ['/bot12:not-a-real-token/sendMessage', '/:id/sendMessage'],
    ['/keys/AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh', '/keys/:id'],
    ['/session/k3yk3yk3yk3yk3yk', '/session/:id'],
    ['/files/my%20notes', '/files/:id'],
    ['/a/b/c/d/e/f/g/h/i/j', '/a/b/c/d/e/f/g/h/…'],
  ] as const) {
    it(`${path} is ${pattern}`, () => {
      assert.equal(pathPattern(path), pattern);
    });
  }
});

describe('what is asked of others', () => {
  const request = (path: string): RecordedRequest => ({ method: 'GET', path, route: path, share: 0.5 });
  const row = (parts: Partial<RecordedOutgoing>): RecordedOutgoing => ({
    ...{ process: 0, thread: 0, protocol: 'http', host: 'a:80', method: 'GET', path: '/x', calls: 0, errors: 0 },
    ...{ bytesOut: 0, bytesIn: 0, connections: 0, durationUs: 0, callSites: [] },
    ...parts,
  });
  const site = (line: number, url = 'file:///app/src/rates.js') => ({ name: 'load', url, line, column: 3 });
  const tcp = { protocol: 'tcp', host: 'db:5432' } as const;
  // 100 requests a slice.
  const recording = recordingWith({
    requests: [request('/one'), request('/two')],
    slices: [
      sliceWith('asIs'),
      sliceWith('outgoing'),
      sliceWith('outgoing', { requestIndex: 0 }),
      sliceWith('outgoing', { requestIndex: 1 }),
    ],
    outgoing: [
      row({
        calls: 30,
        errors: 3,
        bytesOut: 3000,
        bytesIn: 9000,
        connections: 1,
        durationUs: 60_000,
        callSites: [{ site: site(7), count: 30 }],
      }),
      row({
        process: 1,
        calls: 20,
        bytesOut: 2000,
        bytesIn: 6000,
        connections: 9,
        durationUs: 40_000,
        callSites: [{ site: site(9), count: 10 }],
      }),
      row({ ...tcp, calls: 400, bytesOut: 800, bytesIn: 1600 }),
      row({ requestIndex: 0, calls: 100, bytesOut: 10_000, bytesIn: 30_000 }),
      row({ requestIndex: 1, ...tcp, calls: 800, bytesOut: 1600, bytesIn: 3200 }),
    ],
  });
  const { upstreams = [], routes } = attribute(recording, symbolicate(recording));

  it('is one row per upstream, of all processes together, per request of the mix', () => {
    const [db, web] = upstreams;
    assert.deepEqual([db?.host, db?.callsPerRequest, db?.bytesInPerRequest], ['db:5432', 4, 16]);
    assert.deepEqual([web?.callsPerRequest, web?.bytesOutPerRequest, web?.bytesInPerRequest], [0.5, 50, 150]);
    // 10 new connections for 50 calls, 3 errors, 100 ms in all.
    assert.deepEqual([web?.connectionsPerCall, web?.errorShare, web?.meanMs], [0.2, 0.06, 2]);
    assert.deepEqual([db?.meanMs, db?.errorShare], [undefined, undefined]);
  });

  it('says where it is asked from, and by which routes', () => {
    const [db, web] = upstreams;
    assert.deepEqual(
      web?.callSites?.map(({ file, line, share }) => [file, line, share]),
      [
        ['src/rates.js', 7, 0.75],
        ['src/rates.js', 9, 0.25],
      ],
    );
    const figures = { callsPerRequest: 1, bytesOutPerRequest: 100, bytesInPerRequest: 300 };
    assert.deepEqual(web.routes, [{ method: 'GET', path: '/one', ...figures }]);
    assert.deepEqual(routes[0]?.outgoing, figures);
    assert.equal(db?.routes?.[0]?.callsPerRequest, 8);
  });

  it('is unknown of a route that was not driven alone, and absent where nobody was asked', () => {
    const mixOnly = { ...recording, slices: recording.slices.slice(0, 2) };
    assert.equal(attribute(mixOnly, symbolicate(mixOnly)).routes[0]?.outgoing, undefined);
    const quiet = recordingWith();
    assert.equal(attribute(quiet, symbolicate(quiet)).upstreams, undefined);
  });
});
