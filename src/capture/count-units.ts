/** What a process did in a slice in which nothing was sent to it, in the form that answers to requests have. */
import { FailureError } from '../model/failure.ts';
import type { Slice, SliceOutcome } from '../model/recorded-slice.ts';
import type { Spec } from '../model/spec.ts';

/** Pieces of work that it counted itself; seconds of running where it counts none. */
export function unitsDone(outcome: SliceOutcome, completed: number): SliceOutcome {
  const done = { requestIndex: 0, completed, errors: 0, bytesIn: 0, bytesOut: 0, latencyUs: [], statuses: {} };
  return { ...outcome, perRequest: [done] };
}

/** @throws FailureError noUnits, where it was to count its work and told of none */
export function refuseNoUnits({ unit, command }: Spec, slices: readonly Slice[], log: string): void {
  const told = slices.some(({ outcome }) => outcome.perRequest.some(({ completed }) => completed > 0));
  if (unit === undefined || told) return;
  throw new FailureError({ kind: 'noUnits', command, channel: unit, log });
}
