/**
 * All tests with one count: the static checks (each counts as one test), the unit tests, the tests on real applications (those that
 * measure one after the other, those of behaviour side by side), and those in a real VS Code. `node test/run.ts unit world` runs only
 * these, `--grep TEXT` only tests whose names hold it.
 */
import Mocha from 'mocha';
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { failureLine } from './failure-line.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
  /** For want of something that the machine has not; a test that is skipped says what. */
  readonly skipped?: number;
  /** The title of each that failed and the first line of why, to be told once more at the end of a long output. */
  readonly failures: readonly string[];
}

const { values, positionals } = parseArgs({ options: { grep: { type: 'string' } }, allowPositionals: true });
const root = join(import.meta.dirname, '..');
const hostSummary = join(root, 'out', 'host', 'summary.json');

const suites: Readonly<Record<string, () => Promise<Count>>> = {
  // Side by side: they need a processor each, and measure nothing.
  check: async () =>
    total(
      await Promise.all(
        ['types', 'lint', 'layers', 'unused'].map((script) => command('npm', ['run', '--silent', script])),
      ),
    ),
  // Ends what hangs; how long a busy machine takes says nothing of the code.
  unit: () => mocha('test/unit', 60_000),
  build: () => command('npm', ['run', '--silent', 'build']),
  world: () => mocha('test/world', 60_000),
  // They measure real applications too, but nothing in them rests on how fast; each leaves half of two processors idle.
  behaviour: () => mocha('test/behaviour', 120_000, 2),
  host: hostTests,
};

/** Exit code 0 counts as one test passed. */
function command(program: string, args: readonly string[]): Promise<Count> {
  return new Promise((resolve) => {
    const line = [program, ...args].join(' ');
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('error', () => {
      resolve(oneFailed(`${line} cannot be started`));
    });
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok' : 'FAILED'}: ${line}`);
      resolve(code === 0 ? { passed: 1, failed: 0, failures: [] } : oneFailed(line));
    });
  });
}

async function mocha(folder: string, timeout: number, filesAtOnce = 1): Promise<Count> {
  const { grep } = values;
  const parallel = filesAtOnce > 1 ? { parallel: true, jobs: filesAtOnce } : { forbidOnly: true };
  const runner = new Mocha({ timeout, ...parallel, reporter: 'spec', ...(grep === undefined ? {} : { grep }) });
  const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.test.ts'));
  if (files.length === 0) return oneFailed(`${folder} holds no tests`);
  for (const file of files.sort()) runner.addFile(join(root, folder, file));
  // Side by side each process loads its own.
  if (filesAtOnce === 1) await runner.loadFilesAsync();
  return new Promise((resolve) => {
    const failures: string[] = [];
    const running = runner.run(() => {
      const { passes = 0, failures: failed = 1, pending: skipped = 0 } = running.stats ?? {};
      resolve({ passed: passes, failed, skipped, failures });
    });
    running.on('fail', (test, error: unknown) => failures.push(failureLine(test.fullTitle(), error)));
  });
}

/** The editor's tests run in processes of their own and leave their count in a file; no file is a failure. */
async function hostTests(): Promise<Count> {
  await mkdir(join(root, 'out', 'host'), { recursive: true });
  await rm(hostSummary, { force: true });
  const ended = await command(process.execPath, ['--no-warnings', join('test', 'host', 'run.ts')]);
  const summary = await readFile(hostSummary, 'utf8').catch(() => undefined);
  if (summary === undefined) return oneFailed('the tests in VS Code left no count');
  const count = JSON.parse(summary) as Count;
  return count.failed === 0 && ended.failed > 0 ? { ...ended, passed: count.passed } : count;
}

function oneFailed(what: string): Count {
  return { passed: 0, failed: 1, failures: [what] };
}

async function inTurn(works: readonly (() => Promise<Count>)[]): Promise<Count> {
  const counts: Count[] = [];
  for (const work of works) counts.push(await work());
  return total(counts);
}

function total(counts: readonly Count[]): Count {
  const sum = (of: (count: Count) => number): number => counts.reduce((all, count) => all + of(count), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped = 0 }) => skipped),
    failures: counts.flatMap(({ failures }) => failures),
  };
}

const chosen = positionals;
const unknown = chosen.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0)
  throw new Error(`There is no suite ${unknown.join(', ')}: choose from ${Object.keys(suites).join(', ')}.`);
const counted = await inTurn(
  Object.entries(suites)
    .filter(([name]) => chosen.length === 0 || chosen.includes(name))
    .map(([, suite]) => suite),
);
const { passed, failed, skipped = 0, failures } = counted;
for (const failure of failures) console.log(`failed: ${failure}`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
