/** The expected failure with which work ends; anything else that it throws fails the test. */
import assert from 'node:assert/strict';
import type { Failure } from '../src/model/failure-kinds.ts';
import { FailureError } from '../src/model/failure.ts';

export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof FailureError, String(error));
  return error.failure;
}

/** Its first sentence. */
export async function problemOf(work: Promise<unknown>): Promise<string> {
  const failure = await failureOf(work);
  assert.ok(failure.kind === 'badCall' || failure.kind === 'badFile', failure.kind);
  return failure.problem;
}
