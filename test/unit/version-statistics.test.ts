import assert from 'node:assert/strict';
import { chanceOf, couldSee, effectOf, halfWidth, type StartValue } from '../../src/compare/versions/effect.ts';
import { looks, missAtLook, standing } from '../../src/compare/versions/looks.ts';
import { figureChange } from '../../src/compare/versions/figure-changes.ts';
import { secondsMore } from '../../src/compare/versions/seconds-more.ts';
import { usualCost, type AnyStart } from '../../src/compare/versions/start-figures.ts';
import { studentQuantile, studentTail } from '../../src/compare/versions/student.ts';
import { near } from '../costs-of.ts';
import { lehmer } from './lehmer.ts';

describe("student's t for any level", () => {
  it('agrees with printed tables', () => {
    // Two-sided quantiles: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
    const table: readonly (readonly [number, number, number])[] = [
      [0.05, 1, 12.706],
      [0.05, 5, 2.571],
      [0.01, 10, 3.169],
      [0.002, 5, 5.893],
      [0.002, 30, 3.385],
      [0.1, 100, 1.66],
    ];
    for (const [tail, degrees, quantile] of table)
      assert.equal(Number(studentQuantile(tail, degrees).toFixed(3)), quantile, `${tail} of ${degrees}`);
  });

  it('has the closed forms of one and two degrees', () => {
    // Cauchy's distribution: 1 − 2/π·atan(t). Two degrees: 1 − t/√(t² + 2).
    for (const t of [0.1, 1, 3, 40]) {
      near(studentTail(t, 1), 1 - (2 / Math.PI) * Math.atan(t));
      near(studentTail(t, 2), 1 - t / Math.sqrt(t * t + 2));
    }
  });
});

const start = (round: number, side: 'base' | 'head', value: number): StartValue => ({ round, side, value });

describe('what two versions differ by', () => {
  it('is that of rounds, by hand', () => {
    // Round 1: base 1 and 3, head 4 and 6; round 2: base 11 and 13, head 14 and 16. Difference 3; what is left in each round is ±1, eight
    // squares of 1; degrees of freedom 8 − 2 − 1 = 5; variance 8/5; standard error √(8/5 · 2/4).
    const effect = effectOf([
      ...[1, 3].map((value) => start(1, 'base', value)),
      ...[4, 6].map((value) => start(1, 'head', value)),
      ...[11, 13].map((value) => start(2, 'base', value)),
      ...[14, 16].map((value) => start(2, 'head', value)),
    ]);
    assert.ok(effect);
    near(effect.difference, 3);
    assert.equal(effect.degrees, 5);
    near(effect.spread, Math.sqrt(8 / 5));
    near(effect.standardError, Math.sqrt(8 / 10));
    near(halfWidth(effect, 0.05), 2.5706 * Math.sqrt(0.8), 1e-4);
    near(chanceOf(effect), studentTail(3 / Math.sqrt(0.8), 5));
    near(couldSee(effect, 0.05), (2.5706 + 0.8416) * Math.sqrt(0.8), 1e-4);
  });

  it('is not known of one start of each', () => {
    assert.equal(effectOf([start(1, 'base', 1), start(1, 'head', 2)]), undefined);
  });

  it('leaves out a round that lacks a start', () => {
    const whole = [start(1, 'base', 1), start(1, 'base', 2), start(1, 'head', 3), start(1, 'head', 5)];
    assert.deepEqual(effectOf([...whole, start(2, 'base', 50)]), effectOf(whole));
  });
});

describe('which of many differences stand', () => {
  it('are those of the published example', () => {
    // Benjamini and Hochberg (1995), 4: fifteen tests, of which four stand at 0.05.
    const chances = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    assert.deepEqual(
      standing(chances, 0.05)
        .map((each, index) => (each ? index : -1))
        .filter((index) => index >= 0),
      [0, 1, 2, 3],
    );
  });

  it('are none of none', () => {
    assert.deepEqual(standing([], 0.05), []);
    assert.deepEqual(standing([0.2, 0.9], 0.05), [false, false]);
  });
});

