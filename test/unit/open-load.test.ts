import assert from 'node:assert/strict';
import type { CandidateRequest } from '../../src/load/generator-protocol.ts';
import { createAllowance } from '../../src/load/allowance.ts';
import type { LoadLimits } from '../../src/model/spec.ts';
import { createRateCap } from '../../src/load/rate-cap.ts';
import { createPool } from '../../src/load/pool.ts';
import { runSlice } from '../../src/load/run-slice.ts';
import { createAnswerTimes } from '../../src/load/answer-times.ts';
import { createTally } from '../../src/load/tally.ts';
import { createTicker, type Ticker } from '../../src/load/ticker.ts';
import { usersOf } from '../users-of.ts';
import type { OpenOutcome, SliceOutcome } from '../../src/model/recorded-slice.ts';
import type { LoadSlice } from '../../src/model/workload.ts';
import { rawServer } from './raw-server.ts';

const request: CandidateRequest = { method: 'GET', path: '/', route: '/', weight: 1, headers: {}, asked: true };
const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

interface Options {
  readonly most?: number;
  readonly answerMs?: number;
  readonly mostPerSecond?: number;
  readonly limits?: Pick<LoadLimits, 'bytes' | 'seconds'>;
}

/** Drives a server that answers each request when `answerAfterMs` says. */
async function drive(
  slice: LoadSlice,
  answerAfterMs: (turn: number) => number,
  { most = 500, answerMs = 5000, mostPerSecond = Infinity, limits = {} }: Options = {},
): Promise<SliceOutcome> {
  let turn = 0;
  const server = await rawServer((socket) => {
    const wait = answerAfterMs(turn++);
    if (wait === 0) socket.write(ok);
    else setTimeout(() => socket.write(ok), wait);
  });
  const pool = createPool({ baseUrl: server.url, limits: { answerMs, answerBytes: 1e6 }, most });
  let ticker: Ticker | undefined;
  try {
    return await runSlice(
      {
        pool,
        connections: 2,
        rateCap: createRateCap(mostPerSecond),
        allowance: createAllowance(limits),
        ticker: () => (ticker ??= createTicker()),
      },
      usersOf([request]),
      slice,
    );
  } finally {
    ticker?.close();
    pool.destroy();
    await server.close();
  }
}

/** How late the latest request was sent: what other programs kept this process from, it says nothing of. */
const worstLagMs = ({ sendLagUs }: OpenOutcome): number => (sendLagUs.at(-1)?.[0] ?? 0) / 1000;

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
    // One user at a time may be under way: the stall of the first makes the others late, not fewer.
    const stallMs = 200;
    let stalledUntil: number | undefined;
    const outcome = await drive({ durationMs: 400, arrival: { spacing: 'constant', ratePerSecond: 100 } }, () => {
      stalledUntil ??= performance.now() + stallMs;
      return Math.max(0, stalledUntil - performance.now());
    });
    assert.equal(completedIn(outcome), 39);
    const slow = (outcome.perRequest[0]?.latencyUs ?? []).filter(([us]) => us > stallMs * 500);
    const count = slow.reduce((sum, [, each]) => sum + each, 0);
    // Due at 10, 20, … 110 ms: these waited for more than half of the stall. One that waits for its turn sees it twice at most.
    assert.ok(count >= 10, `${count} slow requests`);
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
    const slice: LoadSlice = { durationMs: 600, arrival: { spacing: 'poisson', ratePerSecond } };
    const keepsUp = (await drive(slice, () => 0)).open;
    assert.ok(keepsUp !== undefined);
    let free = 0;
    const oneAtATime = (
      await drive(slice, () => {
        free = Math.max(free, performance.now()) + 10;
        return free - performance.now();
      })
    ).open;
    assert.ok(oneAtATime !== undefined);
    // What was due in the longest wait for the processor may have been sent too late to be answered in time.
    const late = (worstLagMs(keepsUp) / 1000) * ratePerSecond;
    assert.ok(keepsUp.answered >= keepsUp.offered * 0.9 - late, JSON.stringify(keepsUp));
    // It serves 100 a second of the 300.
    assert.ok(oneAtATime.answered < oneAtATime.offered * 0.5, JSON.stringify(oneAtATime));
    assert.ok(oneAtATime.underWay[1] > oneAtATime.underWay[0]);
  });
});

