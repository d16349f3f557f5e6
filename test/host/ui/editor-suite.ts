/** VS Code in a browser for the tests of one suite. */
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser.ts';
import { installServer } from '../install-server.ts';
import { serve, type ServeOptions } from '../serve.ts';
import { Resources } from './resources.ts';
import { Workbench, type OpenOptions } from './workbench.ts';

export interface EditorSuite {
  open(options: Omit<OpenOptions, 'port'>): Promise<Workbench>;
}

/**
 * To be called in a `describe`: starts a server and a browser before its first test, closes every window after each test, with a
 * picture where it failed, and stops all after the last.
 */
export function editorSuite(options: ServeOptions = {}): EditorSuite {
  const resources = new Resources();
  let browser: Browser;
  let port: number;

  before(async () => {
    const host = await installServer();
    const server = await serve(host, options);
    resources.add(server.stop);
    ({ port } = server);
    browser = await startBrowser(host);
    resources.add(() => browser.close());
  });

  afterEach(async function () {
    const title = this.currentTest?.state === 'failed' ? this.currentTest.title.replaceAll(/\W+/g, '-') : undefined;
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      if (title !== undefined) await new Workbench(page).screenshot(`failed-${title}`);
      await page.close();
    }
  });

  after(() => resources.stop());

  return { open: (more) => Workbench.open(browser, { port, ...more }) };
}
