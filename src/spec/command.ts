/** Finds the command that starts the application, the way its developer starts it. */
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgsStringToArgv } from 'string-argv';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { FailureError } from '../model/failure.ts';
import { badFile } from './check-file.ts';
import { completeLaunch, firstLaunch, launchNamed } from './chosen-launch.ts';
import { readLaunchJson, type LaunchCommand } from './launch-json.ts';
import type { Project } from './project.ts';

export interface FoundCommand {
  readonly command: readonly string[];
  readonly source: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Files that were passed over. */
  readonly warnings?: readonly string[];
}

export interface GivenCommand {
  /** What stands after `--`; empty for none. */
  readonly command: readonly string[];
  /** The name of a launch configuration. */
  readonly launch?: string;
}

/** @throws FailureError nothingToRun, badFile, badCall */
export async function findCommand(
  { command: given, launch: asked }: GivenCommand,
  project: Project,
  folder: string,
): Promise<FoundCommand> {
  if (asked !== undefined) return named(asked, folder);
  const cwd = resolve(folder, project.cwd ?? '.');
  const env = project.env ?? {};
  if (given.length > 0) return { command: given, source: 'the command line', cwd, env };
  if (project.command !== undefined) return { command: words(project.command), source: 'leanscope.json', cwd, env };
  const configurations = await readLaunchJson(folder);
  const launch = typeof configurations === 'string' ? undefined : firstLaunch(configurations);
  const found = launch === undefined ? await fromPackageJson(cwd) : await fromLaunch(launch, folder);
  if (found === undefined) throw new FailureError({ kind: 'nothingToRun', cwd: folder });
  const passedOver =
    typeof configurations === 'string' ? [`Passed over: .vscode/launch.json (${configurations}).`] : [];
  const warnings = [...passedOver, ...(found.warnings ?? [])];
  // leanscope.json is the nearer word: it wins over what a launch configuration says of folder and environment.
  return { ...found, cwd: project.cwd === undefined ? found.cwd : cwd, env: { ...found.env, ...env }, warnings };
}

function words(command: string | readonly string[]): readonly string[] {
  return typeof command === 'string' ? parseArgsStringToArgv(command) : command;
}

/** The configuration of that name. It is the user's own choice: leanscope.json adds nothing to it. */
async function named(name: string, folder: string): Promise<FoundCommand> {
  const configurations = await readLaunchJson(folder);
  if (typeof configurations === 'string')
    throw badFile(
      join(folder, '.vscode', 'launch.json'),
      `${configurations}.`,
      'Correct it, or put the command after "--".',
    );
  const launch = launchNamed(configurations, name);
  if ('command' in launch) return fromLaunch(launch, folder);
  throw new FailureError({
    kind: 'badCall',
    problem: `In .vscode/launch.json, ${launch.reason}`,
    fix: 'Name one that launches Node.js, without ${input:…} or ${command:…}, or put the command after "--".',
  });
}

async function fromLaunch(launch: LaunchCommand, folder: string): Promise<FoundCommand> {
  const { name, ...found } = await completeLaunch(launch, folder);
  return { ...found, source: `launch.json, "${name}"` };
}

async function fromPackageJson(cwd: string): Promise<FoundCommand | undefined> {
  const { start, main } = await readPackage(join(cwd, 'package.json'));
  if (start !== undefined)
    return { command: [await packageManager(cwd), 'start'], source: 'the start script of package.json', cwd, env: {} };
  return main === undefined ? undefined : { command: ['node', main], source: 'main of package.json', cwd, env: {} };
}

const mostPackageBytes = 16 * 1024 * 1024;

/** What is no text there counts as absent, as for npm. @throws FailureError badFile */
async function readPackage(file: string): Promise<{ readonly start?: string; readonly main?: string }> {
  try {
    const value: unknown = JSON.parse(await readTextWithin(file, { mostBytes: mostPackageBytes }));
    const { scripts, main } = (value ?? {}) as { readonly scripts?: unknown; readonly main?: unknown };
    const { start } = (scripts ?? {}) as { readonly start?: unknown };
    return {
      ...(typeof start === 'string' ? { start } : {}),
      ...(typeof main === 'string' && main !== '' ? { main } : {}),
    };
  } catch (error) {
    if (error instanceof UnreadableFile && error.code === 'ENOENT') return {};
    if (!(error instanceof SyntaxError || error instanceof UnreadableFile)) throw error;
    const problem = error instanceof UnreadableFile ? `${error.message}.` : `it is not JSON (${error.message}).`;
    throw badFile(file, problem, 'Correct it, or name the command after "--".');
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
