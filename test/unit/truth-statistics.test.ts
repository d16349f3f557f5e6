/** Confidence sequences, held against numerical integration of what they are mixtures of, and against simulation with fixed seeds. */
import assert from 'node:assert/strict';
import {
  intervalOf,
  judge,
  logEvidence,
  replicatesToDecide,
  summaryOf,
  type Hypothesis,
  type Summary,
} from '../../bench/truth/statistics.ts';
import { lehmer } from './lehmer.ts';

/** Sum of `f` at the middles of `steps` equal parts, times their width. */
function integral(f: (x: number) => number, [from, to]: readonly [number, number], steps: number): number {
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += f(from + (i + 0.5) * width);
  return sum * width;
}

/** Normal likelihood of `values` whose mean is `value` + effect·σ, over all σ with weight 1/σ. */
function likelihood(values: readonly number[], value: number, effect: number): number {
  const ofSigma = (logSigma: number): number => {
    const sigma = Math.exp(logSigma);
    const exponent = values.reduce((sum, x) => sum + ((x - value) / sigma - effect) ** 2, 0);
    return Math.exp(-exponent / 2) / sigma ** values.length;
  };
  return integral(ofSigma, [-8, 12], 400);
}

describe('evidence against a mean', () => {
  it('is the integral of likelihoods over effects and standard deviations', () => {
    const prior = 0.1;
    for (const values of [
      [1, 2],
      [0.3, -0.2, 1.1, 0.9],
      [3, 3.1, 2.9, 3.3, 2.8, 3.2],
    ]) {
      const density = (effect: number): number =>
        Math.sqrt(prior / (2 * Math.PI)) * Math.exp((-prior * effect ** 2) / 2) * likelihood(values, 0.5, effect);
      const expected = integral(density, [-25, 25], 2000) / likelihood(values, 0.5, 0);
      assert.ok(Math.abs(Math.exp(logEvidence('mean', summaryOf(values), 0.5)) / expected - 1) < 1e-3);
    }
  });

  it('does not depend on the unit or on where zero is', () => {
    const values = [3, 5, 4, 6, 5];
    const scaled = values.map((value) => 1000 * value - 7);
    const [plain, other] = [logEvidence('mean', summaryOf(values), 2), logEvidence('mean', summaryOf(scaled), 1993)];
    assert.ok(Math.abs(plain - other) < 1e-9);
  });

  it('is that of the level at the ends of the interval', () => {
    const summary = summaryOf([3, 5, 4, 6, 5, 4.5]);
    const { low, high } = intervalOf({ of: 'mean' }, summary);
    for (const end of [low, high]) assert.ok(Math.abs(logEvidence('mean', summary, end) - Math.log(20)) < 1e-9);
  });

  it('is unbounded for a few, and certain where many are the same', () => {
    assert.deepEqual(intervalOf({ of: 'mean' }, summaryOf([1, 2])), { low: -Infinity, high: Infinity });
    assert.deepEqual(intervalOf({ of: 'mean' }, summaryOf([2, 2, 2, 2])), { low: 2, high: 2 });
  });
});

describe('evidence against a proportion', () => {
  it('is the integral of likelihoods over proportions', () => {
    for (const [yes, no] of [
      [3, 1],
      [12, 0],
      [2, 30],
    ] as const) {
      const n = yes + no;
      // With p = sin² the prior, 1/(π·√(p(1−p))), becomes even.
      const density = (angle: number): number => Math.sin(angle) ** (2 * yes) * Math.cos(angle) ** (2 * no);
      const expected = (integral(density, [0, Math.PI / 2], 20_000) * 2) / Math.PI / (0.8 ** yes * 0.2 ** no);
      const evidence = Math.exp(logEvidence('proportion', { n, mean: yes / n, squares: 0 }, 0.8));
      assert.ok(Math.abs(evidence / expected - 1) < 1e-6, `${evidence} instead of ${expected}`);
    }
  });

  it('is that of the level at the ends of the interval', () => {
    const summary = summaryOf([1, 0, 1, 1, 1, 0, 1, 1, 1]);
    const { low, high } = intervalOf({ of: 'proportion' }, summary);
    for (const end of [low, high]) assert.ok(Math.abs(logEvidence('proportion', summary, end) - Math.log(20)) < 1e-6);
    assert.equal(intervalOf({ of: 'proportion' }, summaryOf([1, 1, 1])).high, 1);
  });
});

interface Simulated {
  readonly hypothesis: Hypothesis;
  readonly draw: (random: () => number) => number;
  readonly most: number;
}

