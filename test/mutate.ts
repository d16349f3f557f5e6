/**
 * Whether the tests can fail: breaks one line of each stage, in a copy of the checkout, and says which test of that stage notices.
 * `npm run mutate -- price load` breaks only these. Exit code 1: a broken line that no test noticed; 2: a text that is no longer there.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mutations, type Mutation } from './mutation/mutations.ts';
import { root } from './runner/folders.ts';

const execute = promisify(execFile);

/** What Git knows and what it would take up; the dependencies are those of the checkout. */
async function copyCheckout(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'leanscope-mutate-'));
  const { stdout } = await execute('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root });
  for (const file of stdout.split('\0').filter((name) => name !== ''))
    await cp(join(root, file), join(copy, file), { recursive: true }).catch((error: unknown) => {
      // Removed, and not committed yet.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** The title and the words of a test that fails; undefined where none does. */
async function noticing(copy: string, { stage, file, text, broken }: Mutation): Promise<string | undefined> {
  const place = join(copy, 'src', stage, file);
  const before = await readFile(place, 'utf8');
  await writeFile(
    place,
    before.replace(text, () => broken),
  );
  try {
    const program = ['--no-warnings', join('test', 'run.ts'), 'unit', 'recorded', '--stage', stage, '--fail-fast'];
    const ended = await execute(process.execPath, program, { cwd: copy, maxBuffer: 1e8 }).then(
      () => undefined,
      (error: unknown) => error as Error & { readonly stdout: string },
    );
    if (ended === undefined) return undefined;
    const test = /^failed: (.*)$/m.exec(ended.stdout)?.[1];
    if (test === undefined) throw new Error(`The tests of ${stage} could not be run.`, { cause: ended });
    return test;
  } finally {
    await writeFile(place, before);
  }
}

async function missingText({ stage, file, text }: Mutation): Promise<string | undefined> {
  const source = await readFile(join(root, 'src', stage, file), 'utf8').catch(() => '');
  const times = source.split(text).length - 1;
  return times === 1 ? undefined : `src/${stage}/${file} holds ${times} times, and not once: ${text}`;
}

async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.filter((name) => !mutations.some(({ stage }) => stage === name));
  const chosen = mutations.filter(({ stage }) => asked.length === 0 || asked.includes(stage));
  const missing = (await Promise.all(chosen.map(missingText))).filter((words) => words !== undefined);
  for (const words of missing) console.error(words);
  if (unknown.length > 0)
    console.error(
      `No line of ${unknown.join(', ')} is broken: choose from ${mutations.map(({ stage }) => stage).join(', ')}.`,
    );
  if (missing.length > 0 || unknown.length > 0) return 2;
  const copy = await copyCheckout();
  let unnoticed = 0;
  try {
    console.log('| stage | line that is broken | test that says so |\n| --- | --- | --- |');
    for (const mutation of chosen) {
      const test = await noticing(copy, mutation);
      if (test === undefined) unnoticed++;
      const cells = [mutation.stage, `${mutation.file}: \`${mutation.text}\``, test ?? '**none**'];
      console.log(`| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  console.log(`${chosen.length - unnoticed} of ${chosen.length} broken lines were noticed`);
  return unnoticed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
