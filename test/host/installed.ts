/** The extension as users get it: packaged, then installed into a server's own folder. */
import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { out, root } from './folders.ts';
import type { VscodeServer } from './install-server.ts';
import { runCommand } from './process.ts';

export async function packageExtension(): Promise<string> {
  const file = path.join(out, 'leanscope.vsix');
  await mkdir(out, { recursive: true });
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  await runCommand(process.execPath, ['--no-warnings', vsce, 'package', ...options], { cwd: root });
  return file;
}

export async function installExtension(host: VscodeServer, vsix: string, dataFolder: string): Promise<void> {
  await runCommand(host.node, [host.main, '--install-extension', vsix, '--server-data-dir', dataFolder]);
}

/** Settings that hold whatever folder is opened. */
export async function writeMachineSettings(dataFolder: string, settings: object): Promise<void> {
  const folder = path.join(dataFolder, 'data', 'Machine');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), JSON.stringify(settings));
}

/** Nothing in sight that is not about the code and its costs. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'editor.minimap.enabled': false,
} as const;
