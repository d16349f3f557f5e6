/**
 * The launch configurations of `.vscode/launch.json`, read as tolerantly as the editor reads them: a number or a boolean is the text that
 * it is written as, and what is of no use there counts as absent. Nobody named the file, so that nothing in it ends a call.
 */
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgsStringToArgv } from 'string-argv';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { fillVariables, openVariable } from './launch-variables.ts';
import { parseJsonText, UnreadableText } from './parse-text.ts';

export interface LaunchCommand {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whole path of a file with more variables; those of `env` win over them. */
  readonly envFile?: string;
  /** A TypeScript program that the editor looks for among these compiled files (glob patterns). */
  readonly compiled?: { readonly program: string; readonly outFiles: readonly string[] };
  /** What the editor would run first. */
  readonly preLaunchTask?: string;
  /** Variables of the environment that only an editor can fill in: they are not in `env`. */
  readonly openVariables: readonly string[];
}

/** One that cannot be started from here. */
export interface UnusableLaunch {
  readonly name: string;
  /** Goes on after "it ". */
  readonly reason: string;
}

export interface LaunchFile {
  readonly launches: readonly (LaunchCommand | UnusableLaunch)[];
  /** Several configurations under one name. */
  readonly compounds: readonly { readonly name: string; readonly members: readonly string[] }[];
}

type Fields = Readonly<Record<string, unknown>>;

const nodeTypes = new Set(['node', 'pwa-node', 'node2', 'legacy-node', 'legacy-node2', 'node-terminal']);
const mostBytes = 4 * 1024 * 1024;
const none: LaunchFile = { launches: [], compounds: [] };

/** All configurations; or, in words, why the file is passed over. */
export async function readLaunchJson(folder: string): Promise<LaunchFile | string> {
  try {
    const value = parseJsonText(await readTextWithin(join(folder, '.vscode', 'launch.json'), { mostBytes }));
    if (!isFields(value)) return none;
    return {
      launches: listOf(value['configurations']).map((each) => launchOf(forThisSystem(each), folder)),
      compounds: listOf(value['compounds']).flatMap(compoundOf),
    };
  } catch (error) {
    if (error instanceof UnreadableFile && error.code === 'ENOENT') return none;
    if (error instanceof UnreadableFile || error instanceof UnreadableText) return error.message;
    throw error;
  }
}

export function isUsable(launch: LaunchCommand | UnusableLaunch): launch is LaunchCommand {
  return 'command' in launch;
}

const systems: Readonly<Record<string, string>> = { win32: 'windows', darwin: 'osx', linux: 'linux' };

/** What a configuration says for one system stands above the rest of it. */
function forThisSystem(configuration: Fields): Fields {
  const own = configuration[systems[process.platform] ?? ''];
  return isFields(own) ? { ...configuration, ...own } : configuration;
}

function launchOf(configuration: Fields, folder: string): LaunchCommand | UnusableLaunch {
  const { type, request, cwd, env, envFile, preLaunchTask } = configuration;
  const name = textOf(configuration['name']) ?? 'unnamed';
  if (typeof type !== 'string' || !nodeTypes.has(type)) return { name, reason: 'does not start Node.js' };
  if (request !== 'launch') return { name, reason: 'attaches to a program that runs already' };
  const own = type === 'node-terminal' ? terminalCommand(configuration) : programCommand(configuration);
  if (typeof own === 'string') return { name, reason: own };
  const place = fillVariables(textOf(cwd) ?? '.', folder);
  const command = own.words.map((word) => fillVariables(word, folder));
  const open = [place, ...command].map(openVariable).find((variable) => variable !== undefined);
  if (open !== undefined) return { name, reason: `needs ${open}, which only an editor can fill in` };
  const at = resolve(folder, place);
  const given = { ...own.env, ...environmentOf(env, folder) };
  const isOpen = ([, value]: readonly [string, string]): boolean => openVariable(value) !== undefined;
  const more = fillVariables(textOf(envFile) ?? '', folder);
  const task = textOf(preLaunchTask) ?? (isFields(preLaunchTask) ? textOf(preLaunchTask['task']) : undefined);
  return {
    name,
    command,
    cwd: at,
    env: Object.fromEntries(Object.entries(given).filter((each) => !isOpen(each))),
    ...(more === '' || openVariable(more) !== undefined ? {} : { envFile: resolve(folder, more) }),
    ...compiledOf(configuration, folder),
    ...(task === undefined || task === '' ? {} : { preLaunchTask: task }),
    openVariables: Object.entries(given)
      .filter(isOpen)
      .map(([variable]) => variable),
  };
}

