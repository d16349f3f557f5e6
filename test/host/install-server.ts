/**
 * Installs a complete VS Code that needs no desktop: VS Code's server and workbench, a Node.js to run it, a Chromium to
 * show it. In: nothing but a Linux with npm. Out: where the three are. Once a machine; what is there is looked at, and used.
 */
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from './cache.ts';
import { InstallError, installError } from './install/failure.ts';
import { CommandFailed, loggedCommand } from './install/logged-command.ts';
import { installAside } from './install/packages.ts';
import { serverSteps } from './install/server-steps.ts';
import { install, type Step } from './install/steps.ts';
import { isWholeServer, tryServer, vscodeMain } from './install/whole-server.ts';
import { onPath } from './process.ts';

export interface VscodeServer {
  readonly kind: 'server';
  readonly node: string;
  readonly main: string;
  readonly chromium: string;
}

/** A release of VS Code's server for npm; its number is that of VS Code with a 4 for the 1. */
const serverPackage = 'code-server@4.139.1';
const serverNodeMajor = 24;

/** @throws InstallError */
export async function installServer(): Promise<VscodeServer> {
  const folder = path.join(cacheFolder, 'vscode-server');
  const nodeHome = await installNode(serverNodeMajor);
  const node = path.join(nodeHome, 'bin', 'node');
  const isWhole = (): Promise<boolean> => isWholeServer(folder, serverPackage, node);
  const isThere = await isWhole();
  const chromium = await installSystemPackages(isThere ? [] : missingBuildTools());
  if (!isThere) {
    const steps = async (aside: string): Promise<readonly Step[]> => [
      ...(await serverSteps(aside, serverPackage, buildEnvironment(nodeHome))),
      { name: 'trying it', run: () => tryServer(aside, serverPackage, node) },
    ];
    await install({ what: "VS Code's server", folder, version: `${serverPackage} in steps`, steps, isWhole });
  }
  return { kind: 'server', node, main: vscodeMain(folder), chromium };
}

function buildEnvironment(nodeHome: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [path.join(nodeHome, 'bin'), process.env['PATH']].join(path.delimiter),
    npm_config_nodedir: nodeHome,
    // Newer npm asks before it runs install scripts; without them nothing here is built.
    npm_config_dangerously_allow_all_scripts: 'true',
    npm_config_ignore_scripts: 'false',
    npm_config_foreground_scripts: 'true',
    npm_config_prefer_offline: 'true',
    // As many compilers as processors.
    JOBS: 'max',
  };
}

const chromiums = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export function findChromium(): string | undefined {
  return chromiums.map(onPath).find((file) => file !== undefined);
}

/** True where what is missing could be installed: as root, where apt-get is. */
export function canInstallSystemPackages(): boolean {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

async function installSystemPackages(buildTools: readonly string[]): Promise<string> {
  const missing = [...(findChromium() === undefined ? ['chromium'] : []), ...buildTools];
  if (missing.length > 0 && canInstallSystemPackages()) await aptGet(missing);
  const stillMissing = missing.filter((name) => (name === 'chromium' ? findChromium() === undefined : isMissing(name)));
  const chromium = findChromium();
  if (chromium !== undefined && stillMissing.length === 0) return chromium;
  throw new InstallError(
    `${stillMissing.join(', ')} ${stillMissing.length === 1 ? 'is' : 'are'} missing for the tests in VS Code, and can be installed only by root with apt-get: install them, or name a desktop VS Code with LEANSCOPE_VSCODE.`,
  );
}

async function aptGet(packages: readonly string[]): Promise<void> {
  const logFile = path.join(cacheFolder, 'apt-get.log');
  const options = { cwd: '/', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, logFile };
  console.error(`Installing ${packages.join(', ')} with apt-get …`);
  try {
    await loggedCommand('apt-get', ['update', '-qq'], options);
    await loggedCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  } catch (error) {
    if (error instanceof CommandFailed) throw installError(packages.join(', '), error.said, logFile);
    throw error;
  }
}

/** What VS Code's native modules are compiled with, by Debian's names. */
const buildTools = ['libkrb5-dev', 'python3', 'make', 'g++'];

function missingBuildTools(): readonly string[] {
  return buildTools.filter(isMissing);
}

function isMissing(name: string): boolean {
  return name === 'libkrb5-dev' ? !existsSync('/usr/include/krb5.h') : onPath(name) === undefined;
}

/** A folder with `bin/` and, for compiling, `include/`. @throws InstallError */
export async function installNode(major: number): Promise<string> {
  const name = `node-linux-${process.arch}`;
  const folder = path.join(cacheFolder, 'nodes', String(major));
  const home = path.join(folder, 'node_modules', name);
  if (!existsSync(path.join(home, 'bin', 'node'))) await installAside(folder, [`${name}@${major}`], process.env);
  return home;
}
