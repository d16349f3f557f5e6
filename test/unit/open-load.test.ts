import assert from 'node:assert/strict';
import { createAllowance } from '../../src/load/allowance.ts';
import { createAnswerTimes } from '../../src/load/answer-times.ts';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { createPool } from '../../src/load/pool.ts';
import { createRateCap } from '../../src/load/rate-cap.ts';
import { runSlice } from '../../src/load/run-slice.ts';
import { createTally } from '../../src/load/tally.ts';
import { createTicker } from '../../src/load/ticker.ts';
import type { SliceOutcome } from '../../src/model/recorded-slice.ts';
import type { LoadLimits } from '../../src/model/spec.ts';
import type { LoadSlice } from '../../src/model/workload.ts';
import { usersOf } from '../users-of.ts';
import { lehmer } from './lehmer.ts';
import { rawServer } from './raw-server.ts';
import { scriptedPool, type Script } from './scripted-pool.ts';
import { scriptedTime } from './scripted-time.ts';

const request: CandidateRequest = { method: 'GET', path: '/', route: '/', weight: 1, headers: {}, asked: true };

interface Options extends Omit<Script, 'answerAfterMs'> {
  readonly mostPerSecond?: number;
  readonly limits?: Pick<LoadLimits, 'bytes' | 'seconds'>;
  readonly seed?: number;
}

interface Driven extends SliceOutcome {
  /** When each request was sent, in ms of the slice. */
  readonly sentMs: readonly number[];
}

/** Two users of a closed load, or the arrivals of an open one, with an application that answers as `answerAfterMs` says, on a clock set by hand. */
async function drive(
  slice: LoadSlice,
  answerAfterMs: (turn: number, nowMs: number) => number,
  { mostPerSecond = Infinity, limits = {}, seed = 1, ...script }: Options = {},
): Promise<Driven> {
  const time = scriptedTime();
  const beganMs = time.now();
  const pool = scriptedPool(time, { ...script, answerAfterMs: (turn) => answerAfterMs(turn, time.now() - beganMs) });
  const outcome = await time.pass(
    runSlice(
      {
        pool,
        connections: 2,
        rateCap: createRateCap(mostPerSecond),
        allowance: createAllowance(limits, time),
        ticker: () => time.ticker,
        clock: time,
        random: lehmer(seed),
      },
      usersOf([request]),
      slice,
    ),
  );
  return { ...outcome, sentMs: pool.sentMs.map((ms) => ms - beganMs) };
}

const completedIn = ({ perRequest }: SliceOutcome): number => perRequest[0]?.completed ?? 0;

describe('an open load', () => {
  it('sends every request that is due, and no more', async () => {
    const outcome = await drive({ durationMs: 500, arrival: { spacing: 'constant', ratePerSecond: 200 } }, () => 0);
    // Due at 5, 10, … 495 ms; the one at 500 is no longer in the slice.
    assert.equal(completedIn(outcome), 99);
    assert.equal(outcome.open?.dropped, 0);
    // The window is the last 400 ms: from 100 to 495.
    assert.equal(outcome.open.offered, 80);
  });

  it('counts latency from when a request was due, as all who wait behind a stall feel it', async () => {
    // Nothing is answered before the 200th ms, all is at once after it; due at 10, 20, … 390 ms.
    const outcome = await drive(
      { durationMs: 400, arrival: { spacing: 'constant', ratePerSecond: 100 } },
      (_turn, nowMs) => Math.max(0, 200 - nowMs),
    );
    const latencyUs = outcome.perRequest[0]?.latencyUs ?? [];
    const count = (isOf: (us: number) => boolean): number =>
      latencyUs.filter(([us]) => isOf(us)).reduce((sum, [, each]) => sum + each, 0);
    assert.equal(completedIn(outcome), 39);
    // Those of 10, 20, … 90 ms waited for more than half of the stall; those of 200, 210, … not at all.
    assert.equal(
      count((us) => us > 101_000),
      9,
    );
    assert.equal(
      count((us) => us < 1000),
      20,
    );
  });

  it('counts the time that a request waited to be sent, and says how late it was', async () => {
    // One wake at the end of a stall of the generator: what was due meanwhile is sent then.
    const time = scriptedTime();
    const pool = scriptedPool(time, { answerAfterMs: () => 1 });
    const at = (ms: number, wake: () => void): void => {
      time.ticker.at(Math.max(ms, 1100), wake);
    };
    const late = { ...time.ticker, at };
    const means = { pool, connections: 1, rateCap: createRateCap(Infinity), allowance: createAllowance({}, time) };
    const slice: LoadSlice = { durationMs: 200, arrival: { spacing: 'constant', ratePerSecond: 100 } };
    const outcome = await time.pass(runSlice({ ...means, ticker: () => late, clock: time }, usersOf([request]), slice));
    assert.equal(completedIn(outcome), 19);
    // The first was due at 10 ms and sent at 100.
    const [slowestUs = 0] = outcome.perRequest[0]?.latencyUs.at(-1) ?? [];
    const [worstLagUs = 0] = outcome.open?.sendLagUs.at(-1) ?? [];
    assert.ok(Math.abs(slowestUs - 91_000) < 2000, `${slowestUs}`);
    assert.ok(Math.abs(worstLagUs - 90_000) < 2000, `${worstLagUs}`);
  });

  it('sends nothing beyond the connections that are allowed, and says how many it dropped', async () => {
    const slice: LoadSlice = { durationMs: 300, arrival: { spacing: 'constant', ratePerSecond: 100 } };
    const outcome = await drive(slice, () => 10_000, { most: 5, answerMs: 600 });
    assert.equal(completedIn(outcome), 5);
    assert.equal(outcome.open?.dropped, 29 - 5);
    assert.deepEqual(outcome.perRequest[0]?.problems, { 'no answer within 0.6 s': 5 });
  });

  it('tells an application that keeps up from one that does not', async () => {
    const ratePerSecond = 300;
    const slice: LoadSlice = { durationMs: 600, arrival: { spacing: 'constant', ratePerSecond } };
    const { open: keepsUp } = await drive(slice, () => 0);
    let free = 0;
    const { open: oneAtATime } = await drive(slice, (_turn, nowMs) => {
      free = Math.max(free, nowMs) + 10;
      return free - nowMs;
    });
    // Due in the last 480 ms: 144, of which one that serves 100 a second answers 48.
    assert.deepEqual([keepsUp?.offered, keepsUp?.answered], [144, 144]);
    assert.deepEqual([oneAtATime?.offered, oneAtATime?.answered], [144, 48]);
    // The last one has just been sent.
    assert.deepEqual(keepsUp?.underWay, [0, 1]);
    const [before = 0, after = 0] = oneAtATime?.underWay ?? [];
    // 200 a second more than are answered.
    assert.ok(Math.abs(after - before - 0.48 * 200) <= 1, `${before} to ${after}`);
  });
});

