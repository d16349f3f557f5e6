/**
 * Opens a real VS Code with the extension loaded on the example app, or on the folder that is named: desktop VS Code
 * where there is one, else VS Code's server in a browser. Expects the bundles in dist/ to be built.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import * as path from 'node:path';
import { canShowDesktop } from './find-host.ts';
import { root } from './folders.ts';
import { installServer } from './install-server.ts';
import { installExtension, packageExtension, quietSettings, writeMachineSettings } from './installed.ts';
import { onPath, runCommand } from './process.ts';
import { serve, workbenchUrl } from './serve.ts';

const folder = path.resolve(process.argv[2] ?? path.join(root, 'test', 'apps', 'shop'));

function desktopVscode(): string | undefined {
  const named = process.env['LEANSCOPE_VSCODE'];
  if (named !== undefined && named !== '') return named;
  if (!canShowDesktop()) return undefined;
  const application = 'Visual Studio Code.app/Contents/Resources/app/bin/code';
  const usual: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    darwin: [path.join('/Applications', application), path.join(homedir(), 'Applications', application)],
    win32: [path.join(process.env['LOCALAPPDATA'] ?? '', 'Programs', 'Microsoft VS Code', 'Code.exe')],
  };
  return usual[process.platform]?.find((file) => existsSync(file)) ?? onPath('code');
}

async function playInBrowser(): Promise<void> {
  const stopped = untilStopped();
  const host = await installServer();
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'leanscope-play-'));
  try {
    await writeMachineSettings(dataFolder, quietSettings);
    await installExtension(host, await packageExtension(), dataFolder);
    const server = await serve(host, { dataFolder, asInstalled: true });
    const url = workbenchUrl(server.port, { folder });
    console.log(
      `\nVS Code is open at\n\n    ${url}\n\nF1, then "Leanscope: Profile Application". Ctrl-C stops everything.\n`,
    );
    showInBrowser(url);
    try {
      await stopped;
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A convenience only: the address is on the screen. */
function showInBrowser(url: string): void {
  const opener = onPath('xdg-open');
  if (!canShowDesktop() || opener === undefined) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

const desktop = desktopVscode();
if (desktop === undefined) await playInBrowser();
else await runCommand(desktop, [`--extensionDevelopmentPath=${root}`, '--new-window', '--wait', folder]);
