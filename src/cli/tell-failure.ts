/** An expected failure on a terminal: what happened, what to do next, and the application's last words where it is the cause. */
import type { Failure } from '../model/failure-kinds.ts';
import { describeFailure } from '../model/failure-words.ts';
import { plainLines } from '../model/plain-text.ts';
import { tell } from './streams.ts';

export function tellFailure(failure: Failure): void {
  const { what, next, log } = describeFailure(failure);
  const lastWords =
    log === undefined || log === ''
      ? []
      : [
          '',
          'Last output of the application:',
          ...plainLines(log)
            .split('\n')
            .map((line) => `  | ${line}`),
        ];
  tell(['', `leanscope: ${what}`, `  ${next}`, ...lastWords, ''].join('\n'));
}
