/**
 * In: the values of replicates, one after another, and a hypothesis about their mean or about a proportion. Out: whether the
 * evidence decides it, an interval, and how many replicates would decide. Valid however often and whenever it is asked: the
 * intervals are confidence sequences, so whoever stops as soon as an answer is there errs no more often than stated (Ville's inequality).
 * Pure; deliberately not here: what is measured, and whether the machine was fit for it.
 *
 * Means: the t-mixture of normals (Lai, "On Confidence Sequences", Annals of Statistics 4, 1976; Wang and Ramdas, "Anytime-valid t-tests and
 * confidence sequences for Gaussian means with unknown variance", 2024): a normal prior on the effect in standard deviations, right Haar on
 * the standard deviation. Exact for normal values; single low values among many alike could mislead it, so it wants `leastAgainst` before it denies.
 * Proportions: a beta mixture of binomial likelihoods (Jeffreys' prior), which holds for values between 0 and 1 as well: x ↦ aˣb¹⁻ˣ is convex,
 * and so at most the chord that it is for 0 and 1.
 */

export interface Hypothesis {
  readonly of: 'mean' | 'proportion';
  /** The claim is that it lies between the two, both included; absent means no bound. */
  readonly low?: number;
  readonly high?: number;
  /** As near to a bound as this, no difference is told: a claim of an exact figure cannot be confirmed more closely. 0 if absent. */
  readonly margin?: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** All that the values say. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared distances from the mean. */
  readonly squares: number;
}

export type Verdict = 'holds' | 'does not hold' | 'undecided';

/** Error probabilities: of a claim that is said to hold at its bound (with margin), and of one that is denied. */
const alphaFor = 0.05;
const alphaAgainst = 0.001;
/** Precision of the prior of the effect: a standard deviation of 3.2, for what is measured here is far from its bound or near it. */
const precision = 0.1;
const leastAgainst = 6;
const leastFor = 3;
const jeffreys = 0.5;

export function summaryOf(values: readonly number[]): Summary {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { n, mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

export function judge(hypothesis: Hypothesis, summary: Summary): Verdict {
  const { low = -Infinity, high = Infinity, margin = 0 } = hypothesis;
  const { n, mean } = summary;
  const excludes = (value: number, alpha: number): boolean =>
    !Number.isFinite(value) || logEvidence(hypothesis.of, summary, value) >= -Math.log(alpha);
  const broken = mean > high ? high : mean < low ? low : undefined;
  if (broken !== undefined && n >= leastAgainst && excludes(broken, alphaAgainst)) return 'does not hold';
  const [least, most] = [low - margin, high + margin];
  const inside = mean >= least && mean <= most && excludes(least, alphaFor) && excludes(most, alphaFor);
  return inside && n >= leastFor ? 'holds' : 'undecided';
}

/** The 95 % confidence sequence: the values that the evidence does not exclude. Unbounded for few replicates of a mean. */
export function intervalOf({ of }: Pick<Hypothesis, 'of'>, summary: Summary): Interval {
  return of === 'mean' ? meanInterval(summary, alphaFor) : proportionInterval(summary, alphaFor);
}

/**
 * The number of replicates at which the evidence would decide if those to come are like those that came; undefined where the estimate is
 * so near to the bound that no number in reach would.
 */
export function replicatesToDecide(hypothesis: Hypothesis, { n, mean, squares }: Summary): number | undefined {
  if (n < 2) return undefined;
  for (let more = n + 1; more < mostInReach * n; more = Math.ceil(more * 1.05)) {
    const extended = { n: more, mean, squares: (squares / (n - 1)) * (more - 1) };
    if (judge(hypothesis, extended) !== 'undecided') return more;
  }
  return undefined;
}

const mostInReach = 10_000;

/** Logarithm of the mixture's likelihood over that of `value`: what was bet against it has grown by so much. */
export function logEvidence(of: Hypothesis['of'], summary: Summary, value: number): number {
  return of === 'mean' ? logEvidenceOfMean(summary, value) : logEvidenceOfProportion(summary, value);
}

function logEvidenceOfMean({ n, mean, squares }: Summary, value: number): number {
  if (n < 2) return 0;
  const kept = precision / (n + precision);
  const apart = n * (mean - value) ** 2;
  if (apart === 0) return 0.5 * Math.log(kept);
  // (1 + t²/(n−1)) / (1 + kept·t²/(n−1)), with t² = apart/(squares/(n−1)), for values that are all the same too.
  const gain = (squares + apart) / (squares + kept * apart);
  return 0.5 * Math.log(kept) + (n / 2) * Math.log(gain);
}

function meanInterval({ n, mean, squares }: Summary, alpha: number): Interval {
  const kept = precision / (n + precision);
  const most = (1 / alpha / Math.sqrt(kept)) ** (2 / n);
  if (n < 2 || kept * most >= 1) return { low: -Infinity, high: Infinity };
  const half = Math.sqrt(((most - 1) / (1 - kept * most)) * (squares / n));
  return { low: mean - half, high: mean + half };
}

function logEvidenceOfProportion({ n, mean }: Summary, value: number): number {
  const [yes, no] = [n * mean, n * (1 - mean)];
  const mixture = logBeta(jeffreys + yes, jeffreys + no) - logBeta(jeffreys, jeffreys);
  return mixture - times(yes, Math.log(value)) - times(no, Math.log(1 - value));
}

/** 0 · −∞ is 0 here: what did not happen is no evidence. */
function times(count: number, log: number): number {
  return count <= 0 ? 0 : count * log;
}

function proportionInterval(summary: Summary, alpha: number): Interval {
  const { n, mean } = summary;
  if (n === 0) return { low: 0, high: 1 };
  const excluded = (value: number): boolean => logEvidenceOfProportion(summary, value) >= -Math.log(alpha);
  return { low: edge(0, mean, excluded), high: edge(1, mean, excluded) };
}

/** Between `out`, which may be excluded, and `inside`, which is not: the evidence falls all the way. */
function edge(out: number, inside: number, excluded: (value: number) => boolean): number {
  if (!excluded(out)) return out;
  let [from, to] = [out, inside];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (from + to) / 2;
    if (excluded(middle)) from = middle;
    else to = middle;
  }
  return to;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series (Abramowitz and Stegun 6.1.41) from 10 on, by Γ(x + 1) = xΓ(x) below; right to 10 digits. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
