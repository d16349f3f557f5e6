import assert from 'node:assert/strict';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { prepareRequests } from '../../src/load/prepare.ts';
import { createRateCap } from '../../src/load/rate-cap.ts';
import { scriptedPool } from './scripted-pool.ts';
import { scriptedTime } from './scripted-time.ts';

const get = (path: string): CandidateRequest => ({
  ...{ method: 'GET', path, route: path, weight: 1, headers: {}, asked: false },
});

describe('requests that are tried once', () => {
  /** They have 100 ms all together. */
  const prepare = (waits: readonly number[], rateCap = createRateCap(Infinity)) => {
    const time = scriptedTime();
    const pool = scriptedPool(time, { answerAfterMs: (turn) => waits[turn] ?? 0, answerMs: 60_000 });
    const beganMs = time.now();
    const given = { setup: [], variables: {}, data: {}, patienceMs: 100 };
    const candidates = ['/first', '/never', '/last'].map(get);
    const prepared = time.pass(prepareRequests(pool.first(1), rateCap, { ...given, candidates }, time));
    return prepared.then((what) => ({ ...what, sentMs: pool.sentMs.map((ms) => ms - beganMs) }));
  };
  const paths = (requests: readonly { readonly path: string }[]) => requests.map(({ path }) => path);

  it('are waited for as long as it takes for the first of all answers, and less once there was one', async () => {
    // Far beyond the patience that is left for each, and one that never comes.
    const { requests, failures, sentMs } = await prepare([4900, Infinity, 0]);
    assert.deepEqual(paths(requests), ['/first', '/last']);
    assert.deepEqual(failures, ['GET /never → no answer within 0.5 s']);
    assert.deepEqual(sentMs, [0, 4900, 5400]);
  });

  it('are not waited for beyond 5 s where no answer ever came', async () => {
    const { requests, failures, sentMs } = await prepare([Infinity, Infinity, Infinity]);
    assert.deepEqual(paths(requests), []);
    assert.equal(failures.length, 3);
    assert.deepEqual(sentMs, [0, 5000, 5500]);
  });

  it('keep to the limit of requests per second', async () => {
    const { sentMs } = await prepare([0, 0, 0], createRateCap(2));
    // So much sooner as a timer may be late.
    assert.deepEqual(sentMs, [0, 490, 1000]);
  });
});