describe('requests as they are sent', () => {
  it('keep to no clock: their times are spread evenly over the slice, as those of a Poisson process are', async () => {
    const slice: LoadSlice = { durationMs: 2000, arrival: { spacing: 'poisson', ratePerSecond: 1000 } };
    for (const seed of [1, 2, 3, 4, 5]) {
      const { sentMs } = await drive(slice, () => 0, { seed });
      // Of so many in all, each may come at any moment, whenever the others do (Kingman, "Poisson Processes", 2.4).
      const shares = sentMs.map((ms) => ms / 2000);
      const n = shares.length;
      const distance = Math.max(...shares.map((share, i) => Math.max(share - i / n, (i + 1) / n - share)));
      // Kolmogorov and Smirnov: beyond it once in a thousand tries.
      assert.ok(distance < 1.95 / Math.sqrt(n), `${distance} of ${n}`);
      const perBin = Array.from(
        { length: 200 },
        (_, bin) => shares.filter((share) => Math.floor(share * 200) === bin).length,
      );
      const mean = n / perBin.length;
      const dispersion = perBin.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (perBin.length - 1) / mean;
      // Variance over mean is 1 for Poisson, 0 for a clock, and in 200 bins known to ±0.1.
      assert.ok(Math.abs(dispersion - 1) < 0.4, `${dispersion}`);
    }
  });
});

describe('the limits of a load', () => {
  it('end a closed load once so many bytes went either way, but for what is under way', async () => {
    // 90 bytes a request and its answer: 23 of them are 2070. Two connections: one more is under way on the other.
    const outcome = await drive({ durationMs: 500 }, () => 1, { limits: { bytes: 2000 } });
    assert.equal(completedIn(outcome), 24);
  });

  it('end an open load, which counts what was due and not sent', async () => {
    const slice: LoadSlice = { durationMs: 400, arrival: { spacing: 'constant', ratePerSecond: 200 } };
    const outcome = await drive(slice, () => 0, { limits: { seconds: 0.2 } });
    // Due at 5, 10, … 395 ms; those from 200 on are not sent.
    assert.deepEqual([completedIn(outcome), outcome.open?.dropped], [39, 40]);
  });
});

describe('a closed load', () => {
  it('has as many requests under way as it has connections', async () => {
    const { sentMs, ...outcome } = await drive({ durationMs: 400 }, () => 20);
    // Two every 20 ms, at 0, 20, … 380.
    assert.equal(completedIn(outcome), 40);
    assert.deepEqual(
      sentMs,
      Array.from({ length: 40 }, (_, i) => 20 * Math.floor(i / 2)),
    );
  });

  it('does not spin where nothing is answered', async () => {
    const outcome = await drive({ durationMs: 100 }, () => Infinity, { answerMs: 0.5 });
    // 20 ms after each of the refusals of half a millisecond, on both.
    assert.equal(completedIn(outcome), 2 * 5);
  });
});