describe('requests as they are sent', () => {
  it('keep to no clock: their times are spread evenly over the slice, as those of a Poisson process are', async function () {
    this.timeout(20_000);
    const sentMs: number[] = [];
    const slice: LoadSlice = { durationMs: 2000, arrival: { spacing: 'poisson', ratePerSecond: 1000 } };
    const { open } = await drive(slice, () => {
      sentMs.push(performance.now());
      return 0;
    });
    assert.ok(open !== undefined);
    // Of so many in all, each may come at any moment, whenever the others do (Kingman, "Poisson Processes", 2.4).
    const [first = 0, last = 0] = [sentMs[0], sentMs.at(-1)];
    const inner = sentMs.slice(1, -1).map((ms) => (ms - first) / (last - first));
    const distance = Math.max(
      ...inner.map((share, i) => Math.max(share - i / inner.length, (i + 1) / inner.length - share)),
    );
    // Kolmogorov and Smirnov: beyond it once in a thousand tries. A machine that is busy elsewhere sends late, and in bursts: by so much at most.
    const late = worstLagMs(open) / (last - first);
    assert.ok(distance < 1.95 / Math.sqrt(inner.length) + late, `${distance} of ${inner.length}, ${late} late`);
    const perBin = Array.from(
      { length: 200 },
      (_, bin) => inner.filter((share) => Math.floor(share * 200) === bin).length,
    );
    const mean = inner.length / perBin.length;
    const dispersion = perBin.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (perBin.length - 1) / mean;
    // Variance over mean is 1 for Poisson, 0 for a clock, and in 200 bins known to ±0.1; bursts make it more.
    assert.ok(dispersion > 0.6, `${dispersion}`);
  });
});

describe('the limits of a load', () => {
  it('end a closed load once so many bytes went either way, but for what is under way', async () => {
    const outcome = await drive({ durationMs: 500 }, () => 1, { limits: { bytes: 2000 } });
    const [counted] = outcome.perRequest;
    assert.ok(counted !== undefined);
    const { bytesIn, bytesOut, completed } = counted;
    const each = (bytesIn + bytesOut) / completed;
    // Two connections: one answer more than the limit on one of them, one under way on the other.
    assert.ok(bytesIn + bytesOut >= 2000 && bytesIn + bytesOut < 2000 + 2 * each, `${bytesIn + bytesOut}`);
  });

  it('end an open load, which counts what was due and not sent', async () => {
    const slice: LoadSlice = { durationMs: 400, arrival: { spacing: 'constant', ratePerSecond: 200 } };
    const outcome = await drive(slice, () => 0, { limits: { seconds: 0.2 } });
    const completed = completedIn(outcome);
    assert.ok(completed <= 40, `${completed}`);
    assert.equal(completed + (outcome.open?.dropped ?? 0), 79);
  });
});

describe('a closed load', () => {
  it('has as many requests under way as it has connections', async () => {
    // Two connections, 20 ms an answer, 400 ms: at most 2 × 20, and one under way on each at the end.
    const arrivedMs: number[] = [];
    const outcome = await drive({ durationMs: 400 }, () => {
      arrivedMs.push(performance.now());
      return 20;
    });
    const completed = completedIn(outcome);
    assert.ok(completed <= 42, `${completed}`);
    // Another comes while the first is still waited for; a third never before one of two is answered.
    const [soonest, ofThree] = [1, 2].map((apart) =>
      Math.min(...arrivedMs.slice(apart).map((ms, index) => ms - (arrivedMs[index] ?? NaN))),
    );
    assert.ok(soonest !== undefined && soonest < 20, `${soonest}`);
    assert.ok(ofThree !== undefined && ofThree >= 19, `${ofThree}`);
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
    const { open, perRequest } = await drive(slice, () => 0, { mostPerSecond: 50 });
    const completed = perRequest[0]?.completed ?? 0;
    // Twice as many want to be sent as may be: 50 in the first second, and no more than 50 in any other.
    assert.ok(completed >= 50 && completed <= 100, `${completed}`);
    assert.equal(open?.dropped, 0);
  });
});

describe('a request that is not answered in time', () => {
  it('ends the slice when nobody waits any longer', async () => {
    const slice: LoadSlice = { durationMs: 200, arrival: { spacing: 'constant', ratePerSecond: 50 }, patienceMs: 1500 };
    const [row] = (await drive(slice, () => 60_000, { answerMs: 60_000 })).perRequest;
    const { completed = 0, errors = 0, unanswered = 0 } = row ?? {};
    assert.equal(errors, completed);
    assert.equal(completed + unanswered, 9);
    // Those that a busy machine sent late were not waited for as long.
    if (completed > 0) assert.match(Object.keys(row?.problems ?? {}).join(), /no answer within \d+\.\d s/);
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
