/**
 * Windows of VS Code for tests inside its extension host: each with a workspace, user data and an extension host of its own, so that
 * nothing that one of them does reaches another. On a desktop each is a VS Code of its own; of the server, each is a page.
 */
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { EventEmitter, once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBrowser, windowSize } from './browser.ts';
import type { DesktopVscode, Host } from './find-host.ts';
import { hostOut, root } from './folders.ts';
import { hostLog, tail } from './host-log.ts';
import type { VscodeServer } from './install-server.ts';
import { openWorkbench } from './open-workbench.ts';
import { serve, workbenchUrl, type RunningServer } from './serve.ts';
import { waitTimeoutMs } from './suite-result.ts';
import { hostProcess, pictureRequest } from './window-words.ts';

export interface TestWindow {
  readonly name: string;
  /** The folder it is opened on. */
  readonly folder: string;
  /** A module whose `run` is called in the extension host. */
  readonly tests: string;
}

export interface Windows {
  /** Resolves once the tests have ended, however that was. Out: what the window has logged last, for when it went wrong. */
  run(window: TestWindow): Promise<string>;
  stop(): Promise<void>;
}

export async function openWindows(host: Host): Promise<Windows> {
  await mkdir(logs, { recursive: true });
  return host.kind === 'desktop' ? desktopWindows(host) : serverWindows(host);
}

const logs = path.join(hostOut, 'logs');
export const logOf = (name: string): string => path.join(logs, `${name}.log`);

function desktopWindows({ executable }: DesktopVscode): Windows {
  return {
    run: async ({ name, folder, tests }) => {
      const log = createWriteStream(logOf(name));
      const userData = await mkdtemp(path.join(tmpdir(), 'leanscope-'));
      try {
        await runTests({
          ...(executable === undefined ? {} : { vscodeExecutablePath: executable }),
          extensionDevelopmentPath: root,
          extensionTestsPath: tests,
          launchArgs: [folder, '--user-data-dir', userData],
          ...{ stdout: log, stderr: log },
        });
      } catch (error) {
        // Its result says more.
        if (!(error instanceof TestRunFailedError)) throw error;
      } finally {
        log.end();
        await rm(userData, { recursive: true, force: true, maxRetries: 5 });
      }
      return tail(await readFile(logOf(name), 'utf8'));
    },
    stop: () => Promise.resolve(),
  };
}

/** One server and one browser; a page keeps what VS Code knows of its user to itself. */
async function serverWindows(host: VscodeServer): Promise<Windows> {
  const server = await serve(host);
  const browser = await startBrowser(host);
  return {
    run: (window) => runInPage(window, server, browser),
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** The workbench is told nothing when its page goes away, so tests that hang have to end here. */
const patienceMs = 10 * 60_000;

async function runInPage(
  { name, folder, tests }: TestWindow,
  server: RunningServer,
  browser: Browser,
): Promise<string> {
  const page = await browser.newPage({ viewport: windowSize });
  page.setDefaultTimeout(waitTimeoutMs);
  const log = createWriteStream(logOf(name));
  let pid: number | undefined;
  try {
    const end = await endOf(page, (words) => {
      if (words[0] === pictureRequest) void page.screenshot({ path: String(words[1]) });
      else if (words[0] === hostProcess) pid = Number(words[1]);
      else log.write(`${words.map(String).join(' ')}\n`);
    });
    const paths = { extensionDevelopmentPath: root, extensionTestsPath: tests };
    await openWorkbench(page, workbenchUrl(server.port, { folder, ...paths }));
    await end();
  } catch (error) {
    log.write(`${String(error)}\n`);
  } finally {
    await page.close();
    log.end();
    await once(log, 'finish');
  }
  const words = tail(await readFile(logOf(name), 'utf8'));
  return pid === undefined ? words : `${words}\n${await hostLog(server.dataFolder, pid)}`;
}

/** Through two functions VS Code's workbench reports when it is driven from outside. Out: waits for the end of the tests. */
async function endOf(page: Page, onWords: (words: readonly unknown[]) => void): Promise<() => Promise<void>> {
  const end = new EventEmitter();
  const ended = once(end, 'ended', { signal: AbortSignal.timeout(patienceMs) });
  page.once('crash', () => end.emit('error', new Error("VS Code's page crashed.")));
  await page.exposeFunction('codeAutomationLog', (_type: string, words: readonly unknown[]) => {
    onWords(words);
  });
  await page.exposeFunction('codeAutomationExit', () => {
    end.emit('ended');
  });
  return async () => {
    await ended;
  };
}
