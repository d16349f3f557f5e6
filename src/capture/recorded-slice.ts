/** A slice as the Recording keeps it: without the live links to the agents it was measured through. */
import type { Slice } from '../model/recorded-slice.ts';
import type { MeasuredSlice } from './slice.ts';

export function toRecorded({
  kind,
  requestIndex,
  startUs,
  endUs,
  paceUs,
  usage,
  loops,
  outcome,
}: MeasuredSlice): Slice {
  const optional = {
    ...(paceUs === undefined ? {} : { paceUs }),
    ...(requestIndex === undefined ? {} : { requestIndex }),
    ...(loops === undefined ? {} : { loops }),
  };
  return { kind, ...optional, startUs, endUs, usage, outcome };
}
