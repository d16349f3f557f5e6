/**
 * Tests in a real VS Code: suites inside its extension host, then, where it runs in a browser, a user's way through it
 * with screenshots. Expects the bundles in dist/ to be built. `--only inside` or `--only ui` runs one half.
 */
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import Mocha from 'mocha';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { failureLine } from '../failure-line.ts';
import { bundle, type Bundles } from './bundle.ts';
import { exampleWorkspace } from './example-workspace.ts';
import { findHost, type Host } from './find-host.ts';
import { hostOut, root } from './folders.ts';
import type { SuiteResult } from './suite/index.ts';

const logFile = path.join(hostOut, 'vscode.log');
const resultFile = path.join(hostOut, 'result.json');

/** What all suites counted together, for whoever runs this one among others. */
const summaryFile = path.join(hostOut, 'summary.json');

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

const none: Count = { passed: 0, failed: 0, failures: [] };

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, grep: { type: 'string' } } });
  if (!existsSync(path.join(root, 'dist', 'extension.cjs'))) throw new Error('Build it first: npm run build');
  await mkdir(hostOut, { recursive: true });
  await Promise.all([rm(resultFile, { force: true }), rm(summaryFile, { force: true })]);
  const host = await findHost();
  const bundles = await bundle();
  const inside = values.only === 'ui' ? none : await runInside(host, bundles);
  const driven = values.only === 'inside' ? none : await runUserInterface(host, bundles, values.grep);
  const summary: Count = {
    passed: inside.passed + driven.passed,
    failed: inside.failed + driven.failed,
    failures: [...inside.failures, ...driven.failures],
  };
  await writeFile(summaryFile, JSON.stringify(summary));
  return summary.failed === 0 && summary.passed > 0;
}

async function runInside(host: Host, { suite, scriptedRun }: Bundles): Promise<Count> {
  const vscodeExecutablePath = await executableOf(host);
  // VS Code says a lot that is about accounts and networks; the tests' own words are in the result.
  const log = createWriteStream(logFile);
  console.log('Testing inside VS Code …');
  try {
    await runTests({
      ...(vscodeExecutablePath === undefined ? {} : { vscodeExecutablePath }),
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [await exampleWorkspace('inside', { bare: true })],
      extensionTestsEnv: { LEANSCOPE_TEST_RESULT: resultFile, LEANSCOPE_TEST_PROGRAM: scriptedRun },
      ...{ stdout: log, stderr: log },
    });
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
  } finally {
    log.end();
  }
  return report();
}

/** The exit code of an editor says little; the suites' own result does, and its absence is a failure. */
async function report(): Promise<Count> {
  if (!existsSync(resultFile)) {
    console.error(`VS Code ended without a test result; its log is ${logFile}.`);
    return { passed: 0, failed: 1, failures: ['VS Code ended without a test result'] };
  }
  const result = JSON.parse(await readFile(resultFile, 'utf8')) as SuiteResult;
  const { passes, failures, pending, measurements } = result;
  for (const title of result.passed) console.log(`  ✔ ${title}`);
  console.log(`Inside VS Code: ${passes} passed, ${failures} failed, ${pending} pending.`, measurements);
  for (const { title, message } of result.failed) console.error(`\n${title}\n${message}`);
  const lines = result.failed.map(({ title, message }) => failureLine(title, message));
  return { passed: passes, failed: failures, failures: lines };
}

async function executableOf(host: Host): Promise<string | undefined> {
  if (host.kind === 'desktop') return host.executable;
  const executable = path.join(hostOut, 'vscode');
  const program = path.join(import.meta.dirname, 'vscode-on-server.ts');
  await writeFile(executable, `#!/bin/sh\nexec "${process.execPath}" --no-warnings "${program}" "$@"\n`);
  await chmod(executable, 0o755);
  return executable;
}

async function runUserInterface(host: Host, { scriptedRun }: Bundles, grep?: string): Promise<Count> {
  if (host.kind === 'desktop') {
    console.log('The user interface is driven only where VS Code runs in a browser.');
    return none;
  }
  process.env['LEANSCOPE_TEST_PROGRAM'] = scriptedRun;
  const mocha = new Mocha({ ui: 'bdd', timeout: 180_000, forbidOnly: true, ...(grep === undefined ? {} : { grep }) });
  const folder = path.join(import.meta.dirname, 'ui');
  // By what is there: a list would leave out a suite that nobody entered.
  const files = (await readdir(folder)).filter((file) => file.endsWith('.test.ts')).sort();
  for (const file of files) mocha.addFile(path.join(folder, file));
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const failures: string[] = [];
    const running = mocha.run((failed) => {
      resolve({ passed: running.stats?.passes ?? 0, failed, failures });
    });
    running.on('fail', (test, error: unknown) => failures.push(failureLine(test.fullTitle(), error)));
  });
}

process.exitCode = (await main()) ? 0 : 1;
