/** Sums over slices. */
import type { RequestOutcome, Slice, SliceKind } from '../model/recorded-slice.ts';
import { ratioOfSums, sum, type Estimate } from './statistics.ts';

export function mixSlices(slices: readonly Slice[], kind: SliceKind): readonly Slice[] {
  return slices.filter((slice) => slice.kind === kind && slice.requestIndex === undefined && completedIn(slice) > 0);
}

export function aloneSlices(
  slices: readonly Slice[],
  requestIndex: number,
  kind: SliceKind = 'asIs',
): readonly Slice[] {
  return slices.filter((slice) => slice.kind === kind && slice.requestIndex === requestIndex && completedIn(slice) > 0);
}

export function completedIn({ outcome }: Slice): number {
  return sum(outcome.perRequest.map(({ completed }) => completed));
}

/** Requests of an open load that were due and never sent, because as many as allowed were under way. */
export function droppedIn(slices: readonly Slice[]): number {
  return sum(slices.map(({ outcome }) => outcome.open?.dropped ?? 0));
}

export function outcomesOf(slices: readonly Slice[]): readonly RequestOutcome[] {
  return slices.flatMap(({ outcome }) => outcome.perRequest);
}

/** A counter's µs per completed request, in ms. */
export function msPerRequest(slices: readonly Slice[], us: (slice: Slice) => number): Estimate | undefined {
  return ratioOfSums(slices.map((slice) => ({ numerator: us(slice) / 1000, denominator: completedIn(slice) })));
}

/** With fewer requests than one, the slices of one request are the mix. */
export function mixOrOnly(slices: readonly Slice[], kind: SliceKind): readonly Slice[] {
  const mix = mixSlices(slices, kind);
  return mix.length > 0 ? mix : slices.filter((slice) => slice.kind === kind && completedIn(slice) > 0);
}
