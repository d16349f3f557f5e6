/**
 * What two versions differ by, from their starts. A start is the unit: two processes of one version differ for as long as they live, and no
 * number of requests to one of them makes that less. Starts of one round share the machine's mood, so that what is held against each other
 * is within a round.
 */
import type { Side } from '../../model/version-comparison.ts';
import { studentQuantile, studentTail } from './student.ts';

export interface StartValue {
  readonly round: number;
  readonly side: Side;
  /** On the scale on which differences are judged: the logarithm of a cost, most often. */
  readonly value: number;
}

export interface Effect {
  /** Head minus base. */
  readonly difference: number;
  readonly standardError: number;
  readonly degrees: number;
  /** Standard deviation of a start. */
  readonly spread: number;
}

/**
 * Two-way layout, rounds and versions without interaction: least squares (Montgomery, "Design and Analysis of Experiments", 4.1). Rounds
 * have the same number of starts of each version. Undefined for fewer than two starts of each.
 *
 * @param leastSpread what a start varies by at least, however equal a few of them happened to be
 */
export function effectOf(values: readonly StartValue[], leastSpread = 0): Effect | undefined {
  const rounds = [...new Set(values.map(({ round }) => round))].map((round) =>
    values.filter((each) => each.round === round),
  );
  const whole = rounds.filter(
    (each) => of(each, 'base').length > 0 && of(each, 'base').length === of(each, 'head').length,
  );
  const starts = whole.flat();
  const perSide = starts.length / 2;
  if (perSide < 2) return undefined;
  const difference = mean(of(starts, 'head')) - mean(of(starts, 'base'));
  let squares = 0;
  for (const round of whole) {
    const middle = mean(round.map(({ value }) => value));
    for (const { side, value } of round)
      squares += (value - middle - (side === 'head' ? difference : -difference) / 2) ** 2;
  }
  const degrees = starts.length - whole.length - 1;
  const spread = Math.max(leastSpread, Math.sqrt(squares / degrees));
  return { difference, standardError: spread * Math.sqrt(2 / perSide), degrees, spread };
}

/** Half of the interval that misses the truth with this probability. */
export function halfWidth({ standardError, degrees }: Effect, miss: number): number {
  return standardError * studentQuantile(miss, degrees);
}

/** How likely a difference so great is where there is none. */
export function chanceOf({ difference, standardError, degrees }: Effect): number {
  if (standardError === 0) return difference === 0 ? 1 : 0;
  return studentTail(difference / standardError, degrees);
}

/** Of 5 measurements 4 would find a difference so great: the interval's half, and the 0.84 standard errors that 80 % of normal values stay within. */
export function couldSee(effect: Effect, miss: number): number {
  return halfWidth(effect, miss) + 0.8416 * effect.standardError;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function of(starts: readonly StartValue[], side: Side): readonly number[] {
  return starts.filter((each) => each.side === side).map(({ value }) => value);
}
