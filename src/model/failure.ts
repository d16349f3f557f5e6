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
