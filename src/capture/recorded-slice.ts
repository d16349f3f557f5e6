/** A slice as the Recording keeps it: without the live links to the agents it was measured through. */
import type { Slice } from '../model/recording.ts';
import type { MeasuredSlice } from './slice.ts';

export function toRecorded({ perAgent: _live, ...slice }: MeasuredSlice): Slice {
  return slice;
}