describe('the cost of a start', () => {
  it('is that of its cheaper half', () => {
    assert.equal(usualCost([5, 1, 3, 100]), 2);
    assert.equal(usualCost([2, Number.NaN, 4, 9]), 3);
    assert.equal(usualCost([]), undefined);
  });
});

/** Starts with a spread of 4.5 %, rounds with moods of 10 %, and head so many times as costly. */
function startsOf(rounds: number, ratio: number, random: () => number): readonly AnyStart[] {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: rounds }, (_, index) => {
    const mood = 0.1 * normal();
    return (['base', 'base', 'head', 'head'] as const).map((side) => ({
      ...{ side, round: index + 1 },
      mixCpuMs: [Math.exp(mood + 0.045 * normal()) * (side === 'head' ? ratio : 1)],
    }));
  }).flat();
}

/** What a measurement would have said that stops at the first look that is decided. */
function saidOf(ratio: number, random: () => number): string {
  const starts = startsOf(looks.at(-1) ?? 0, ratio, random);
  for (const rounds of looks) {
    const { verdict } = figureChange(
      starts.filter(({ round }) => round <= rounds),
      'cpuMs',
      0.03,
    );
    if (verdict !== 'undecided') return verdict;
  }
  return 'undecided';
}

describe('a verdict that is looked for again and again', () => {
  const count = (ratio: number, times: number): Readonly<Record<string, number>> => {
    const random = lehmer(2026);
    const said: Record<string, number> = {};
    for (let i = 0; i < times; i++) {
      const verdict = saidOf(ratio, random);
      said[verdict] = (said[verdict] ?? 0) + 1;
    }
    return said;
  };

  it('calls no more versions different from themselves than it may', () => {
    // 1.5 % are meant: 3 of 200, and more than 9 would be there once in a thousand such tests.
    const { better = 0, worse = 0, same = 0 } = count(1, 200);
    assert.ok(better + worse <= 9, `${better} better, ${worse} worse`);
    assert.ok(same > 100, `${same} the same`);
  });

  it('finds a tenth more nearly always, and never calls it the same', () => {
    const { worse = 0, same = 0, better = 0 } = count(1.1, 200);
    assert.ok(worse >= 195, `${worse} worse`);
    assert.equal(same + better, 0);
  });

  it('calls what is at the limit the same no more often than it may', () => {
    // 5 % are meant: 10 of 200, and more than 21 would be there once in a thousand such tests.
    const { same = 0 } = count(1.03, 200);
    assert.ok(same <= 21, `${same} the same`);
  });
});

describe('how much longer it takes', () => {
  it('is not said of what is decided', () => {
    const starts = startsOf(2, 2, lehmer(1));
    const cpuMs = figureChange(starts, 'cpuMs', 0.03);
    assert.equal(cpuMs.verdict, 'worse');
    const judged = { verdict: cpuMs.verdict, figures: { cpuMs } as never, starts: 4 };
    assert.equal(secondsMore(judged, { roundSeconds: 20, least: 0.03 }), undefined);
  });

  it('grows with the square of what starts differ by', () => {
    const of = (spread: number): number => {
      const cpuMs = { ratio: { value: 1.05, low: 0.9, high: 1.2 }, spread, verdict: 'undecided' as const };
      const judged = { verdict: 'undecided' as const, figures: { cpuMs } as never, starts: 0 };
      return secondsMore(judged, { roundSeconds: 30, least: 0.01 }) ?? 0;
    };
    // At 30 and 60 %, beyond the last look, where nothing is rounded to one.
    near(of(0.6) / of(0.3), 4, 0.05);
  });

  it('shares the level of a family among its tests', () => {
    near(missAtLook('routes', 10) * 10, missAtLook('routes'));
  });
});
