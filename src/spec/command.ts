/** Finds the command that starts the application, the way its developer starts it. */
import { parse as parseJsonc } from 'jsonc-parser';
import { access, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgsStringToArgv } from 'string-argv';
import { FailureError } from '../model/failure.ts';
import type { Project } from './project.ts';

export interface FoundCommand {
  readonly command: readonly string[];
  readonly source: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface GivenCommand {
  /** What stands after `--`; empty for none. */
  readonly command: readonly string[];
  /** The name of a launch configuration. */
  readonly launch?: string;
}

/** @throws FailureError nothingToRun, badFile, badCall */
export async function findCommand(
  { command: given, launch }: GivenCommand,
  project: Project,
  folder: string,
): Promise<FoundCommand> {
  if (launch !== undefined) return named(launch, folder);
  const cwd = resolve(folder, project.cwd ?? '.');
  const env = project.env ?? {};
  if (given.length > 0) return { command: given, source: 'the command line', cwd, env };
  if (project.command !== undefined) return { command: words(project.command), source: 'leanscope.json', cwd, env };
  const found = (await fromLaunchJson(folder)) ?? (await fromPackageJson(cwd));
  if (found === undefined) throw new FailureError({ kind: 'nothingToRun', cwd: folder });
  // leanscope.json is the nearer word: it wins over what a launch configuration says of folder and environment.
  return { ...found, cwd: project.cwd === undefined ? found.cwd : cwd, env: { ...found.env, ...env } };
}

function words(command: string | readonly string[]): readonly string[] {
  return typeof command === 'string' ? parseArgsStringToArgv(command) : command;
}

interface LaunchConfiguration {
  readonly type?: string;
  readonly request?: string;
  readonly name?: string;
  readonly program?: string;
  readonly args?: readonly string[] | string;
  readonly runtimeExecutable?: string;
  readonly runtimeArgs?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | null>>;
}

const nodeTypes = new Set(['node', 'pwa-node']);

/** The configuration of that name. It is the user's own choice: leanscope.json adds nothing to it. */
async function named(name: string, folder: string): Promise<FoundCommand> {
  const found = await fromLaunchJson(folder, name);
  if (found !== undefined) return found;
  throw new FailureError({
    kind: 'badCall',
    problem: `.vscode/launch.json has no configuration "${name}" that launches Node.js and needs nothing that only an editor can fill in.`,
    fix: 'Name one with "request": "launch" and without ${input:…} or ${command:…}, or put the command after "--".',
  });
}

/** The first configuration, or the first of that name, that launches Node.js and needs nothing that only an editor can fill in. */
async function fromLaunchJson(folder: string, name?: string): Promise<FoundCommand | undefined> {
  const file = join(folder, '.vscode', 'launch.json');
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const configurations = configurationsOf(parseJsonc(text.replace(/^\uFEFF/, '')));
  for (const configuration of configurations.filter((each) => name === undefined || each.name === name)) {
    const command = launchCommand(configuration);
    const filled = command?.map((word) => fillVariables(word, folder));
    const cwd = fillVariables(configuration.cwd ?? '.', folder);
    if (filled === undefined || [cwd, ...filled].some((word) => word.includes('${'))) continue;
    const entries = Object.entries(configuration.env ?? {}).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    return {
      command: filled,
      source: `launch.json, "${configuration.name ?? 'unnamed'}"`,
      cwd: resolve(folder, cwd),
      env: Object.fromEntries(entries.map(([name, value]) => [name, fillVariables(value, folder)])),
    };
  }
  return undefined;
}

/** The editor has told its user already what is wrong with that file: what does not fit is passed over. */
function configurationsOf(file: unknown): readonly LaunchConfiguration[] {
  const { configurations } = (file ?? {}) as { readonly configurations?: unknown };
  if (!Array.isArray(configurations)) return [];
  return configurations.filter((each) => typeof each === 'object' && each !== null) as LaunchConfiguration[];
}

function launchCommand({
  type,
  request,
  program,
  args = [],
  runtimeExecutable,
  runtimeArgs = [],
}: LaunchConfiguration): readonly string[] | undefined {
  if (type === undefined || !nodeTypes.has(type) || request !== 'launch') return undefined;
  if (program === undefined && runtimeExecutable === undefined) return undefined;
  return [runtimeExecutable ?? 'node', ...runtimeArgs, ...(program === undefined ? [] : [program]), ...words(args)];
}

function fillVariables(word: string, folder: string): string {
  return word
    .replaceAll(/\$\{workspace(Folder|Root)\}/g, () => folder)
    .replaceAll(/\$\{env:(\w+)\}/g, (_all, name: string) => process.env[name] ?? '');
}

async function fromPackageJson(cwd: string): Promise<FoundCommand | undefined> {
  const file = join(cwd, 'package.json');
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const { scripts, main } = parsePackage(file, text);
  if (scripts?.['start'] !== undefined) {
    return { command: [await packageManager(cwd), 'start'], source: 'the start script of package.json', cwd, env: {} };
  }
  return main === undefined ? undefined : { command: ['node', main], source: 'main of package.json', cwd, env: {} };
}

function parsePackage(
  file: string,
  text: string,
): { readonly scripts?: Readonly<Record<string, string>>; readonly main?: string } {
  try {
    return (JSON.parse(text.replace(/^\uFEFF/, '')) ?? {}) as ReturnType<typeof parsePackage>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FailureError({
      kind: 'badFile',
      file,
      problem: `it is not JSON (${reason}).`,
      fix: 'Correct it, or name the command after "--".',
    });
  }
}

/** The one whose lock file lies in the folder. */
async function packageManager(cwd: string): Promise<string> {
  for (const [lock, manager] of [
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
  ] as const) {
    const there = await access(join(cwd, lock)).then(
      () => true,
      () => false,
    );
    if (there) return manager;
  }
  return 'npm';
}

function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