describe('load over sockets', () => {
  it('is as many requests as it says, by the clock of this machine', async () => {
    let came = 0;
    const server = await rawServer((socket) => {
      came++;
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    });
    const pool = createPool({ baseUrl: server.url, limits: { answerMs: 60_000, answerBytes: 1e6 }, most: 500 });
    const ticker = createTicker();
    try {
      const means = { pool, connections: 2, rateCap: createRateCap(Infinity), allowance: createAllowance({}) };
      const drive = (slice: LoadSlice): Promise<SliceOutcome> =>
        runSlice({ ...means, ticker: () => ticker }, usersOf([request]), slice);
      // However late each is sent: due at 5, 10, … 95 ms, in the last 80 of which 16.
      const open = await drive({ durationMs: 100, arrival: { spacing: 'constant', ratePerSecond: 200 } });
      assert.deepEqual([completedIn(open), open.open?.offered, open.open?.dropped, came], [19, 16, 0, 19]);
      const closed = await drive({ durationMs: 50 });
      assert.equal(completedIn(closed), came - 19);
      assert.deepEqual(closed.perRequest[0]?.statuses, { 200: came - 19 });
    } finally {
      ticker.close();
      pool.destroy();
      await server.close();
    }
  });
});

describe('a cap on requests per second', () => {
  /** What somebody sends, ms, who looks every half a millisecond and may send 20 a second. */
  const sentAsSoonAs = (may: 'notBefore' | 'evenly', untilMs: number): readonly number[] => {
    const rateCap = createRateCap(20);
    const sent: number[] = [];
    for (let ms = 0; ms < untilMs; ms += 0.5)
      if (rateCap[may](ms) <= ms) {
        rateCap.count(ms);
        sent.push(ms);
      }
    return sent;
  };

  it('holds in every second, wherever it begins, and from slice to slice', () => {
    // 5 a second on average would let the first second have many more.
    const sent = sentAsSoonAs('notBefore', 5000);
    for (const from of sent) assert.ok(sent.filter((ms) => ms >= from && ms < from + 1000).length <= 20);
    assert.equal(sent.length, 5 * 20);
  });

  it('spreads what is sent by those who send as soon as they may', () => {
    const sent = sentAsSoonAs('evenly', 3000);
    // Every 50 ms, and one more in the 10 ms that may be made up for.
    for (let i = 4; i < sent.length; i++) assert.ok((sent[i] ?? 0) - (sent[i - 4] ?? 0) >= 4 * 50 - 10.5);
    assert.ok(sent.length >= 59 && sent.length <= 61, `${sent.length}`);
  });

  it('is one in so many seconds where it is below one a second', () => {
    const rateCap = createRateCap(0.5);
    rateCap.count(100);
    assert.equal(rateCap.notBefore(200), 2100);
  });

  it('holds back what chance bunches, and counts it as due when it may be sent', async () => {
    const slice: LoadSlice = { durationMs: 1500, arrival: { spacing: 'poisson', ratePerSecond: 100 } };
    const { open, sentMs } = await drive(slice, () => 0, { mostPerSecond: 50 });
    // Twice as many want to be sent as may be: 50 in any second, and all that fits into the slice.
    for (const from of sentMs) assert.ok(sentMs.filter((ms) => ms >= from && ms < from + 999.999).length <= 50);
    assert.ok(sentMs.length > 75 && sentMs.length <= 100, `${sentMs.length}`);
    assert.equal(open?.dropped, 0);
  });
});

describe('a request that is not answered in time', () => {
  it('ends the slice when nobody waits any longer', async () => {
    const slice: LoadSlice = { durationMs: 200, arrival: { spacing: 'constant', ratePerSecond: 50 }, patienceMs: 1500 };
    const [row] = (await drive(slice, () => 60_000, { answerMs: 60_000 })).perRequest;
    const { completed = 0, errors = 0, unanswered = 0, problems = {} } = row ?? {};
    // Due at 20, 40, … 180 ms, given up at 1700: all have been waited for longer than anything may take that was never answered.
    assert.deepEqual([completed, errors, unanswered], [9, 9, 0]);
    assert.deepEqual(problems, {
      'no answer within 1.7 s': 2,
      'no answer within 1.6 s': 5,
      'no answer within 1.5 s': 2,
    });
  });

  it('is neither answered nor an error where it may still have come', () => {
    const tally = createTally(createAnswerTimes([2e6]));
    const answer = { status: 0, latencyUs: 0, endedAtMs: 0, bytesIn: 0, bytesOut: 0, bodyBytesOut: 0 };
    const give = (latencyUs: number): void => {
      const problem = 'no answer';
      tally.count(0, { answer: { ...answer, latencyUs, problem, givenUp: true }, latencyUs, problem });
    };
    give(5e6);
    // Three times as long as it took when it was tried.
    give(6e6);
    const [row] = tally.outcomes();
    assert.deepEqual([row?.completed, row?.errors, row?.unanswered], [1, 1, 1]);
    tally.count(0, { answer: { ...answer, status: 200, latencyUs: 3e6 }, latencyUs: 3e6, problem: undefined });
    give(6e6);
    assert.equal(tally.outcomes()[0]?.unanswered, 2);
  });
});
