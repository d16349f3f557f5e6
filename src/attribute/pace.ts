/**
 * The machine's pace while slices of a kind were measured: the CPU time of a fixed piece of work, taken before and after each.
 * Neighbours on a shared processor change what the same code costs; what one pass cost more than another by that is not the code's.
 */
import type { Slice, SliceKind } from '../model/recorded-slice.ts';
import type { Pace } from '../model/report-quality.ts';
import { studentT95 } from '../model/statistics.ts';
import { sum } from './statistics.ts';

const fewest = 5;

/** With its 95 % interval; undefined for too few readings, and in recordings that have none. */
export function paceOf(slices: readonly Slice[], kind: SliceKind): Pace | undefined {
  const readings = slices.flatMap((slice) => (slice.kind === kind && slice.paceUs !== undefined ? [slice.paceUs] : []));
  const { length } = readings;
  const us = sum(readings) / length;
  if (length < fewest || !(us > 0)) return undefined;
  const variance = sum(readings.map((reading) => (reading - us) ** 2)) / (length - 1);
  const halfWidth = studentT95(length - 1) * Math.sqrt(variance / length);
  return { us, interval: { low: Math.max(0, us - halfWidth), high: us + halfWidth } };
}

/** 95 %, of the logarithm of `slowdown`; undefined where a pace is not known. */
export function slowdownHalfWidth(from: Pace | undefined, to: Pace | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return Math.hypot(...[from, to].map(({ us, interval }) => (interval.high - us) / us));
}

/** How many times as long the same work took in the second as in the first; 1 where that is not known. */
export function slowdown(from: Pace | undefined, to: Pace | undefined): number {
  return from === undefined || to === undefined ? 1 : to.us / from.us;
}
