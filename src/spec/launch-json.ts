/**
 * The launch configurations of `.vscode/launch.json`, read as tolerantly as the editor reads them: a number or a boolean is the text that
 * it is written as, and what is of no use there counts as absent. Nobody named the file, so that nothing in it ends a call.
 */
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgsStringToArgv } from 'string-argv';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { parseJsonText, UnreadableText } from './parse-text.ts';

export interface LaunchCommand {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

const nodeTypes = new Set(['node', 'pwa-node']);
const mostBytes = 4 * 1024 * 1024;

/** Those that launch Node.js and need nothing that only an editor can fill in; or, in words, why the file is passed over. */
export async function readLaunchJson(folder: string): Promise<readonly LaunchCommand[] | string> {
  try {
    const value = parseJsonText(await readTextWithin(join(folder, '.vscode', 'launch.json'), { mostBytes }));
    const configurations = isFields(value) ? value['configurations'] : undefined;
    if (!Array.isArray(configurations)) return [];
    return configurations.filter(isFields).flatMap((each) => commandOf(each, folder));
  } catch (error) {
    if (error instanceof UnreadableFile && error.code === 'ENOENT') return [];
    if (error instanceof UnreadableFile || error instanceof UnreadableText) return error.message;
    throw error;
  }
}

function commandOf(configuration: Fields, folder: string): readonly LaunchCommand[] {
  const { type, request, name, program, args, runtimeExecutable, runtimeArgs, cwd, env } = configuration;
  if (typeof type !== 'string' || !nodeTypes.has(type) || request !== 'launch') return [];
  const [file, executable] = [textOf(program), textOf(runtimeExecutable)];
  if (file === undefined && executable === undefined) return [];
  const words = [
    executable ?? 'node',
    ...wordsOf(runtimeArgs),
    ...(file === undefined ? [] : [file]),
    ...wordsOf(args),
  ];
  const command = words.map((word) => fillVariables(word, folder));
  const place = fillVariables(textOf(cwd) ?? '.', folder);
  if ([place, ...command].some((word) => word.includes('${'))) return [];
  return [{ name: textOf(name) ?? 'unnamed', command, cwd: resolve(folder, place), env: environmentOf(env, folder) }];
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

function fillVariables(word: string, folder: string): string {
  return word
    .replaceAll(/\$\{workspace(Folder|Root)\}/g, () => folder)
    .replaceAll(/\$\{env:(\w+)\}/g, (_all, name: string) => process.env[name] ?? '');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
