import assert from 'node:assert/strict';
import { leftOutLines } from '../../src/model/left-out.ts';

describe('what is left out of a scenario', () => {
  it('is said by its reason: hosts with how often, requests by name, no secret', () => {
    const other = (path: string) => ({ method: 'GET', path, reason: 'another host' });
    assert.deepEqual(
      leftOutLines([
        other('ads.example.com/a'),
        other('cdn.example.com:8443/b'),
        other('cdn.example.com:8443/c'),
        { method: 'POST', path: '/logout?token=abcdef123456', reason: 'looks destructive' },
      ]),
      [
        'Left out, another host (3): cdn.example.com:8443 (2), ads.example.com (1).',
        'Left out, looks destructive (1): POST /logout?token=….',
      ],
    );
  });

  it('is a number from the ninth on', () => {
    const all = Array.from({ length: 12 }, (_, i) => ({ method: 'PUT', path: `/${i}`, reason: 'not a safe method' }));
    assert.match(leftOutLines(all)[0] ?? '', /\(12\): PUT \/0, .*PUT \/7, 4 more\.$/);
  });
});
