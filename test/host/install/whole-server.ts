/** Whether an installed VS Code's server is whole: it answers, and its native modules load. That once seen is written down. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { vscodeHome } from './server-steps.ts';

/** What the server itself loads of what was compiled; the others are for Windows, or for extensions that no test uses. */
const nativeModules = [
  '@parcel/watcher',
  '@vscode/native-watchdog',
  '@vscode/spdlog',
  '@vscode/sqlite3',
  'kerberos',
  'node-pty',
];

/** What was seen to be whole. */
interface Seen {
  readonly serverPackage: string;
  /** As it answered. */
  readonly version: string;
  /** Relative to the folder. */
  readonly files: readonly string[];
}

export const vscodeMain = (folder: string): string => path.join(vscodeHome(folder), 'out', 'server-main.js');
const seenIn = (folder: string): string => path.join(folder, 'whole.json');

/** By what was written down, and by whether it is still there; where nothing was, the server is tried. */
export async function isWholeServer(folder: string, serverPackage: string, node: string): Promise<boolean> {
  if (!existsSync(vscodeMain(folder))) return false;
  if (!existsSync(seenIn(folder)))
    return tryServer(folder, serverPackage, node).then(
      () => true,
      () => false,
    );
  const seen = JSON.parse(await readFile(seenIn(folder), 'utf8')) as Seen;
  return seen.serverPackage === serverPackage && seen.files.every((file) => existsSync(path.join(folder, file)));
}

/** Lets it say its version and load its native modules, and writes down that it could. @throws Error where it cannot */
export async function tryServer(folder: string, serverPackage: string, node: string): Promise<void> {
  const main = vscodeMain(folder);
  const installed = await readFile(path.join(folder, 'node_modules', 'code-server', 'package.json'), 'utf8');
  const { name, version } = JSON.parse(installed) as { readonly name: string; readonly version: string };
  if (`${name}@${version}` !== serverPackage) throw new Error(`${name}@${version} is not ${serverPackage}.`);
  const said = await answer(node, [main, '--version'], folder);
  const loads = nativeModules.map((module) => `require(${JSON.stringify(module)})`).join('; ');
  const tell = `console.log(JSON.stringify(Object.keys(require.cache).filter((file) => file.endsWith('.node'))))`;
  const loaded = await answer(node, ['-e', `${loads}; ${tell}`], vscodeHome(folder));
  const native = (JSON.parse(loaded) as readonly string[]).map((file) => path.relative(folder, file));
  const files = [path.relative(folder, main), ...native];
  const seen: Seen = { serverPackage, version: said.split('\n', 1)[0] ?? '', files };
  await writeFile(`${seenIn(folder)}-new`, JSON.stringify(seen));
  await rename(`${seenIn(folder)}-new`, seenIn(folder));
}

async function answer(node: string, args: readonly string[], cwd: string): Promise<string> {
  return (await promisify(execFile)(node, [...args], { cwd })).stdout;
}