interface OwnCommand {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The command, or what is wrong with it. */
function programCommand({ program, args, runtimeExecutable, runtimeArgs }: Fields): OwnCommand | string {
  const [file, executable] = [textOf(program), textOf(runtimeExecutable)];
  // The program may stand among the arguments, behind the options of Node.js: `-r ts-node/register` and `src/server.ts`.
  if (file === undefined && executable === undefined && wordsOf(args).length === 0) return 'names no program';
  // No editor is there to attach: a program that waits for one would wait for ever.
  const options = wordsOf(runtimeArgs).filter((word) => !/^--(?:inspect|debug)(?:-brk|-port|-wait)?(?:=|$)/.test(word));
  const words = [executable ?? 'node', ...options, ...(file === undefined ? [] : [file]), ...wordsOf(args)];
  return { words, env: {} };
}

/** A line for a shell, of which only variables before the command are understood. */
function terminalCommand({ command }: Fields): OwnCommand | string {
  const line = textOf(command)?.trim() ?? '';
  if (line === '') return 'names no program';
  if (/[|&;<>`\n]|\$\(|\$\w/.test(line)) return 'needs a shell';
  const words = parseArgsStringToArgv(line);
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  if (first < 0) return 'names no program';
  const env = words
    .slice(0, first)
    .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  return { words: words.slice(first), env: Object.fromEntries(env) as Readonly<Record<string, string>> };
}

function compiledOf({ program, outFiles, runtimeExecutable, runtimeArgs }: Fields, folder: string): object {
  const file = fillVariables(textOf(program) ?? '', folder);
  const isPlain = (textOf(runtimeExecutable) ?? 'node') === 'node' && !wordsOf(runtimeArgs).some(loadsTypeScript);
  if (!isPlain || !/\.[cm]?tsx?$/.test(file) || !Array.isArray(outFiles)) return {};
  const patterns = outFiles.flatMap((each) => textOf(each) ?? []).filter((pattern) => !pattern.startsWith('!'));
  return { compiled: { program: file, outFiles: patterns.map((pattern) => fillVariables(pattern, folder)) } };
}

function loadsTypeScript(word: string): boolean {
  return /^(?:-r|--(?:require|import|loader|experimental-loader|experimental-strip-types|experimental-transform-types))(?:=|$)/.test(
    word,
  );
}

function compoundOf({ name, configurations }: Fields): LaunchFile['compounds'] {
  const members = Array.isArray(configurations)
    ? configurations.flatMap((each) => textOf(isFields(each) ? each['name'] : each) ?? [])
    : [];
  return typeof name === 'string' && members.length > 0 ? [{ name, members }] : [];
}

function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return parseArgsStringToArgv(value);
  return Array.isArray(value) ? value.flatMap((each) => textOf(each) ?? []) : [];
}

/** `null` takes a variable away in the editor: here it is not added. */
function environmentOf(value: unknown, folder: string): Readonly<Record<string, string>> {
  if (!isFields(value)) return {};
  const given = Object.entries(value).flatMap(([name, each]) => {
    const text = textOf(each);
    return text === undefined ? [] : [[name, fillVariables(text, folder)] as const];
  });
  return Object.fromEntries(given);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
