/**
 * Tests in a real VS Code: those inside its extension host, a window for each file, and, where it runs in a browser, those of a user's way
 * through it, a process for each file. Expects the bundles in dist/ to be built. `--only inside` or `--only ui` runs one half, a name such
 * as `hints` or `ui/view` that file, and `--grep TEXT` the tests whose names hold it.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { failureLine } from '../failure-line.ts';
import type { Count, TimedTest } from '../runner/count.ts';
import { bundleScriptedRun } from './bundle.ts';
import { findHost } from './find-host.ts';
import { hostOut, root } from './folders.ts';
import { insideFiles } from './inside-files.ts';
import { InstallError } from './install/failure.ts';
import type { TestFile } from './test-file.ts';
import { uiFiles } from './ui-files.ts';

/** What all files counted together, for whoever runs this one among others. */
const summaryFile = path.join(hostOut, 'summary.json');

/** Each takes a processor and a half while its VS Code starts. */
const filesAtOnce = Math.max(2, Math.floor(availableParallelism() / 2));

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' }, grep: { type: 'string' } },
    allowPositionals: true,
  });
  if (!existsSync(path.join(root, 'dist', 'extension.cjs'))) throw new Error('Build it first: npm run build');
  await mkdir(hostOut, { recursive: true });
  await rm(summaryFile, { force: true });
  const host = await findHost();
  const program = await bundleScriptedRun();
  const options = { host, program, ...(values.grep === undefined ? {} : { grep: values.grep }) };
  const inside = values.only === 'ui' ? undefined : await insideFiles(options);
  const driven = values.only === 'inside' ? undefined : await uiFiles(options);
  // Those of users first: they take longest.
  const files = [...(driven ?? []), ...(inside?.files ?? [])].filter(({ name }) => isWanted(name, positionals));
  if (files.length === 0) throw new Error(`No file of tests is called ${positionals.join(' or ')}.`);
  try {
    const count = await countOf(files);
    await writeFile(summaryFile, JSON.stringify(count));
    return count.failed === 0 && count.passed > 0;
  } finally {
    await inside?.stop();
  }
}

/** By its name, or by its path as a shell completes it. */
function isWanted(name: string, wanted: readonly string[]): boolean {
  const names = wanted.map((each) => each.replace(/\.test\.ts$/, '').replace(/^.*(?=(ui|suite)\/)/, ''));
  return names.length === 0 || names.some((each) => name === each || name.endsWith(`/${each}`));
}

async function countOf(files: readonly TestFile[]): Promise<Count> {
  const waiting = [...files];
  const tests: TimedTest[] = [];
  const failures: string[] = [];
  let skipped = 0;
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const startedMs = performance.now();
      const result = await file.run();
      console.log(`${file.name} (${seconds(performance.now() - startedMs)})`);
      for (const { title, ms } of result.passed) console.log(`  ✔ ${title} (${seconds(ms)})`);
      for (const { title, message } of result.failed) console.error(`  ✖ ${title}\n${message}\n`);
      const place = `test/host/${file.name}.test.ts`;
      tests.push(...result.passed.map(({ title, ms }) => ({ title, file: place, ms })));
      failures.push(...result.failed.map(({ title, message }) => failureLine(title, message)));
      skipped += result.pending;
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, work));
  return { passed: tests.length, failed: failures.length, skipped, failures, tests };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  // Its sentence is all that there is to know.
  if (!(error instanceof InstallError)) throw error;
  console.error(error.message);
  const count: Count = { passed: 0, failed: 1, failures: [error.message] };
  await writeFile(summaryFile, JSON.stringify(count));
  process.exitCode = 1;
}
