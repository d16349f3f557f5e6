/** Which slices was a moment in? Asked for a million samples, in the order of time, so the last answer is tried first. */
import type { Slice } from '../model/recorded-slice.ts';

/**
 * Gives indexes of slices; the same array for all moments between two borders. A sample tells of the time before it, so one on the
 * border of two slices belongs to the first.
 */
export function sliceFinder(slices: readonly Slice[]): (atUs: number) => readonly number[] {
  const borders = Float64Array.from(new Set(slices.flatMap(({ startUs, endUs }) => [startUs, endUs]))).sort();
  // A stretch between two borders ends on the second of them, and lies in the slices that the second lies in.
  const stretches = Array.from(borders, (border) => indexesOf(slices, border));
  const beyond: readonly number[] = [];
  let found = beyond;
  let after = Infinity;
  let until = -Infinity;
  return (atUs) => {
    if (atUs > after && atUs <= until) return found;
    const stretch = firstFrom(borders, atUs);
    after = stretch === 0 ? -Infinity : (borders[stretch - 1] ?? Infinity);
    until = borders[stretch] ?? Infinity;
    found = stretches[stretch] ?? beyond;
    return found;
  };
}

function indexesOf(slices: readonly Slice[], atUs: number): readonly number[] {
  return slices.flatMap(({ startUs, endUs }, index) => (atUs > startUs && atUs <= endUs ? [index] : []));
}

/** Index of the first border that is not before the moment. */
function firstFrom(borders: Float64Array, atUs: number): number {
  let low = 0;
  let high = borders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((borders[middle] ?? 0) >= atUs) high = middle;
    else low = middle + 1;
  }
  return low;
}
