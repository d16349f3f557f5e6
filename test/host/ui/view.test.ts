import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import type { Locator } from 'playwright-core';
import { exampleWorkspace, severalFolders, writeSettings } from '../example-workspace.ts';
import { exampleReport } from '../fixture/report.ts';
import { editorSuite } from './editor-suite.ts';
import { quiet, themes, withTheme } from './themes.ts';
import { LeanscopeView } from './leanscope-view.ts';
import { violations } from './violations.ts';

async function unfold(row: Locator): Promise<void> {
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
}

describe('a user of the Leanscope view', () => {
  const suite = editorSuite();
  const open = async (folder: string, language?: string): Promise<LeanscopeView> =>
    LeanscopeView.open(await suite.open({ folder, ...(language === undefined ? {} : { language }) }));

  it('is told what to do where nothing was measured, and sees the costs of a first run', async () => {
    const view = await open(await exampleWorkspace('view-empty', { settings: quiet }));
    await view.text(/No run yet/).waitFor();
    await view.text(/Each run is kept here/).waitFor();
    await view.workbench.screenshot('view-empty');
    await view.button('Profile Application').click();
    await view.row(/^CPU per request, 2 ms/).waitFor();
    await view.row(/relatedBooks, 50%/).waitFor();
  });

  it('sees the last run and where it costs, and goes from there to the code', async () => {
    const view = await open(await exampleWorkspace('view', { history: true, settings: quiet }));
    await view.row(/^CPU per request, 2 ms, 95%: 1.96 ms to 2.04 ms/).waitFor();
    await view.row(/Budget broken: CPU per request/).waitFor();
    await view.row(/An object is copied .*, saves up to 0.42 ms\/req, certain, src\/catalogue.js:4/).waitFor();
    const spoken = await view.spokenRows();
    assert.ok(spoken.includes('relatedBooks, 50%, 1 ms/req, $0.03/M req, src/catalogue.js:8'), spoken.join('\n'));
    // What separates figures for the eye would be read out.
    assert.deepEqual(
      spoken.filter((label) => label === '' || label.includes(' · ')),
      [],
    );
    await view.row(/relatedBooks, 50%/).click();
    await view.workbench.page.locator('.statusbar-item').getByText('Ln 8, Col 1').waitFor();
    await view.workbench.screenshot('view');
  });

  it('sorts, filters and widens the lists', async () => {
    const view = await open(await exampleWorkspace('view-order', { history: true, settings: quiet }));
    await view
      .row(/relatedBooks/)
      .first()
      .waitFor();
    await view.workbench.runCommand('Leanscope: Sort Functions and Routes');
    await view.workbench.palette.pick('by name');
    await view.eventuallyRows('Hot Functions', ['answer', 'coverUrl', 'parseCatalogue', 'relatedBooks']);
    await view.workbench.runCommand('Leanscope: Show Functions of Libraries');
    await view.eventuallyRows('Hot Functions', ['answer', 'compile', 'coverUrl', 'parseCatalogue', 'relatedBooks']);
    await view.workbench.runCommand('Leanscope: Filter the View');
    await view.workbench.palette.type('express');
    await view.eventuallyRows('Hot Functions', ['compile']);
    await view.workbench.runCommand('Leanscope: Clear Filter');
    await view.eventuallyRows('Hot Functions', ['answer', 'compile', 'coverUrl', 'parseCatalogue', 'relatedBooks']);
  });

  it('sees how runs went, sets a baseline, opens an old run and deletes one', async () => {
    const folder = await exampleWorkspace('view-runs', { history: true, settings: quiet });
    const view = await open(folder);
    const newest = view.row(/^Jan 15, 2026.*, 2 ms\/req, ≈, shown, .*fedcba9 \+ changes/);
    await newest.waitFor();
    await view.row(/^Jan 14, 2026.* 2.01 ms\/req, ▼ 50%/).waitFor();
    const oldest = view.row(/^Jan 13, 2026.* 4 ms\/req, .*0123456/);
    await view.act(oldest, 'Set Run as Baseline…');
    // Now both later runs are held against the first.
    await view.row(/^Jan 15, 2026.* ▼ 50%/).waitFor();
    await view.row(/^Jan 13, 2026.* baseline/).waitFor();
    await view.workbench.screenshot('view-runs');
    await view.act(view.row(/^Jan 15, 2026/), 'Compare Run with Baseline');
    await view.row(/^Better, Jan 15, 2026.* against Jan 13, 2026/).waitFor();
    await view.row(/^CPU per request, 4 ms → 2 ms, −50%, Better/).waitFor();
    await view.workbench.screenshot('view-comparison');
    await view.workbench.runCommand('Leanscope: Close Comparison');
    await view.row(/^Better/).waitFor({ state: 'detached' });
    await view.row(/^Jan 13, 2026/).click();
    await view.row(/^CPU per request, 4 ms/).waitFor();
    await view.act(view.row(/^Jan 13, 2026/), 'Delete Run…');
    await view.workbench.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await view.row(/^CPU per request, 2 ms/).waitFor();
    await view.row(/^Jan 13, 2026/).waitFor({ state: 'detached' });
    assert.deepEqual((await readdir(path.join(folder, '.leanscope', 'runs'))).sort(), [
      '20260114-093000-0000',
      '20260115-093000-0000',
    ]);
  });

  it('picks what is measured, and measures it again with one key', async () => {
    const view = await open(await exampleWorkspace('pick', { settings: quiet }));
    const { workbench } = view;
    await workbench.runCommand('Leanscope: Profile…');
    await workbench.page.locator('.quick-input-list').getByText('node src/server.js').waitFor();
    await workbench.screenshot('profile-pick');
    await workbench.palette.pick('node src/server.js');
    await view.row(/^CPU per request, 2 ms/).waitFor();
    await workbench.runCommand('Leanscope: Clear Annotations');
    await view.text(/No run yet/).waitFor();
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('F5');
    await view.row(/^CPU per request, 2 ms/).waitFor();
  });

  it('is told which folder of several it is about, and measures the one that is picked', async () => {
    const dearer = { ...exampleReport, totals: { ...exampleReport.totals, cpuMsPerRequest: 4 } };
    const shop = await exampleWorkspace('several/shop', { report: dearer });
    const api = await exampleWorkspace('several/api');
    const workspace = await severalFolders([shop, api], quiet);
    const openFile = 'src/catalogue.js';
    const view = await LeanscopeView.open(await suite.open({ folder: shop, workspace, openFile }));
    const { workbench } = view;
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    await view.row(/^CPU per request, 4 ms/).waitFor();
    await view.section('Last Run', 'shop').waitFor();
    await workbench.runCommand('Leanscope: Profile Application');
    await workbench.palette.pick('api');
    await view.row(/^CPU per request, 2 ms/).waitFor();
    await view.section('Last Run', 'api').waitFor();
    await view.row(/^api/).waitFor();
    await view.row(/^shop/).waitFor();
    // Of the other application, though of the same name.
    await view.row(/relatedBooks, 50%/).click();
    await workbench.page.locator('.breadcrumbs-control').getByText('api').waitFor();
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    await workbench.screenshot('view-several');
    await workbench.page.locator('.tab', { hasText: 'shop' }).click();
    await view.row(/^CPU per request, 4 ms/).waitFor();
    await view.section('Last Run', 'shop').waitFor();
  });

  it('sees budgets pass and fail in the Test Explorer', async () => {
    const view = await open(await exampleWorkspace('budgets', { budgets: true, settings: quiet }));
    const { page } = view.workbench;
    await page.locator('.part.activitybar').getByRole('tab', { name: 'Testing' }).click();
    const row = (name: RegExp): Locator => page.locator('.part.sidebar').getByRole('treeitem', { name });
    // VS Code shows folders of tests closed.
    for (const group of [/^budgets/, /^Application/, /^GET \/books\/:id/]) await unfold(row(group));
    await row(/^CPU per request, at most 1.5 ms/).waitFor();
    await row(/^Sent per request/).waitFor();
    await view.workbench.runCommand('Test: Run All Tests');
    await row(/^CPU per request.*\(Failed/).waitFor();
    await row(/^Sent per request.*\(Passed/).waitFor();
    await view.workbench.screenshot('budgets');
  });

  it('reads it in every kind of theme', async () => {
    const folder = await exampleWorkspace('view-themes', { history: true, settings: withTheme(themes.dark.theme) });
    const view = await open(folder);
    await view
      .row(/relatedBooks/)
      .first()
      .waitFor();
    for (const [name, { theme, workbench }] of Object.entries(themes)) {
      await writeSettings(folder, withTheme(theme));
      await view.workbench.page.locator(`.monaco-workbench.${workbench}`).waitFor();
      await view.workbench.screenshot(`view-${name}`);
      assert.deepEqual(await violations(view.workbench.page, ['.part.sidebar .pane-body']), [], name);
    }
  });

  it('reads it in French', async () => {
    const view = await open(await exampleWorkspace('view-french', { history: true, settings: quiet }), 'fr');
    await view.row(/CPU par requête, 2 ms, 95\s% : 1,96 ms à 2,04 ms/).waitFor();
    await view.row(/Budget dépassé : CPU par requête/).waitFor();
    await view.workbench.screenshot('view-french');
  });
});
