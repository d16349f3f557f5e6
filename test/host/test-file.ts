/** A file of tests that runs in a window or a process of its own, and what it leaves behind. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { Host } from './find-host.ts';
import { hostOut } from './folders.ts';
import type { SuiteResult } from './suite-result.ts';

export interface TestFile {
  readonly name: string;
  readonly run: () => Promise<SuiteResult>;
}

export interface TestFilesOptions {
  readonly host: Host;
  /** Takes the place of the command line. */
  readonly program: string;
  /** Only tests whose titles hold it. */
  readonly grep?: string;
}

/** Runs what leaves its result in a file, and tells its last words with each failure; no result is a failure. */
export async function resultOf(name: string, run: (resultFile: string) => Promise<string>): Promise<SuiteResult> {
  const file = path.join(hostOut, 'results', `${name.replace('/', '-')}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const lastWords = await run(file);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const message = `It ended without a result. Its log ends so:\n${lastWords}`;
    return { passed: [], failed: [{ title: name, message }], pending: 0 };
  }
  const result = JSON.parse(text) as SuiteResult;
  const failed = result.failed.map((each) => ({ ...each, message: `${each.message}\n${lastWords}` }));
  return { ...result, failed };
}
