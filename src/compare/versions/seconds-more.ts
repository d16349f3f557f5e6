/** How much longer an undecided comparison would take. */
import { looks, missAtLook, missOfSame } from './looks.ts';
import { studentQuantile } from './student.ts';
import type { Judged } from './compare-versions.ts';

/** More than this and the answer is "not on this machine". */
const mostSeconds = 86_400;

/**
 * In seconds, rounded up to minutes: as if the difference seen were the true one, and starts went on to vary as they did. Undefined where it
 * is decided, where nothing is known yet, or where it would take more than a day.
 */
export function secondsMore(
  { verdict, figures: { cpuMs }, starts }: Pick<Judged, 'verdict' | 'figures' | 'starts'>,
  { roundSeconds, least }: { readonly roundSeconds: number; readonly least: number },
): number | undefined {
  const { ratio, spread } = cpuMs;
  if (verdict !== 'undecided' || ratio === undefined || spread === undefined) return undefined;
  const difference = Math.abs(Math.log(ratio.value));
  const rounds = starts / 2;
  const farFromNothing = spread * studentQuantile(missAtLook('cpuMs'), 1000);
  const wellWithin = spread * studentQuantile(missOfSame, 1000);
  const room = Math.log1p(least) - difference;
  const needed = Math.min((farFromNothing / difference) ** 2, room > 0 ? (wellWithin / room) ** 2 : Infinity);
  const look = looks.find((each) => each >= needed) ?? Math.ceil(needed);
  const seconds = Math.ceil((Math.max(1, look - rounds) * roundSeconds) / 60) * 60;
  return seconds > mostSeconds ? undefined : seconds;
}
