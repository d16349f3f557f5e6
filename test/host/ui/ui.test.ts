import * as assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { exampleWorkspace, writeSettings } from '../example-workspace.ts';
import { editorSuite } from './editor-suite.ts';
import { quiet, themes, withTheme } from './themes.ts';
import { violations } from './violations.ts';
import { askUntil, until } from './until.ts';
import type { Workbench } from './workbench.ts';

describe('a user of VS Code', () => {
  const suite = editorSuite({ env: { ...process.env, SCRIPTED_RUN_WAITS: 'yes' } });
  const open = (folder: string, openFile?: string, language?: string): Promise<Workbench> =>
    suite.open({
      folder,
      ...(openFile === undefined ? {} : { openFile }),
      ...(language === undefined ? {} : { language }),
    });

  it('profiles an application from the palette', async () => {
    const folder = await exampleWorkspace('palette', { settings: quiet });
    const workbench = await open(folder, 'src/catalogue.js');
    await workbench.runCommand('Leanscope: Profile Application');
    await workbench.notification(/Sampling functions · 1,180 req\/s · 2.01 ms CPU per request/);
    await workbench.screenshot('profiling');
    await writeFile(path.join(folder, 'go-on'), '');
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    const page = await workbench.webview();
    await page.getByText('relatedBooks').first().waitFor();
    await workbench.screenshot('profiled');
  });

  it('cancels a run', async () => {
    const workbench = await open(await exampleWorkspace('cancel', { settings: quiet }));
    await workbench.runCommand('Leanscope: Profile Application');
    const notification = await workbench.notification(/Profiling cancel/);
    await notification.getByRole('button', { name: 'Cancel' }).click();
    await notification.waitFor({ state: 'detached' });
    // The command is offered again once the run has ended.
    await workbench.palette.untilOffered('Leanscope: Profile Application');
    assert.equal(await workbench.codeLenses.count(), 0);
  });

  it('reads the last run in every kind of theme', async () => {
    const folder = await exampleWorkspace('themes', { measured: true, settings: withTheme(themes.dark.theme) });
    const workbench = await open(folder, 'src/catalogue.js');
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    for (const [name, { theme, workbench: workbenchClass }] of Object.entries(themes)) {
      await writeSettings(folder, withTheme(theme));
      await workbench.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
      await workbench.hover('relatedBooks', 'Show in report');
      await workbench.screenshot(`hints-${name}`);
      assert.deepEqual(await violations(workbench.page, ['.monaco-hover']), [], name);
    }
  });

  it('reads the report page in every kind of theme, and every tab of it', async () => {
    const folder = await exampleWorkspace('report-themes', { history: true, settings: withTheme(themes.dark.theme) });
    const workbench = await open(folder);
    await workbench.runCommand('Leanscope: Open Report');
    const page = await workbench.webview();
    await page.getByText('relatedBooks').first().waitFor();
    const tabs = page.getByRole('tab');
    assert.equal(await tabs.count(), 8);
    for (const [name, { theme, page: pageClass }] of Object.entries(themes)) {
      await writeSettings(folder, withTheme(theme));
      await page.locator(`body.${pageClass}`).waitFor();
      await workbench.screenshot(`report-${name}`);
    }
    // The last theme is the one that is seen least.
    for (const tab of await tabs.all()) {
      await tab.click();
      await page.locator(`#${(await tab.getAttribute('aria-controls')) ?? ''}:not([hidden])`).waitFor();
      await workbench.screenshot(`report-tab-${await tab.innerText()}`);
    }
  });

  it('holds the report against another run, saves it, goes to the code, and finds it all again after a restart', async () => {
    const folder = await exampleWorkspace('restart', { history: true, settings: quiet });
    const workbench = await open(folder);
    await workbench.runCommand('Leanscope: Open Report');
    const page = await workbench.webview();
    await page.getByRole('tab', { name: 'Compare' }).click();
    const stored = page.getByLabel('Compare with a stored run:');
    await stored.waitFor();
    // None, and the two runs of other days.
    assert.equal(await stored.locator('option').count(), 3);
    await stored.selectOption({ index: 2 });
    const base = await stored.inputValue();
    const verdict = 'This run needs less CPU per request: −50%.';
    await page.getByText(verdict).waitFor();
    await page.getByRole('application', { name: 'Flame graph of the differences' }).waitFor();
    await workbench.screenshot('report-compared');
    const saved = async (button: string, file: string, isWhole: (content: Buffer) => boolean): Promise<void> => {
      await page.getByRole('button', { name: button, exact: true }).filter({ visible: true }).first().click();
      await workbench.palette.answerSaveDialog(file);
      await until(`${file} is saved`, async () => isWhole(await contentOf(path.join(folder, file))));
    };
    await saved('Save as CSV', 'leanscope-comparedtotals.csv', (csv) => csv.includes('CPU per request'));
    await saved('Save as PNG', 'leanscope-flame-graph.png', (png) => png.includes('PNG') && png.includes('IEND'));
    await page.getByText('Share…').click();
    await saved('HTML', 'leanscope.html', (html) => html.includes('relatedBooks') && html.includes('</html>'));
    await page.getByRole('tab', { name: 'Overview' }).click();
    const link = 'src/catalogue.js:8';
    await page.getByText(link).first().click();
    await workbench.page.locator('.statusbar-item').getByText('Ln 8, Col 1').waitFor();
    await workbench.page.getByRole('tab', { name: 'Leanscope Report' }).click();
    await workbench.restart(['leanscope.report', base]);
    await workbench.page.getByRole('tab', { name: 'Leanscope Report' }).click();
    const again = await workbench.webview();
    await again.getByText(link).first().waitFor();
    await again.getByRole('tab', { name: 'Compare' }).click();
    await again.getByText(verdict).waitFor();
  });

  it('reads a hover, and fixes what it finds, by keyboard alone', async () => {
    const folder = await exampleWorkspace('keyboard', { measured: true, settings: quiet });
    const workbench = await open(folder, 'src/catalogue.js');
    const { page } = workbench;
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    await workbench.goToLine(8);
    await askUntil(page.locator('.monaco-hover').getByText('Show in flame graph'), 'a hover by key', async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
    });
    await page.keyboard.press('Escape');
    await workbench.goToLine(12);
    await page.locator('.squiggly-warning').waitFor();
    const entry = await workbench.quickFix('Ignore nested-scan here, with a reason…');
    await workbench.screenshot('quick-fixes');
    await entry.click();
    await page.locator('.quick-input-widget input').fill('four tags at most');
    await page.keyboard.press('Enter');
    await page.getByText('// leanscope-ignore nested-scan: four tags at most').waitFor();
    await page.locator('.squiggly-warning').waitFor({ state: 'detached' });
    await workbench.runCommand('Problems: Focus on Problems View');
    await page.locator('.markers-panel').getByText('Budget broken: parseCatalogue').waitFor();
    await workbench.screenshot('problems');
    // The task's problem matcher has the finding again; what is known here stands in its place, once.
    await writeFile(path.join(folder, 'go-on'), '');
    await workbench.runCommand('Tasks: Run Task');
    await workbench.palette.pick('leanscope');
    await workbench.palette.pick('leanscope: profile');
    // A task shows its terminal, in the place of the problems.
    await page
      .locator('.part.panel')
      .getByRole('tab', { name: /^Terminal/, selected: true })
      .waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    await page.locator('.markers-panel').getByText('CPU: 2 ms, at most 1 ms').waitFor();
    // VS Code reads on for a tenth of a second only when a task has ended, so it ends when it has been read.
    await writeFile(path.join(folder, 'end'), '');
    await page.locator('.markers-panel').getByText('Budget broken: parseCatalogue').waitFor();
    await page.locator('.markers-panel').getByText('A linear search runs in a loop').waitFor({ state: 'detached' });
  });

  it('has hints at the end of lines if wanted', async () => {
    const settings = { ...quiet, 'leanscope.hints.style': 'endOfLine' };
    const folder = await exampleWorkspace('end-of-line', { measured: true, settings });
    const workbench = await open(folder, 'src/catalogue.js');
    await workbench.decorationText('50% CPU');
    await workbench.screenshot('hints-end-of-line');
  });

  it('reads it in French', async () => {
    const folder = await exampleWorkspace('french', { measured: true, settings: quiet });
    const workbench = await open(folder, 'src/server.js', 'fr');
    await workbench.codeLenses.getByText('avec les fonctions appelées').waitFor();
    await workbench.palette.untilOffered('Profiler l’application');
    await workbench.screenshot('hints-french');
  });
});

/** VS Code writes a file in its own time; one that is not there yet has nothing in it. */
async function contentOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
