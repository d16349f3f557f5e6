/** One of the launch configurations, completed with what its files say. */
import { access } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { parseDotenv } from './dotenv.ts';
import { isUsable, type LaunchCommand, type LaunchFile } from './launch-json.ts';

export interface ChosenLaunch {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** The first that starts the application. */
export function firstLaunch({ launches }: LaunchFile): LaunchCommand | undefined {
  return launches.filter(isUsable).find(({ command }) => !isOther(command));
}

/** The one of that name, the only one that is usable of a compound of that name, or why there is none. */
export function launchNamed({ launches, compounds }: LaunchFile, name: string): LaunchCommand | { reason: string } {
  const all = launches.filter((each) => each.name === name);
  const usable = all.find(isUsable);
  if (usable !== undefined) return usable;
  const [first] = all;
  if (first !== undefined && 'reason' in first)
    return { reason: `the configuration "${name}" cannot be started from here: it ${first.reason}.` };
  const members = compounds.find((each) => each.name === name)?.members;
  if (members === undefined) return { reason: `there is no configuration "${name}".` };
  const parts = launches.filter(isUsable).filter((each) => members.includes(each.name));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const names = parts.map((each) => `"${each.name}"`).join(', ');
  return { reason: `the compound "${name}" starts ${names === '' ? 'nothing that is Node.js' : `several: ${names}`}.` };
}

/** With the variables of its file, and with its program in JavaScript where the editor would run that. */
export async function completeLaunch(launch: LaunchCommand, folder: string): Promise<ChosenLaunch> {
  const { name, command, cwd, env, compiled, preLaunchTask, openVariables } = launch;
  const warnings: string[] = [];
  const more = await variablesOf(launch, folder, warnings);
  const program = compiled === undefined ? undefined : await compiledFile(compiled, cwd);
  const words = program === undefined ? command : command.map((word) => (word === compiled?.program ? program : word));
  if (openVariables.length > 0)
    warnings.push(`Only an editor can fill in ${openVariables.join(', ')} of launch.json, "${name}": not set.`);
  if (preLaunchTask !== undefined)
    warnings.push(
      `The task "${preLaunchTask}" before launch.json, "${name}" is not run: what it builds must be there.`,
    );
  return { name, command: words, cwd, env: { ...more, ...env }, warnings };
}

const mostBytes = 1024 * 1024;

async function variablesOf(
  { name, envFile }: LaunchCommand,
  folder: string,
  warnings: string[],
): Promise<Readonly<Record<string, string>>> {
  if (envFile === undefined) return {};
  try {
    return parseDotenv(await readTextWithin(envFile, { mostBytes }));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const file = relative(folder, envFile).split('\\').join('/');
    warnings.push(`The variables of launch.json, "${name}" are not set: ${file} (${error.message}).`);
    return {};
  }
}

/**
 * The editor asks source maps which file a program became. Compilers keep the tree below some folder of the sources: the file
 * that has most of its path in common is it.
 */
async function compiledFile(
  { program, outFiles }: NonNullable<LaunchCommand['compiled']>,
  cwd: string,
): Promise<string | undefined> {
  const source = relative(cwd, resolve(cwd, program)).split(/[\\/]/);
  const file = basename(program).replace(/tsx?$/, 'js');
  for (const pattern of outFiles) {
    const out = resolve(cwd, literalFolder(pattern));
    for (let from = 0; from < source.length; from++) {
      const candidate = join(out, ...source.slice(from, -1), file);
      if (candidate !== resolve(cwd, program) && (await isThere(candidate))) return candidate;
    }
  }
  return undefined;
}

/** The part before the first star. */
function literalFolder(pattern: string): string {
  const star = pattern.search(/[*?[{]/);
  return star < 0 ? dirname(pattern) : pattern.slice(0, pattern.lastIndexOf('/', star) + 1);
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

const testRunners = new Set([
  'mocha',
  '_mocha',
  'jest',
  'jest-cli',
  'vitest',
  'ava',
  'tap',
  'jasmine',
  'playwright',
  'cypress',
  'karma',
]);
const managers = new Set(['npm', 'yarn', 'pnpm', 'npx', 'bun']);

/** Scripts that end, and serve no requests. */
const otherScript =
  /^(?:test|tests|e2e|lint|format|build|compile|typecheck|tsc|check|generate|codegen|migrate|migration|migrations|seed|deploy|release|publish|clean|install|ci|coverage)(?:$|[:.-])/;

/** Many a file begins with a configuration for its tests, or for a build. */
function isOther(command: readonly string[]): boolean {
  const bases = command.map((word) => basename(word).replace(/\.(?:[cm]?js|cmd|exe)$/, ''));
  const isManaged = managers.has(bases[0] ?? '');
  if (isManaged) {
    const [script = ''] = bases.slice(1).filter((word) => !/^(?:-|run$|run-script$|exec$|dlx$)/.test(word));
    return otherScript.test(script) || testRunners.has(script);
  }
  return command.some(
    (word, i) => word === '--test' || ((i === 0 || /[\\/]/.test(word)) && testRunners.has(bases[i] ?? '')),
  );
}
