/** VS Code in a browser for the tests of one suite. */
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser.ts';
import { installServer, type VscodeServer } from '../install-server.ts';
import { serve, type ServeOptions } from '../serve.ts';
import { Resources } from './resources.ts';
import { Workbench, type OpenOptions } from './workbench.ts';

export interface EditorSuite {
  /** On the server that was started last. */
  open(options: Omit<OpenOptions, 'port'>): Promise<Workbench>;
  /** Another server, with other options. */
  serve(options: ServeOptions): Promise<void>;
}

/**
 * To be called in a `describe`: starts a browser and, but for `later`, a server before its first test, closes every window after each
 * test, with a picture where it failed, and stops all after the last.
 */
export function editorSuite(options: ServeOptions | 'later' = {}): EditorSuite {
  const resources = new Resources();
  let host: VscodeServer;
  let browser: Browser;
  let port: number;

  const serveWith = async (more: ServeOptions): Promise<void> => {
    const server = await serve(host, more);
    resources.add(server.stop);
    ({ port } = server);
  };

  before(async () => {
    host = await installServer();
    browser = await startBrowser(host);
    resources.add(() => browser.close());
    if (options !== 'later') await serveWith(options);
  });

  afterEach(async function () {
    const title = this.currentTest?.state === 'failed' ? this.currentTest.title.replaceAll(/\W+/g, '-') : undefined;
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      if (title !== undefined) await new Workbench(page).screenshot(`failed-${title}`);
      await page.close();
    }
  });

  after(() => resources.stop());

  return { serve: serveWith, open: (more) => Workbench.open(browser, { port, ...more }) };
}
