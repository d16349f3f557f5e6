/** Two figures held against each other, with the interval of their ratio or difference. */
import type { Change, ChangeVerdict } from '../model/comparison.ts';
import type { Interval, Ratio } from '../model/interval.ts';

export interface Measured {
  readonly value: number | undefined;
  /** 95 %. */
  readonly interval: Interval | undefined;
}

/** How many times as long the same work took while head was measured: 1 where it is not known. */
export interface PaceChange {
  readonly ratio: number;
  /** 95 %, of its logarithm. */
  readonly halfWidth: number;
}

export const unknownPace: PaceChange = { ratio: 1, halfWidth: 0 };

export interface JudgingMany {
  /** A smaller share of difference is what two runs of the same code may show. */
  readonly least: number;
  readonly comparable: boolean;
  /** How many figures are judged side by side: the more, the surer each has to be. */
  readonly comparisons: number;
  readonly pace: PaceChange;
}

export function changeOf(base: number | undefined, head: number | undefined): Change {
  return {
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    ...(base === undefined || head === undefined ? {} : { difference: head - base }),
    ...(base === undefined || head === undefined || base === 0 ? {} : { ratio: { value: head / base } }),
  };
}

/**
 * The ratio of two independent figures: relative errors add in quadrature on the scale of logarithms (the delta method; Casella
 * and Berger, "Statistical Inference", 5.5.4).
 */
export function ratioChange(
  base: Measured,
  head: Measured,
  { least, comparable, comparisons, pace }: JudgingMany,
): Change {
  const change = changeOf(base.value, head.value);
  const [before, after] = [relativeHalfWidth(base), relativeHalfWidth(head)];
  if (change.ratio === undefined) return change;
  if (before === undefined || after === undefined || change.ratio.value <= 0) return { ...change, verdict: 'unclear' };
  const { value } = change.ratio;
  const within = (halfWidth: number): Ratio => ({
    value,
    low: value * Math.exp(-halfWidth),
    high: value * Math.exp(halfWidth),
  });
  const halfWidth = Math.hypot(before, after);
  const widen = widening(comparisons);
  const asMeasured = judgeRatio(within(halfWidth * widen), least);
  const atOnePace = judgeRatio(scaled(within(Math.hypot(halfWidth, pace.halfWidth) * widen), 1 / pace.ratio), least);
  return { ...change, ratio: within(halfWidth), verdict: comparable ? agreed(asMeasured, atOnePace) : 'unclear' };
}

/** Half the 95 % interval over the value. An interval that was cut at 0 is told by its upper end. */
function relativeHalfWidth({ value, interval }: Measured): number | undefined {
  return value === undefined || interval === undefined || value <= 0 ? undefined : (interval.high - value) / value;
}

/** Better is less. `same` where even the ends of the interval are no more than twice the least difference away. */
export function judgeRatio({ value, low, high }: Ratio, least: number): ChangeVerdict {
  if (low > 1 && value > 1 + least) return 'worse';
  if (high < 1 && value < 1 / (1 + least)) return 'better';
  return high <= 1 + 2 * least && low >= 1 / (1 + 2 * least) ? 'same' : 'unclear';
}

function scaled({ value, low, high }: Ratio, by: number): Ratio {
  return { value: value * by, low: low * by, high: high * by };
}

/** What a change of the machine's pace could explain is not known to be the code's: the verdict has to be the same with and without it. */
export function agreed(asMeasured: ChangeVerdict, atOnePace: ChangeVerdict): ChangeVerdict {
  return asMeasured === atOnePace ? asMeasured : 'unclear';
}

/**
 * By how much a 95 % interval has to grow so that all of several hold together with 95 %: Bonferroni's correction. The quantile
 * of the normal distribution is formula 26.2.23 of Abramowitz and Stegun, good to 0.00045.
 */
export function widening(comparisons: number): number {
  return normalQuantileAbove(0.025 / Math.max(1, comparisons)) / normalQuantileAbove(0.025);
}

function normalQuantileAbove(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}
