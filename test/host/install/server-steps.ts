/**
 * The steps that VS Code's server is installed in. Its package has one script that does it all; here each module is compiled by itself,
 * so that one can see how far it has come, and go on after the last that is done. The script runs last, and finds little to do.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { npm, npmInstall } from './npm.ts';
import type { Step } from './steps.ts';

export const vscodeHome = (folder: string): string => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

export async function serverSteps(
  aside: string,
  serverPackage: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly Step[]> {
  const home = vscodeHome(aside);
  const extensions = path.join(home, 'extensions');
  const download = (name: string, cwd: string, args: readonly string[]): Step => ({
    name,
    leaves: path.relative(aside, path.join(cwd, 'node_modules')),
    run: (logFile) => npmInstall(['--ignore-scripts', ...args], { cwd, env, logFile }),
  });
  const rebuild = (name: string, cwd: string, packageName: string): Step => ({
    name,
    run: (logFile) => npm(['rebuild', '--foreground-scripts', packageName], { cwd, env, logFile }),
  });
  const modules = await packagesWithScripts(home);
  return [
    download('downloading', aside, ['--prefix', aside, serverPackage]),
    download('downloading what it needs', home, ['--omit=dev']),
    download('downloading what its extensions need', extensions, ['--omit=dev']),
    ...modules.map((module, i) => rebuild(`compiling ${module} (${i + 1} of ${modules.length})`, home, module)),
    rebuild('finishing', aside, 'code-server'),
  ];
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

/** Names of the installed packages that have something to compile, or to fetch; none until they are downloaded. */
async function packagesWithScripts(home: string): Promise<readonly string[]> {
  const file = path.join(home, 'node_modules', '.package-lock.json');
  if (!existsSync(file)) return [];
  const { packages } = JSON.parse(await readFile(file, 'utf8')) as LockFile;
  const names = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([place]) => place.replace(/^.*node_modules\//, ''));
  return [...new Set(names)];
}
