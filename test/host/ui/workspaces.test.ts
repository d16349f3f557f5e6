import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser.ts';
import { exampleWorkspace } from '../example-workspace.ts';
import { installServer, type VscodeServer } from '../install-server.ts';
import { serve, type ServeOptions } from '../serve.ts';
import { LeanscopeView } from './leanscope-view.ts';
import { Resources } from './resources.ts';
import { quiet } from './themes.ts';
import { Workbench } from './workbench.ts';

describe('a user of workspaces', () => {
  const resources = new Resources();
  let browser: Browser;
  let host: VscodeServer;

  before(async () => {
    host = await installServer();
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

  const start = async (options: ServeOptions): Promise<number> => {
    const server = await serve(host, options);
    resources.add(server.stop);
    return server.port;
  };

  it('only looks at one that is not trusted, and measures it once it is', async () => {
    const port = await start({ trustsNothing: true });
    const folder = await exampleWorkspace('untrusted', { measured: true, settings: quiet });
    const openFile = 'src/catalogue.js';
    const workbench = await Workbench.open(browser, { port, folder, openFile });
    const { page } = workbench;
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    const hover = await workbench.hover('relatedBooks', 'Show in flame graph');
    assert.equal(await hover.getByText('What if it were twice as fast?').count(), 0);
    const commands = [
      'Open Report',
      'Profile Application',
      'Profile…',
      'Profile Running Process',
      'Create Load Scenario',
    ];
    const [openReport = '', ...runs] = commands.map((title) => `Leanscope: ${title}`);
    assert.deepEqual(await workbench.offered([openReport, ...runs]), [openReport]);
    const view = await LeanscopeView.open(workbench);
    await view.row(/^CPU per request, 2 ms/).waitFor();
    await workbench.runCommand(openReport);
    await (await workbench.webview()).getByText('relatedBooks').first().waitFor();
    await workbench.screenshot('untrusted');
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await workbench.findCommand('Leanscope: Profile Application');
    assert.deepEqual(await workbench.offered([openReport, ...runs]), [openReport, ...runs]);
  });
});
