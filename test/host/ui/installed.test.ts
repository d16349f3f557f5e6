import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser.ts';
import { hostOut, root } from '../folders.ts';
import { installServer } from '../install-server.ts';
import { installExtension, packageExtension, quietSettings, writeMachineSettings } from '../installed.ts';
import { serve, type RunningServer } from '../serve.ts';
import { Resources } from './resources.ts';
import { Workbench } from './workbench.ts';

/** A copy inside the checkout, whose node_modules the example app uses. */
async function shopCopy(): Promise<string> {
  const folder = path.join(hostOut, 'workspaces', 'shop');
  await rm(folder, { recursive: true, force: true });
  const notSource = new Set(['dist', '.leanscope', 'node_modules']);
  await cp(path.join(root, 'test', 'apps', 'shop'), folder, {
    recursive: true,
    filter: (file) => !notSource.has(path.basename(file)),
  });
  return folder;
}

describe('the packaged extension on the example app', () => {
  const resources = new Resources();
  let browser: Browser;
  let server: RunningServer;

  before(async () => {
    const host = await installServer();
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'leanscope-installed-'));
    resources.add(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
    await writeMachineSettings(dataFolder, { ...quietSettings, 'leanscope.run.budgetSeconds': 15 });
    await installExtension(host, await packageExtension(), dataFolder);
    server = await serve(host, { dataFolder, asInstalled: true });
    resources.add(server.stop);
    browser = await startBrowser(host);
    resources.add(() => browser.close());
  });

  after(() => resources.stop());

  it('measures it and writes its costs beside the code', async () => {
    const folder = await shopCopy();
    const workbench = await Workbench.open(browser, {
      ...{ port: server.port, folder, development: false },
      openFile: 'src/search.ts',
    });
    try {
      await workbench.runCommand('Leanscope: Profile Application');
      await workbench.toasts.getByText(/Profiling shop: /).waitFor();
      await workbench.toasts.getByText(/req\/s · .* CPU per request/).waitFor();
      await workbench.screenshot('shop-profiling');
      const page = await workbench.webview();
      await page.getByRole('tab', { name: 'Functions' }).click();
      await page.getByText('src/search.ts').first().waitFor();
      await workbench.codeLenses.getByText('% CPU').first().waitFor();
    } finally {
      await workbench.screenshot('shop-profiled');
    }
  });
});
