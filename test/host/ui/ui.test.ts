import * as assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../browser.ts';
import { exampleWorkspace } from '../example-workspace.ts';
import { installServer } from '../install-server.ts';
import { serve, type RunningServer } from '../serve.ts';
import { Workbench } from './workbench.ts';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
} as const;

/** Nothing that is not ours in the picture. */
const quiet = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'editor.occurrencesHighlight': 'off',
  'editor.lightbulb.enabled': 'off',
  'editor.minimap.enabled': false,
};

describe('a user of VS Code', () => {
  let browser: Browser;
  let server: RunningServer;

  before(async () => {
    const host = await installServer();
    server = await serve(host, { env: { ...process.env, SCRIPTED_RUN_STEP_MS: '700' } });
    browser = await startBrowser(host);
  });

  afterEach(async function () {
    const title = this.currentTest?.state === 'failed' ? this.currentTest.title.replaceAll(/\W+/g, '-') : undefined;
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      const workbench = new Workbench(page);
      if (title !== undefined) await workbench.screenshot(`failed-${title}`);
    }
  });

  after(async () => {
    await browser.close();
    await server.stop();
  });

  const open = (folder: string, options: { openFile?: string; language?: string } = {}): Promise<Workbench> =>
    Workbench.open(browser, { port: server.port, folder, ...options });

  it('profiles an application from the palette', async () => {
    const folder = await exampleWorkspace('palette', { settings: quiet });
    const workbench = await open(folder, { openFile: 'src/catalogue.js' });
    await workbench.runCommand('Leanscope: Profile Application');
    await workbench.notifications.getByText(/Measuring CPU per request · 1,230 req\/s/).waitFor();
    await workbench.screenshot('profiling');
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    await workbench.webview();
    await workbench.page.waitForTimeout(1500);
    await workbench.screenshot('profiled');
  });

  it('cancels a run', async () => {
    const workbench = await open(await exampleWorkspace('cancel', { settings: quiet }));
    await workbench.runCommand('Leanscope: Profile Application');
    await workbench.notifications.getByText(/Profiling cancel/).waitFor();
    await workbench.notifications.getByRole('button', { name: 'Cancel' }).click();
    await workbench.notifications.first().waitFor({ state: 'detached' });
    // The command is offered again once the run has ended.
    await workbench.openPalette('Leanscope');
    await workbench.paletteEntries.getByText('Profile Application').waitFor();
    assert.equal(await workbench.paletteEntries.getByText('Open Report').count(), 0);
  });

  for (const [name, theme] of Object.entries(themes)) {
    it(`reads the last run in a ${name} theme`, async () => {
      const settings = { ...quiet, 'workbench.colorTheme': theme };
      const folder = await exampleWorkspace(name, { measured: true, settings });
      const workbench = await open(folder, { openFile: 'src/catalogue.js' });
      await workbench.codeLenses.getByText('50% CPU').waitFor();
      await workbench.page.getByText('relatedBooks').first().hover();
      await workbench.page.locator('.monaco-hover').getByText('Open report').waitFor();
      await workbench.screenshot(`hints-${name}`);
      await workbench.runCommand('Leanscope: Open Report');
      await workbench.webview();
      await workbench.page.waitForTimeout(1500);
      await workbench.screenshot(`report-${name}`);
    });
  }

  it('has hints at the end of lines if wanted', async () => {
    const settings = { ...quiet, 'leanscope.hints.style': 'endOfLine' };
    const folder = await exampleWorkspace('end-of-line', { measured: true, settings });
    const workbench = await open(folder, { openFile: 'src/catalogue.js' });
    await workbench.page.waitForTimeout(3000);
    await workbench.screenshot('hints-end-of-line');
  });

  it('reads it in French', async () => {
    const folder = await exampleWorkspace('french', { measured: true, settings: quiet });
    const workbench = await open(folder, { openFile: 'src/server.js', language: 'fr' });
    await workbench.codeLenses.getByText('avec les fonctions appelées').waitFor();
    await workbench.openPalette('Leanscope');
    await workbench.paletteEntries.getByText('Profiler l’application').waitFor();
    await workbench.screenshot('hints-french');
  });
});
