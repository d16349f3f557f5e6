/** Packages of npm in a folder of their own. */
import { existsSync } from 'node:fs';
import { npmInstall } from './npm.ts';
import { install } from './steps.ts';

/** Where the folder is there, nothing is done. @throws InstallError */
export function installAside(folder: string, packages: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return install({
    what: packages.join(' and '),
    folder,
    version: packages.join(' '),
    isWhole: () => Promise.resolve(existsSync(folder)),
    steps: (aside) =>
      Promise.resolve([
        {
          name: 'downloading',
          leaves: 'node_modules',
          run: (logFile) => npmInstall(['--prefix', aside, ...packages], { cwd: aside, env, logFile }),
        },
      ]),
  });
}
