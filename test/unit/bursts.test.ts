import assert from 'node:assert/strict';
import { createConcurrency } from '../../src/capture/concurrency.ts';
import { createAllowance } from '../../src/load/allowance.ts';
import { sleep } from '../../src/load/clock.ts';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { createRateCap } from '../../src/load/rate-cap.ts';
import { holdStill } from '../../src/load/run-bursts.ts';
import { runSlice } from '../../src/load/run-slice.ts';
import type { LoadSlice } from '../../src/model/workload.ts';
import { usersOf } from '../users-of.ts';
import { scriptedPool } from './scripted-pool.ts';
import { scriptedTime } from './scripted-time.ts';

const request: CandidateRequest = { method: 'GET', path: '/', route: '/', weight: 1, headers: {}, asked: true };

interface Options {
  readonly answerAfterMs?: (turn: number) => number;
  readonly mostPerSecond?: number;
  readonly thinkMs?: number;
}

/** Two connections, more in a burst; when each request was sent and how long the generator held still. */
async function drive(
  slice: Omit<LoadSlice, 'durationMs'>,
  { answerAfterMs = (turn) => turn, mostPerSecond = Infinity, thinkMs = 0 }: Options = {},
) {
  const time = scriptedTime();
  const beganMs = time.now();
  const pool = scriptedPool(time, { answerAfterMs });
  const rests: number[] = [];
  const means = {
    ...{ pool, connections: 2, rateCap: createRateCap(mostPerSecond), allowance: createAllowance({}, time) },
    ...{ ticker: () => time.ticker, clock: time, random: () => 0.5 },
    rest: (ms: number) => {
      rests.push(ms);
      return sleep(time, ms);
    },
  };
  const { perRequest } = await time.pass(
    runSlice(means, usersOf([{ ...request, ...(thinkMs === 0 ? {} : { thinkMs }) }]), { durationMs: 50, ...slice }),
  );
  return { sentMs: pool.sentMs.map((ms) => ms - beganMs), rests, completed: perRequest[0]?.completed };
}

describe('a load in bursts', () => {
  it('sends on all connections at once, holds still, and goes on when all answers are in', async () => {
    // Each burst has three; the answers of the first come after 0, 1 and 2 ms, those of the others within 20 ms.
    const { sentMs, rests, completed } = await drive(
      { burst: { requests: 3, quietMs: 10 } },
      { answerAfterMs: (turn) => (turn < 3 ? turn : 20) },
    );
    // Quiet for 10 ms and half of a fifth more; then for the 20 ms that the answers take.
    assert.deepEqual(sentMs, [0, 0, 0, 11, 11, 11, 31, 31, 31]);
    assert.deepEqual(rests, [11, 11, 11]);
    assert.equal(completed, 9);
  });

  it('has as many users as any load, and no more than are allowed', async () => {
    const first = async (slice: Omit<LoadSlice, 'durationMs'>): Promise<number> =>
      (await drive(slice)).sentMs.filter((ms) => ms === 0).length;
    assert.equal(await first({ burst: { requests: 1, quietMs: 10 } }), 2);
    assert.equal(await first({ burst: { requests: 100, quietMs: 10 } }), 100);
    assert.equal(await first({ burst: { requests: 100, quietMs: 10 }, connections: 5 }), 5);
  });

  it('lets users think', async () => {
    const { sentMs } = await drive({ burst: { requests: 2, quietMs: 1 } }, { answerAfterMs: () => 5, thinkMs: 20 });
    assert.deepEqual(sentMs, [0, 0, 25, 25]);
  });

  it('is even where a limit of requests per second was set', async () => {
    const { sentMs, rests } = await drive({ burst: { requests: 50, quietMs: 10 } }, { mostPerSecond: 100 });
    // What a timer may miss may be made up for: two come at the beginning.
    assert.deepEqual(sentMs, [0, 0, 10, 20, 30, 40]);
    assert.deepEqual(rests, []);
  });

  it('lets nothing run in this process while it holds still', async () => {
    let ran = false;
    const began = performance.now();
    const still = holdStill(30);
    // It is due at once. A timer could be due before the stillness begins, on a busy machine.
    setImmediate(() => {
      ran = true;
    });
    await still;
    assert.ok(performance.now() - began >= 29);
    assert.equal(ran, false);
  });
});

describe('how many are sent at once', () => {
  it('is 8 ms of work, and at least one', () => {
    const concurrency = createConcurrency();
    assert.equal(concurrency.burst(), undefined);
    const at = (cpuMs: number) => {
      concurrency.learn(cpuMs);
      return concurrency.burst();
    };
    assert.deepEqual(at(0.8), { requests: 10, quietMs: 11.2 });
    assert.equal(at(0.001)?.requests, 100);
    assert.deepEqual(at(50), { requests: 1, quietMs: 20 });
  });

  it('is no more than can be answered in half of the slice’s time', () => {
    const concurrency = createConcurrency();
    assert.deepEqual(concurrency.forSlice(1000), {});
    concurrency.learn(100);
    assert.deepEqual(concurrency.forSlice(1000), { connections: 5 });
    assert.deepEqual(concurrency.forSlice(1000, 2), { connections: 2 });
    assert.deepEqual(concurrency.forSlice(100), { connections: 1 });
  });
});
