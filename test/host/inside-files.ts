/** The tests inside the extension host: each file has a window, a workspace and a bundle of its own. */
import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { bundleSuite } from './bundle.ts';
import { exampleWorkspace } from './example-workspace.ts';
import { screenshots } from './folders.ts';
import type { SuiteResult } from './suite-result.ts';
import { resultOf, type TestFile, type TestFilesOptions } from './test-file.ts';
import { openWindows, type Windows } from './windows.ts';

/** Files whose window opens on a project that was never measured: nothing activates the extension, and no run is found. */
const unmeasured = new Set(['activation', 'profile']);

export interface InsideFiles {
  readonly files: readonly TestFile[];
  readonly stop: () => Promise<void>;
}

export async function insideFiles(options: TestFilesOptions): Promise<InsideFiles> {
  // By what is there: a list would leave out a file that nobody entered.
  const found = (await readdir(path.join(import.meta.dirname, 'suite'))).filter((file) => file.endsWith('.test.ts'));
  let windows: Promise<Windows> | undefined;
  const files = found.sort().map((file): TestFile => {
    const name = path.basename(file, '.test.ts');
    return {
      name: `suite/${name}`,
      run: async () => runFile(name, await (windows ??= openWindows(options.host)), options),
    };
  });
  return { files, stop: async () => (await windows)?.stop() };
}

function runFile(name: string, windows: Windows, { host, program, grep }: TestFilesOptions): Promise<SuiteResult> {
  return resultOf(`suite/${name}`, async (resultFile) => {
    const tests = await bundleSuite(name, {
      ...{ resultFile, program },
      ...(grep === undefined ? {} : { grep }),
      ...(host.kind === 'server' ? { pictures: screenshots } : {}),
    });
    const state = unmeasured.has(name) ? { bare: true } : { measured: true };
    return windows.run({ name, tests, folder: await exampleWorkspace(`suite-${name}`, state) });
  });
}
