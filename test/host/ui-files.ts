/** The tests of a user's way through VS Code in a browser: each file runs in a process of its own. */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import * as path from 'node:path';
import { hostOut } from './folders.ts';
import { tail } from './host-log.ts';
import type { SuiteResult } from './suite-result.ts';
import { resultOf, type TestFile, type TestFilesOptions } from './test-file.ts';

export async function uiFiles(options: TestFilesOptions): Promise<readonly TestFile[]> {
  if (options.host.kind === 'desktop') {
    console.log('The user interface is driven only where VS Code runs in a browser.');
    return [];
  }
  const folder = path.join(import.meta.dirname, 'ui');
  // By what is there: a list would leave out a file that nobody entered.
  const found = (await readdir(folder)).filter((file) => file.endsWith('.test.ts'));
  return found.sort().map((file): TestFile => {
    const name = `ui/${path.basename(file, '.test.ts')}`;
    return { name, run: () => runFile(name, path.join(folder, file), options) };
  });
}

function runFile(name: string, file: string, { program, grep }: TestFilesOptions): Promise<SuiteResult> {
  return resultOf(name, async (resultFile) => {
    const logFile = path.join(hostOut, 'logs', `${name.replace('/', '-')}.log`);
    await mkdir(path.dirname(logFile), { recursive: true });
    const runner = path.join(import.meta.dirname, 'ui', 'run-file.ts');
    const args = ['--no-warnings', runner, file, resultFile, ...(grep === undefined ? [] : [grep])];
    const env = { ...process.env, LEANSCOPE_TEST_PROGRAM: program };
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    const log = createWriteStream(logFile);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    await once(child, 'close');
    log.end();
    await once(log, 'finish');
    return tail(await readFile(logFile, 'utf8'));
  });
}
