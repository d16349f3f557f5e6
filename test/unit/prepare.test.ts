import assert from 'node:assert/strict';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { createPool } from '../../src/load/pool.ts';
import { prepareRequests } from '../../src/load/prepare.ts';
import { createRateCap } from '../../src/load/rate-cap.ts';
import { rawServer } from './raw-server.ts';

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const get = (path: string): CandidateRequest => ({
  ...{ method: 'GET', path, route: path, weight: 1, headers: {}, asked: false },
});

describe('requests that are tried once', () => {
  it('are waited for as long as it takes for the first of all answers, and less once there was one', async () => {
    // Far beyond the patience that is left for each, and one that never comes.
    const waits = [900, undefined, 0];
    let turn = 0;
    const server = await rawServer((socket) => {
      const wait = waits[turn++];
      if (wait !== undefined) setTimeout(() => socket.write(ok), wait);
    });
    const pool = createPool({ baseUrl: server.url, limits: { answerMs: 60_000, answerBytes: 1e6 }, most: 1 });
    try {
      const { requests, failures } = await prepareRequests(pool.first(1), createRateCap(Infinity), {
        ...{ setup: [], variables: {}, data: {}, patienceMs: 100 },
        candidates: ['/first', '/never', '/last'].map(get),
      });
      assert.deepEqual(
        requests.map(({ path }) => path),
        ['/first', '/last'],
      );
      assert.equal(failures.length, 1);
      assert.match(failures[0] ?? '', /^GET \/never → no answer within \d/);
    } finally {
      pool.destroy();
      await server.close();
    }
  });
});
