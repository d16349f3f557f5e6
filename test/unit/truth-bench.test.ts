/** The truth bench by hand-set noise and values: who gets the time, what is set aside, and what it says. */
import assert from 'node:assert/strict';
import { runAll } from '../../bench/truth/bench.ts';
import { answerOf, beginTrial, whatWouldHelp, type Trial } from '../../bench/truth/evidence.ts';
import { CannotTell, ProductCrash, type Experiment } from '../../bench/truth/experiment.ts';
import type { Noise, NoiseMeter } from '../../bench/truth/noise.ts';
import { markdownOf, outcomeOf } from '../../bench/truth/outcome.ts';
import { divide } from '../../bench/truth/schedule.ts';

const quiet: Noise = { othersShare: 0.02, paceUs: [1000, 1010] };
const busy: Noise = { othersShare: 0.6, paceUs: [1000, 1010] };
const slowing: Noise = { othersShare: 0.02, paceUs: [1000, 1500] };

function experimentOf(value: (turn: number) => number | Promise<number>, parts: Partial<Experiment> = {}): Experiment {
  return {
    claims: [{ name: 'error', sentence: 'The error is at most 3 %.', hypothesis: { of: 'mean', high: 3 }, unit: ' %' }],
    ...{ replicate: 'A number.', leastSeconds: 0, fewest: 4, weight: 1 },
    open: () =>
      Promise.resolve({
        replicate: async (turn) => ({ error: await value(turn) }),
        close: () => Promise.resolve(),
      }),
    ...parts,
  };
}

/** All replicates meet the same noise; after so many of them the bench is interrupted. */
async function run(experiment: Experiment, noise: Noise, most = 30): Promise<Trial> {
  const trial = beginTrial(experiment, () => true);
  const stop = new AbortController();
  let replicates = 0;
  const meter: NoiseMeter = { begin: () => () => noise };
  const onReplicate = (): void => {
    if (++replicates >= most) stop.abort(new Error('enough'));
  };
  await runAll([trial], { endMs: Infinity }, { meter, signal: stop.signal, onReplicate }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return trial;
}

function told(trial: Trial): { readonly answer: string; readonly help: string } {
  const [evidence] = trial.evidence;
  assert.ok(evidence);
  return { answer: answerOf(evidence), help: whatWouldHelp(trial, evidence) };
}

const nearTwo = (turn: number): number => 2 + (turn % 3) / 10;
const nearSix = (turn: number): number => 6 + (turn % 3) / 10;

describe('the truth bench', () => {
  it('says that a claim holds, and stops there', async () => {
    const trial = await run(experimentOf(nearTwo), quiet);
    assert.deepEqual(told(trial), { answer: 'holds', help: '' });
    assert.ok((trial.evidence[0]?.values.length ?? 30) < 10);
  });

  it('says that a claim does not hold', async () => {
    assert.equal(told(await run(experimentOf(nearSix), quiet)).answer, 'does not hold');
  });

  it('never says so on a busy machine, and what would help', async () => {
    const trial = await run(experimentOf(nearSix), busy);
    assert.equal(trial.setAside.busy, 30);
    const { answer, help } = told(trial);
    assert.equal(answer, 'cannot tell here');
    assert.match(help, /^a quieter machine: other programs took more than 10 % of it in 30 of 30 replicates/);
  });

  it('sets aside what the machine became slower in, where two parts are held against each other', async () => {
    assert.equal((await run(experimentOf(nearTwo, { needsSteadyPace: true }), slowing)).setAside.unsteady, 30);
    assert.equal(told(await run(experimentOf(nearTwo), slowing)).answer, 'holds');
  });

  it('counts a replicate that fails, and leaves an experiment in which all do', async () => {
    const sometimes = await run(
      experimentOf((turn) => (turn === 0 ? Promise.reject(new Error('did not start')) : nearTwo(turn))),
      quiet,
    );
    assert.deepEqual([told(sometimes).answer, sometimes.failures], ['holds', ['did not start']]);
    const never = await run(
      experimentOf(() => Promise.reject(new Error('did not start'))),
      quiet,
    );
    assert.equal(never.failures.length, 3);
    assert.deepEqual(told(never), { answer: 'cannot tell here', help: 'every replicate failed: did not start' });
  });

  it('says what is missing here', async () => {
    const open = (): Promise<never> => Promise.reject(new CannotTell('wrk is not installed here'));
    const trial = await run(experimentOf(nearTwo, { open }), quiet);
    assert.deepEqual(told(trial), { answer: 'cannot tell here', help: 'wrk is not installed here' });
  });

  it('fails where the product crashes', async () => {
    const crash = new ProductCrash('a bug');
    await assert.rejects(
      run(
        experimentOf(() => Promise.reject(crash)),
        quiet,
      ),
      crash,
    );
  });

  it('writes one row for each claim, with the answer and why it is none', async () => {
    const outcome = outcomeOf(
      [await run(experimentOf(nearTwo), quiet), await run(experimentOf(nearSix), busy)],
      1,
      undefined,
    );
    const rows = markdownOf(outcome)
      .split('\n')
      .filter((line) => line.startsWith('| **'));
    assert.match(
      rows[0] ?? '',
      /^\| \*\*error\*\*: The error is at most 3 %\. \| holds \| 2\.\d+ % \(.*\) \| \d+ \| others 2 %/,
    );
    assert.match(
      rows[1] ?? '',
      /\| cannot tell here \| unknown \| 0, 30 set aside \| others 60 %.*\| a quieter machine/,
    );
  });
});

describe('the time of the truth bench', () => {
  it('is divided by weight', () => {
    assert.deepEqual(
      divide(100, [
        { weight: 1, needSeconds: 5 },
        { weight: 3, needSeconds: 5 },
      ]),
      [25, 75],
    );
  });

  it('goes to those who can come to an answer in it', () => {
    const wishes = [
      { weight: 1, needSeconds: 10 },
      { weight: 3, needSeconds: 300 },
      { weight: 1, needSeconds: 30 },
    ];
    assert.deepEqual(divide(100, wishes), [50, 0, 50]);
    assert.deepEqual(divide(5, wishes), [0, 0, 0]);
  });
});
