/** What VS Code runs inside the extension host of a window: the tests of one file, and a result file for the world outside. */
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Mocha from 'mocha';
import { runMocha, testTimeoutMs } from '../suite-result.ts';
import { hostProcess, pictureRequest } from '../window-words.ts';

export interface SuiteOptions {
  readonly resultFile: string;
  /** Takes the place of the command line. */
  readonly program: string;
  readonly grep?: string;
  /** Where somebody outside takes pictures of the window when a test fails: the folder they come to. */
  readonly pictures?: string;
}

export async function runSuite(load: () => Promise<unknown>, options: SuiteOptions): Promise<void> {
  const { resultFile, program, grep, pictures } = options;
  process.env['LEANSCOPE_TEST_PROGRAM'] = program;
  console.log(hostProcess, process.pid);
  const mocha = new Mocha({
    ...{ ui: 'bdd', timeout: testTimeoutMs, color: false, forbidOnly: true },
    ...(grep === undefined ? {} : { grep }),
    ...(pictures === undefined ? {} : { rootHooks: { afterEach: pictureOfFailure(pictures) } }),
  });
  // Puts describe and it where the suite looks for them; it is part of this bundle, not a file of its own.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await load();
  const result = await runMocha(mocha);
  writeFileSync(resultFile, JSON.stringify(result, undefined, 2));
  if (result.failed.length > 0) throw new Error(`${result.failed.length} of the tests in this window failed.`);
}

/** Before the next test makes another picture of it. */
function pictureOfFailure(folder: string): Mocha.AsyncFunc {
  return async function () {
    const { currentTest } = this;
    if (currentTest?.state !== 'failed') return;
    const file = `${folder}/failed-${currentTest.title.replaceAll(/\W+/g, '-')}.png`;
    console.log(pictureRequest, file);
    // The failure counts without a picture too.
    for (let tries = 0; tries < 100 && !existsSync(file); tries += 1) await sleep(100);
    if (currentTest.err !== undefined && existsSync(file)) currentTest.err.message += `\nThe window: ${file}`;
  };
}
