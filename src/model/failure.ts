import type { Failure } from './failure-kinds.ts';
import { describeFailure } from './failure-words.ts';

/** Carries an expected `Failure` through throwing code. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(describeFailure(failure).what);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** What went wrong when the measurement was over already. */
export class LaterError extends Error {
  /** The stored run that holds what was measured. */
  readonly runId: string | undefined;
  constructor(cause: unknown, runId: string | undefined) {
    super('a later stage failed', { cause });
    this.runId = runId;
  }
}

/** An expected failure as a value. */
export async function attempt<T>(work: Promise<T>): Promise<{ readonly value?: T; readonly failure?: Failure }> {
  try {
    return { value: await work };
  } catch (error) {
    if (error instanceof FailureError) return { failure: error.failure };
    throw error;
  }
}

/** The exit code of the command line that a failure stands for (2 the call is wrong, 3 the app could not be measured). */
export function exitCodeOf(failure: Failure): 2 | 3 {
  switch (failure.kind) {
    case 'badCall':
    case 'badFile':
    case 'badProfile':
    case 'nothingToRun':
    case 'unknownRun':
    case 'engineNotLoadable':
    case 'foreignHost':
      return 2;
    case 'cannotAttach':
      return failure.problem === 'noSuchProcess' || failure.problem === 'notNode' ? 2 : 3;
    default:
      return 3;
  }
}
