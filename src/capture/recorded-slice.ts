/** A slice as the Recording keeps it: without the live links to the agents it was measured through. */
import type { Slice } from '../model/recording.ts';
import type { MeasuredSlice } from './slice.ts';

export function toRecorded({ kind, requestIndex, startUs, endUs, usage, outcome }: MeasuredSlice): Slice {
  return { kind, ...(requestIndex === undefined ? {} : { requestIndex }), startUs, endUs, usage, outcome };
}