const sequences = 2000;

/** Whoever looks after each replicate and stops at the first answer: how often which, and after how many. */
function outcomes({ hypothesis, draw, most }: Simulated): { holds: number; denied: number; replicates: number } {
  let [holds, denied, replicates] = [0, 0, 0];
  const random = lehmer(20_260_101);
  for (let sequence = 0; sequence < sequences; sequence++) {
    let summary: Summary = { n: 0, mean: 0, squares: 0 };
    let verdict = 'undecided';
    while (verdict === 'undecided' && summary.n < most) {
      const value = draw(random);
      const n = summary.n + 1;
      const mean = summary.mean + (value - summary.mean) / n;
      summary = { n, mean, squares: summary.squares + (value - summary.mean) * (value - mean) };
      verdict = judge(hypothesis, summary);
    }
    holds += Number(verdict === 'holds');
    denied += Number(verdict === 'does not hold');
    replicates += summary.n;
  }
  return { holds, denied, replicates: replicates / sequences };
}

/** Mean 0, variance 1 (Box and Muller). */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A count of so rare errors exceeds its mean by four standard deviations, and three more, less than once in 10,000 (Poisson). */
const atMost = (share: number): number => share * sequences + 4 * Math.sqrt(share * sequences) + 3;

const atBound: Readonly<Record<string, Simulated>> = {
  'a mean of normal values': {
    hypothesis: { of: 'mean', high: 3 },
    draw: (random) => 3 + normal(random),
    most: 100,
  },
  'a mean of sizes of errors': {
    hypothesis: { of: 'mean', high: 3 },
    // Mean of |normal| is √(2/π).
    draw: (random) => (3 * Math.abs(normal(random))) / Math.sqrt(2 / Math.PI),
    most: 100,
  },
  'a proportion': {
    hypothesis: { of: 'proportion', high: 0.05 },
    draw: (random) => Number(random() < 0.05),
    most: 100,
  },
  'a proportion of shares': {
    hypothesis: { of: 'proportion', low: 0.95 },
    draw: (random) => 1 - Number(random() < 0.1) * random(),
    most: 100,
  },
};

describe('a claim that is true to its very bound', function () {
  this.timeout(20_000);
  for (const [name, simulated] of Object.entries(atBound))
    it(`(${name}) is denied in at most 1 of 1,000, though one looks after each replicate`, () => {
      const { denied, holds } = outcomes(simulated);
      assert.ok(denied <= atMost(0.001), `${denied} of ${sequences}`);
      assert.ok(holds <= atMost(0.05), `${holds} of ${sequences}`);
    });
});

describe('an answer', function () {
  this.timeout(20_000);

  it('denies an error of twice the bound', () => {
    const draw = (random: () => number): number => 6 + 2 * normal(random);
    const { denied, replicates } = outcomes({ hypothesis: { of: 'mean', high: 3 }, draw, most: 60 });
    assert.equal(denied, sequences);
    assert.ok(replicates < 20, `${replicates}`);
  });

  it('denies intervals of 95 % that cover 80 %', () => {
    const draw = (random: () => number): number => Number(random() < 0.8);
    const { denied } = outcomes({ hypothesis: { of: 'proportion', low: 0.95, margin: 0.05 }, draw, most: 400 });
    assert.ok(denied > 0.99 * sequences, `${denied}`);
  });

  it('confirms what is well within the bound, soon', () => {
    const draw = (random: () => number): number => 1 + 0.5 * normal(random);
    const { holds, replicates } = outcomes({ hypothesis: { of: 'mean', high: 3 }, draw, most: 60 });
    assert.equal(holds, sequences);
    assert.ok(replicates < 6, `${replicates}`);
  });

  it('confirms to within the margin only', () => {
    const always = summaryOf(Array.from({ length: 60 }, () => 1));
    assert.equal(judge({ of: 'proportion', low: 0.95, margin: 0.05 }, always), 'holds');
    assert.equal(judge({ of: 'proportion', low: 0.95 }, always), 'undecided');
  });

  it('is foreseen where more of the same would give it, and not at the bound', () => {
    const hypothesis = { of: 'mean', high: 3 } as const;
    const some = summaryOf([2, 3.5, 1.5, 3, 2]);
    assert.equal(judge(hypothesis, some), 'undecided');
    const needed = replicatesToDecide(hypothesis, some) ?? 0;
    assert.ok(needed > 5 && needed < 100, `${needed}`);
    assert.equal(replicatesToDecide(hypothesis, summaryOf([3, 4, 2, 3])), undefined);
  });
});
