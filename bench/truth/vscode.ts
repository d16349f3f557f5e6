/** A window of a real VS Code for each replicate; its server and its browser stay for all of them. */
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowser, windowSize } from '../../test/host/browser.ts';
import { cacheFolder } from '../../test/host/cache.ts';
import { exampleWorkspace } from '../../test/host/example-workspace.ts';
import { canShowDesktop, findHost } from '../../test/host/find-host.ts';
import { hostOut, root } from '../../test/host/folders.ts';
import { serve, workbenchUrl, type RunningServer } from '../../test/host/serve.ts';
import { CannotTell } from './experiment.ts';
import { resultName, type EditorFailure, type EditorTimes } from './in-vscode/times.ts';

export interface Editor {
  times(): Promise<EditorTimes>;
  stop(): Promise<void>;
}

type OpenWindow = (folder: string, tests: string) => Promise<void>;

const patienceMs = 240_000;

export async function openEditor(): Promise<Editor> {
  const named = process.env['LEANSCOPE_VSCODE'] ?? '';
  // A bench installs nothing while its time runs.
  if (named === '' && !canShowDesktop() && !existsSync(join(cacheFolder, 'vscode-server')))
    throw new CannotTell('no VS Code is installed here: npm run host installs one, LEANSCOPE_VSCODE names one');
  const host = await findHost();
  const tests = await bundle();
  if (host.kind === 'desktop') {
    const executable = host.executable === undefined ? {} : { vscodeExecutablePath: host.executable };
    const open: OpenWindow = async (folder, extensionTestsPath) => {
      await runTests({ ...executable, extensionDevelopmentPath: root, extensionTestsPath, launchArgs: [folder] });
    };
    return { times: () => timesIn(open, tests), stop: () => Promise.resolve() };
  }
  const server = await serve(host);
  const browser = await startBrowser(host);
  return {
    times: () => timesIn((folder, path) => openPage({ server, browser }, folder, path), tests),
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

async function bundle(): Promise<string> {
  const outfile = join(hostOut, 'truth-editor.cjs');
  const entry = join(import.meta.dirname, 'in-vscode', 'editor.ts');
  await build({
    ...{ entryPoints: [entry], outfile, external: ['vscode'], bundle: true, logLevel: 'warning' },
    ...{ platform: 'node', target: 'node22', format: 'cjs', mainFields: ['module', 'main'] },
  });
  return outfile;
}

async function timesIn(open: OpenWindow, tests: string): Promise<EditorTimes> {
  // What is typed is thrown away: saving it meanwhile, as VS Code in a browser does, would be work of VS Code's.
  const folder = await exampleWorkspace('truth', { bare: true, settings: { 'files.autoSave': 'off' } });
  try {
    await open(folder, tests);
    const result = JSON.parse(await readFile(join(folder, resultName), 'utf8')) as EditorTimes | EditorFailure;
    if ('failure' in result) throw new Error(result.failure);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Served {
  readonly server: RunningServer;
  readonly browser: Browser;
}

/** Resolves when VS Code says that what it was given to run has ended. */
async function openPage({ server, browser }: Served, folder: string, extensionTestsPath: string): Promise<void> {
  const page = await browser.newPage({ viewport: windowSize });
  page.setDefaultTimeout(patienceMs);
  try {
    const end = new EventEmitter();
    const ended = once(end, 'ended', { signal: AbortSignal.timeout(patienceMs) });
    page.once('crash', () => end.emit('error', new Error('the page of VS Code crashed')));
    // Through these two VS Code's workbench reports when it is driven from outside.
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.exposeFunction('codeAutomationExit', () => {
      end.emit('ended');
    });
    await page.goto(workbenchUrl(server.port, { folder, extensionDevelopmentPath: root, extensionTestsPath }));
    await ended.catch((error: unknown) => {
      throw new Error(`VS Code did not end its work within ${patienceMs / 1000} s`, { cause: error });
    });
  } finally {
    await page.close();
  }
}
