/** Test files run by mocha, several at a time, in other processes than this one: what one suite leaves behind reaches no other. */
import Mocha from 'mocha';
import { join, relative } from 'node:path';
import { failureLine } from '../failure-line.ts';
import type { Count, TimedTest } from './count.ts';
import { root } from './folders.ts';

export interface MochaOptions {
  /** At least 2. */
  readonly filesAtOnce: number;
  /** Ends what hangs; how long a busy machine takes says nothing of the code. */
  readonly timeoutMs: number;
  /** Only tests whose names hold it. */
  readonly grep?: string | undefined;
  /** Ends with the first file that has a failure, and tells a dot for each test in the place of its name. */
  readonly failFast: boolean;
}

export function mocha(files: readonly string[], options: MochaOptions): Promise<Count> {
  const { filesAtOnce, timeoutMs, grep, failFast } = options;
  const suite = new Mocha({
    parallel: true,
    jobs: filesAtOnce,
    timeout: timeoutMs,
    require: [join(root, 'test', 'fixed-seed.ts')],
    bail: failFast,
    reporter: failFast ? 'dot' : 'spec',
    ...(grep === undefined ? {} : { grep }),
  });
  for (const file of files) suite.addFile(join(root, file));
  return new Promise((resolve) => {
    const failures: string[] = [];
    const tests: TimedTest[] = [];
    const running = suite.run(() => {
      const { passes: passed = 0, failures: failed = 1, pending: skipped = 0 } = running.stats ?? {};
      resolve({ passed, failed, skipped, failures, tests });
    });
    running.on('fail', (test, error: unknown) => failures.push(failureLine(test.fullTitle(), error)));
    running.on('test end', (test) => {
      tests.push({ title: test.fullTitle(), file: relative(root, test.file ?? ''), ms: test.duration ?? 0 });
    });
  });
}
