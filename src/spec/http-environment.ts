/**
 * What a project knows of the variables in its `.http` files: JetBrains' and Visual Studio's environment files beside them or in a folder
 * above, the settings of VS Code's REST Client, and `.env`. The user does not name these files: what cannot be read is passed over.
 */
import { basename, dirname, join, relative } from 'node:path';
import { readTextWithin, UnreadableFile } from '../files/read-file.ts';
import { parseDotenv } from './dotenv.ts';
import { parseJsonText, UnreadableText } from './parse-text.ts';
import type { HttpEnvironment } from './sources/http-variables.ts';

export interface FoundEnvironment extends HttpEnvironment {
  readonly warnings: readonly string[];
}

/** Private ones are not shared with others; their values count more. */
const fileNames = [
  { name: 'http-client.env.json', isPrivate: false },
  { name: 'rest-client.env.json', isPrivate: false },
  { name: 'http-client.private.env.json', isPrivate: true },
  { name: 'rest-client.private.env.json', isPrivate: true },
  { name: 'http-client.env.json.user', isPrivate: true },
] as const;
const mostBytes = 4 * 1024 * 1024;

type Json = Readonly<Record<string, unknown>>;

interface Variables {
  readonly isPrivate: boolean;
  /** By environment. */
  readonly byName: Readonly<Record<string, Json>>;
}

export async function httpEnvironment(folder: string, root: string): Promise<FoundEnvironment> {
  const warnings: string[] = [];
  const all: Variables[] = [];
  const passOver = (file: string, reason: string): void => {
    warnings.push(`Passed over: ${relative(folder, file).split('\\').join('/')} (${reason}).`);
  };
  const folders = foldersUp(folder, root);
  for (const file of folders.map((each) => join(each, '.vscode', 'settings.json'))) {
    const settings = await jsonOf(file, passOver);
    const variables = settings?.['rest-client.environmentVariables'];
    if (isObject(variables)) all.push({ isPrivate: false, byName: byEnvironment(variables) });
  }
  for (const { name, isPrivate } of fileNames) {
    for (const file of folders.map((each) => join(each, name))) {
      const value = await jsonOf(file, passOver);
      if (value === undefined) continue;
      all.push({ isPrivate, byName: byEnvironment(value) });
      break;
    }
  }
  const names = [...new Set(all.flatMap(({ byName }) => Object.keys(byName)))].filter((name) => name !== shared);
  const chosen = chosenOf(names, all);
  const others = names.filter((name) => name !== chosen);
  if (chosen !== undefined && others.length > 0)
    warnings.push(`Variables of the environment "${chosen}" are filled in. Others: ${others.join(', ')}.`);
  return { ...valuesOf(all, chosen), dotenv: await dotenvOf(folders), warnings };
}

/** VS Code's REST Client and Visual Studio fill these in with any environment. */
const shared = '$shared';

function valuesOf(
  all: readonly Variables[],
  chosen: string | undefined,
): Pick<FoundEnvironment, 'values' | 'privateNames'> {
  const values = new Map<string, string>();
  const privateNames = new Set<string>();
  for (const name of [shared, ...(chosen === undefined ? [] : [chosen])])
    for (const { byName, isPrivate } of all)
      for (const [key, value] of textsIn(byName[name])) {
        // `{{$shared host}}` in an environment means the shared one of that name.
        values.set(
          key,
          value.replace(/\{\{\s*\$shared\s+([\w.-]+)\s*\}\}/g, (whole, other: string) => values.get(other) ?? whole),
        );
        if (isPrivate) privateNames.add(key);
      }
  return { values: Object.fromEntries(values), privateNames };
}

/** One that is of this machine; else one that is called so; else the first. */
function chosenOf(names: readonly string[], all: readonly Variables[]): string | undefined {
  const own = names.filter((name) =>
    all.some(({ byName }) => textsIn(byName[name]).some(([, value]) => loopback.test(value))),
  );
  const called = (list: readonly string[]): string | undefined =>
    ['dev', 'development', 'local', 'localhost']
      .map((wanted) => list.find((name) => name.toLowerCase() === wanted))
      .find((name) => name !== undefined);
  return called(own) ?? own[0] ?? called(names) ?? names[0];
}

const loopback = /(?:^|\/\/)(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?:[:/]|$)/i;

function byEnvironment(value: Json): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (isObject(each) ? [[name, each]] : [])));
}

function textsIn(variables: unknown): readonly (readonly [string, string])[] {
  if (!isObject(variables)) return [];
  return Object.entries(variables).flatMap(([name, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? [[name, String(value)] as const] : [],
  );
}

/** From the folder itself up to the root, where it lies in there. */
function foldersUp(folder: string, root: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== root && at !== dirname(at);) {
    at = dirname(at);
    folders.push(at);
  }
  return folders.includes(root) ? folders : [folder];
}

async function jsonOf(file: string, passOver: (file: string, reason: string) => void): Promise<Json | undefined> {
  try {
    const value = parseJsonText(await readTextWithin(file, { mostBytes }));
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof UnreadableFile && error.code === 'ENOENT') return undefined;
    if (!(error instanceof UnreadableFile || error instanceof UnreadableText)) throw error;
    // Settings of the editor may be of any form: they are of others.
    if (basename(file) !== 'settings.json') passOver(file, error.message);
    return undefined;
  }
}

/** The nearest one; without one, or where it cannot be read, its variables are taken from the environment of the run. */
async function dotenvOf(folders: readonly string[]): Promise<Readonly<Record<string, string>>> {
  for (const folder of folders) {
    try {
      return parseDotenv(await readTextWithin(join(folder, '.env'), { mostBytes }));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      if (error.code !== 'ENOENT') return {};
    }
  }
  return {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
