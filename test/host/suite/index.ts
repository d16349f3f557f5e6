/** What VS Code runs inside its extension host: mocha, and a result file for the world outside. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { measurements } from './measurements.ts';

export interface SuiteResult {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly message: string }[];
  /** Printed and recorded, never asserted: a time depends on the machine. */
  readonly measurements: Readonly<Record<string, number>>;
}

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, forbidOnly: true });
  // Puts describe and it where the suites look for them; they are part of this bundle, not files of their own.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // The order matters for the first: an extension is activated once.
  await import('./activation.test.ts');
  await import('./profile.test.ts');
  await import('./tasks.test.ts');
  await import('./problems.test.ts');
  await import('./editing.test.ts');
  await import('./keybindings.test.ts');
  await import('./hints.test.ts');
  await import('./annotate-profile.test.ts');
  await import('./virtual.test.ts');
  await import('./words.test.ts');
  await import('./speed.test.ts');
  await import('./run-process.test.ts');
  await import('./moved-annotations.test.ts');
  await import('./translations.test.ts');
  const result = await runMocha(mocha);
  const file = process.env['LEANSCOPE_TEST_RESULT'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(result, undefined, 2));
  if (result.failures > 0) throw new Error(`${result.failures} of the tests inside VS Code failed.`);
}

function runMocha(mocha: Mocha): Promise<SuiteResult> {
  return new Promise((resolve) => {
    const passed: string[] = [];
    const failed: { title: string; message: string }[] = [];
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passes, failures, pending, passed, failed, measurements: Object.fromEntries(measurements) });
    });
    runner.on('pass', (test) => {
      passed.push(test.fullTitle());
    });
    runner.on('fail', (test, error: Error) => {
      failed.push({ title: test.fullTitle(), message: error.stack ?? error.message });
    });
  });
}
