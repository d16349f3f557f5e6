/**
 * Takes the arguments of desktop VS Code's executable and serves them with VS Code's server in a headless browser, so
 * that `@vscode/test-electron` runs tests here as it does on a desktop. Ends with the exit code of the tests.
 */
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { startBrowser, windowSize } from './browser.ts';
import { installServer } from './install-server.ts';
import { serve, workbenchUrl, type RunningServer, type WorkbenchOptions } from './serve.ts';

/** The workbench is told nothing when its page goes away, so a test run that hangs has to end here. */
const patienceMs = 10 * 60_000;

function workbenchOptions(argv: readonly string[]): WorkbenchOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  });
  const { extensionDevelopmentPath, extensionTestsPath } = values;
  return {
    ...(positionals[0] === undefined ? {} : { folder: positionals[0] }),
    ...(typeof extensionDevelopmentPath === 'string' ? { extensionDevelopmentPath } : {}),
    ...(typeof extensionTestsPath === 'string' ? { extensionTestsPath } : {}),
  };
}

async function runTestsInPage(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: windowSize });
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      reject(new Error('The tests did not end.'));
    }, patienceMs);
    const open = async (): Promise<void> => {
      // The two functions through which VS Code's workbench reports when it is driven from outside.
      await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
        console[type === 'error' ? 'error' : 'log'](...args);
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => {
        clearTimeout(tooLong);
        resolve(code);
      });
      page.once('crash', () => {
        reject(new Error("VS Code's page crashed."));
      });
      await page.goto(url);
    };
    open().catch(reject);
  });
}

function untilSignal(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        resolve(130);
      });
  });
}

async function main(): Promise<number> {
  const signalled = untilSignal();
  const host = await installServer();
  let server: RunningServer | undefined;
  let browser: Browser | undefined;
  try {
    server = await serve(host);
    browser = await startBrowser(host);
    const url = workbenchUrl(server.port, workbenchOptions(process.argv.slice(2)));
    return await Promise.race([runTestsInPage(browser, url), signalled]);
  } finally {
    await browser?.close();
    await server?.stop();
  }
}

process.exit(await main());
