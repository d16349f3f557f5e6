/** Functions of the app that hold the event loop. */
import type { Priced } from '../model/priced.ts';
import type { Blocking } from '../model/report-totals.ts';

/** Seen this often, it was no accident of compiling, or of a machine that did something else. */
const leastSeen = 3;

export function heldStretches({ eventLoop }: Pick<Priced, 'eventLoop'>): readonly Blocking[] {
  return (eventLoop?.blocking ?? []).filter(({ perRequest = 0, count }) => perRequest >= 0.5 || count >= leastSeen);
}

export function heldBy(
  priced: Pick<Priced, 'eventLoop'>,
  { file, name }: { readonly file: string; readonly name: string },
): Blocking | undefined {
  return heldStretches(priced).find((each) => each.file === file && each.name === name);
}
