/**
 * Installs a complete VS Code that needs no desktop: VS Code's server and workbench, a Node.js to run it, a Chromium to
 * show it. In: nothing but a Linux with npm. Out: where the three are. An install is made aside and then moved into its
 * place in one step, so a folder that is there is whole.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { cacheFolder } from './cache.ts';
import { onPath, runCommand } from './process.ts';

export interface VscodeServer {
  readonly kind: 'server';
  readonly node: string;
  readonly main: string;
  readonly chromium: string;
}

/** A release of VS Code's server for npm; its number is that of VS Code with a 4 for the 1. */
const serverPackage = 'code-server@4.139.1';
const serverNodeMajor = 24;

export async function installServer(): Promise<VscodeServer> {
  const chromium = await installSystemPackages();
  const nodeHome = await installNode(serverNodeMajor);
  const main = await installVscode(nodeHome);
  return { kind: 'server', node: path.join(nodeHome, 'bin', 'node'), main, chromium };
}

const chromiums = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export function findChromium(): string | undefined {
  return chromiums.map(onPath).find((file) => file !== undefined);
}

/** True where what is missing could be installed: as root, where apt-get is. */
export function canInstallSystemPackages(): boolean {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

async function installSystemPackages(): Promise<string> {
  const vscodeIsThere = existsSync(vscodeMain(vscodeFolder()));
  const missing = [
    ...(findChromium() === undefined ? ['chromium'] : []),
    ...(vscodeIsThere ? [] : missingBuildTools()),
  ];
  if (missing.length > 0 && canInstallSystemPackages()) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand('apt-get', ['update', '-qq'], { env });
    await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
  }
  const chromium = findChromium();
  if (chromium !== undefined) return chromium;
  throw new Error('No Chromium was found. Install chromium, or name a desktop VS Code with LEANSCOPE_VSCODE.');
}

/** What VS Code's native modules are compiled with. */
function missingBuildTools(): readonly string[] {
  const tools = [
    ['libkrb5-dev', existsSync('/usr/include/krb5.h')],
    ['python3', onPath('python3') !== undefined],
    ['make', onPath('make') !== undefined],
    ['g++', onPath('g++') !== undefined],
  ] as const;
  return tools.filter(([, there]) => !there).map(([name]) => name);
}

/** A folder with `bin/` and, for compiling, `include/`. */
export async function installNode(major: number): Promise<string> {
  const name = `node-linux-${process.arch}`;
  const folder = path.join(cacheFolder, 'nodes', String(major));
  const home = path.join(folder, 'node_modules', name);
  if (!existsSync(path.join(home, 'bin', 'node'))) {
    await installAside(folder, [`${name}@${major}`], process.env);
  }
  return home;
}

async function installVscode(nodeHome: string): Promise<string> {
  const folder = vscodeFolder();
  if (!isComplete(folder)) {
    console.log(`Installing VS Code's server into ${folder}; its native modules take some minutes to compile.`);
    await installAside(folder, [serverPackage], {
      ...process.env,
      PATH: [path.join(nodeHome, 'bin'), process.env['PATH']].join(path.delimiter),
      npm_config_nodedir: nodeHome,
      // Newer npm asks before it runs install scripts; without them nothing here is built.
      npm_config_dangerously_allow_all_scripts: 'true',
      npm_config_ignore_scripts: 'false',
      npm_config_foreground_scripts: 'true',
    });
  }
  return vscodeMain(folder);
}

const vscodeFolder = (): string => path.join(cacheFolder, 'vscode-server');
const vscodeHome = (folder: string): string => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
const vscodeMain = (folder: string): string => path.join(vscodeHome(folder), 'out', 'server-main.js');

/** The last thing the package's install script does is to install the dependencies of VS Code's own extensions. */
function isComplete(folder: string): boolean {
  return existsSync(path.join(vscodeHome(folder), 'extensions', 'node_modules', '.package-lock.json'));
}

export async function installAside(folder: string, packages: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const aside = await mkdtemp(`${folder}-installing-`);
  try {
    const args = ['install', '--prefix', aside, '--no-audit', '--no-fund', '--loglevel=error', ...packages];
    await runCommand('npm', args, { cwd: aside, env: withoutOuterNpm(env) });
    // Whatever stood there was an install that did not get this far.
    await rm(folder, { recursive: true, force: true });
    await rename(aside, folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** An `npm run` around this one leaves its own settings and its package in the environment; they are not meant here. */
function withoutOuterNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const outer =
    /^npm_(?:package|lifecycle|command|execpath|node_execpath)|^npm_config_(?:user_agent|local_prefix|prefix|global_prefix)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !outer.test(name)));
}
