/** The suites, and what each needs: the static checks count as one test each. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { changedFirst } from './changed.ts';
import { command } from './command.ts';
import { oneFailed, type Count } from './count.ts';
import { root, testFilesIn } from './folders.ts';
import { mocha } from './mocha-suite.ts';
import { testsOfStage } from './stages.ts';

export interface Choice {
  readonly stage?: string | undefined;
  readonly grep?: string | undefined;
  /** What sees a change first, and nothing more after the first failure. */
  readonly failFast?: boolean;
}

/** Each can be done beside any other that is not after it. */
export type Work = (signal?: AbortSignal) => Promise<Count>;

export interface Suite {
  readonly name: string;
  /** Begun once all before it are done: it runs what `build` made, and keeps the processors busy by itself. */
  readonly alone: boolean;
  readonly works: readonly Work[];
}

/** In the order they are begun in. */
export const suiteNames = ['unit', 'recorded', 'check', 'build', 'world', 'behaviour', 'host'] as const;
export type SuiteName = (typeof suiteNames)[number];

/** These stages deal with an application that runs, so that the tests on real applications are theirs. */
const stagesOfApplications = ['launch', 'load', 'capture', 'agent'];

const minute = 60_000;

export async function suite(name: SuiteName, choice: Choice): Promise<Suite> {
  switch (name) {
    case 'unit':
      return { name, alone: false, works: await tests('test/unit', choice) };
    case 'recorded':
      return { name, alone: false, works: await tests('test/recorded', choice) };
    case 'check':
      return { name, alone: false, works: await checks(choice) };
    case 'build':
      return { name, alone: false, works: [npmRun('build')] };
    case 'world':
    case 'behaviour':
      return { name, alone: true, works: await onApplications(`test/${name}`, choice) };
    case 'host':
      return {
        name,
        alone: true,
        works: choice.stage === undefined || choice.stage === 'extension' ? [() => hostTests(choice)] : [],
      };
  }
}

function npmRun(script: string): Work {
  return (signal) => command('npm', ['run', '--silent', script], signal === undefined ? {} : { signal });
}

async function checks({ stage, grep }: Choice): Promise<readonly Work[]> {
  if (grep !== undefined) return [];
  // The longest first: what is begun last is then short.
  if (stage === undefined) return ['lint', 'format', 'types', 'layers', 'unused'].map(npmRun);
  return [npmRun('types'), await lintOf(stage)];
}

async function lintOf(stage: string): Promise<Work> {
  const tests = await testsOfStage(
    [...(await testFilesIn('test/unit')), ...(await testFilesIn('test/recorded'))],
    stage,
  );
  const eslint = join('node_modules', 'eslint', 'bin', 'eslint.js');
  const sources = [`src/${stage}`, `src/${stage}.ts`].filter((path) => existsSync(join(root, path)));
  return () => command(process.execPath, [eslint, '--max-warnings', '0', ...sources, ...tests]);
}

async function tests(folder: string, { stage, grep, failFast = false }: Choice): Promise<readonly Work[]> {
  const all = await testFilesIn(folder);
  const files = stage === undefined ? all : await testsOfStage(all, stage);
  if (files.length === 0) return [];
  const ordered = failFast ? await changedFirst(files) : files;
  return [() => mocha(ordered, { filesAtOnce: 2, timeoutMs: minute, grep, failFast })];
}

async function onApplications(folder: string, { stage, grep }: Choice): Promise<readonly Work[]> {
  const all = await testFilesIn(folder);
  const files = stage === undefined || stagesOfApplications.includes(stage) ? all : await testsOfStage(all, stage);
  return files.length === 0
    ? []
    : [() => mocha(files, { filesAtOnce: 3, timeoutMs: 3 * minute, grep, failFast: false })];
}

/** The editor's tests run in processes of their own and leave their count in a file; no file is a failure. */
async function hostTests({ grep }: Choice): Promise<Count> {
  const summaryFile = join(root, 'out', 'host', 'summary.json');
  await mkdir(join(root, 'out', 'host'), { recursive: true });
  await rm(summaryFile, { force: true });
  const program = ['--no-warnings', join('test', 'host', 'run.ts')];
  const ended = await command(process.execPath, [...program, ...(grep === undefined ? [] : ['--grep', grep])], {
    live: true,
  });
  const summary = await readFile(summaryFile, 'utf8').catch(() => undefined);
  if (summary === undefined) return oneFailed('the tests in VS Code left no count');
  const count = JSON.parse(summary) as Count;
  return count.failed === 0 && ended.failed > 0 ? { ...ended, passed: count.passed } : count;
}
