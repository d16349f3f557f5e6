/** How the tests of one file went, as plain data: it passes from the process that ran them to the one that counts them. */
import type Mocha from 'mocha';

export interface PassedTest {
  readonly title: string;
  /** Hooks around it are not counted. */
  readonly ms: number;
}

export interface FailedTest {
  readonly title: string;
  readonly message: string;
}

export interface SuiteResult {
  readonly passed: readonly PassedTest[];
  readonly failed: readonly FailedTest[];
  readonly pending: number;
}

/** A guard against what hangs, far above what any machine takes: no test waits for a time. */
export const testTimeoutMs = 300_000;

/** What a test waits for comes long before, or never; it says what there was instead before the test's own timeout ends it. */
export const waitTimeoutMs = 120_000;

export function runMocha(mocha: Mocha): Promise<SuiteResult> {
  return new Promise((resolve) => {
    const passed: PassedTest[] = [];
    const failed: { readonly title: string; readonly error: Error }[] = [];
    const runner = mocha.run(() => {
      resolve({
        passed,
        // Worded at the end: a hook after the test may have added what it saw.
        failed: failed.map(({ title, error }) => ({ title, message: wordsOf(error) })),
        pending: runner.stats?.pending ?? 0,
      });
    });
    runner.on('pass', (test) => {
      passed.push({ title: test.fullTitle(), ms: test.duration ?? 0 });
    });
    runner.on('fail', (test, error: Error) => {
      failed.push({ title: test.fullTitle(), error });
    });
  });
}

/** The message first: an error that was given more to say has it in its message, and an older one in its stack. */
function wordsOf({ message, stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [message, ...frames].join('\n');
}
