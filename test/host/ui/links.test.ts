/** Where hovers and the report page lead, followed with the mouse. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { conclude } from '../../../src/run.ts';
import { storeRun } from '../../store-run.ts';
import { drawStacks } from '../../profile-drawing.ts';
import { recordingWith } from '../../recording-with.ts';
import { exampleWorkspace } from '../example-workspace.ts';
import { exampleReport } from '../fixture/report.ts';
import { editorSuite } from './editor-suite.ts';
import { quiet } from './themes.ts';
import type { Workbench } from './workbench.ts';

const run = promisify(execFile);

async function commitAll(folder: string): Promise<string> {
  const git = async (...args: readonly string[]): Promise<string> => (await run('git', args, { cwd: folder })).stdout;
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', 'src');
  await git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message', 'all');
  return (await git('rev-parse', 'HEAD')).trim();
}

describe('a user who follows links', () => {
  const suite = editorSuite();
  const open = (folder: string, openFile?: string): Promise<Workbench> =>
    suite.open({ folder, ...(openFile === undefined ? {} : { openFile }) });

  it('gets from a hover to the function in the flame graph, and to its row in the report', async () => {
    const folder = await exampleWorkspace('hover-links', { measured: true, settings: quiet });
    const workbench = await open(folder, 'src/catalogue.js');
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    for (const [link, tab] of [
      ['Show in flame graph', 'Flame graph'],
      ['Show in report', 'Functions'],
    ] as const) {
      await (await workbench.hover('relatedBooks', link)).locator('a', { hasText: link }).click();
      const page = await workbench.webview();
      await page.getByRole('tab', { name: tab, selected: true }).waitFor();
    }
  });

  it('is told by a hover that the run is of another commit', async () => {
    const app = { ...exampleReport.app, commit: '0123456789abcdef0123456789abcdef01234567' };
    const settings = { ...quiet, 'git.enabled': true };
    const folder = await exampleWorkspace('other-commit', { report: { ...exampleReport, app }, settings });
    const head = await commitAll(folder);
    const workbench = await open(folder, 'src/catalogue.js');
    await workbench.codeLenses.getByText('50% CPU').waitFor();
    // VS Code's own Git extension takes its time; until it says which branch this is, nobody knows the commit.
    await workbench.page
      .locator('.statusbar-item')
      .getByText(/\bmain\b/)
      .waitFor();
    await workbench.hover('relatedBooks', `01234567; this is ${head.slice(0, 8)}.`);
  });

  it('saves the plan of the report page to leanscope.json, with what stands there already', async () => {
    const folder = await exampleWorkspace('save-plan', { settings: quiet });
    const file = path.join(folder, 'leanscope.json');
    await writeFile(file, '{\n  // as in production\n  "app": { "command": "npm start" }\n}\n');
    const recording = recordingWith({
      stacks: [drawStacks('main main main main\na    a    b    (gc)')],
      traffic: { averageRequestsPerSecond: 50 },
    });
    await storeRun(folder, recording, conclude(recording));
    const workbench = await open(folder);
    await workbench.runCommand('Leanscope: Open Report');
    const page = await workbench.webview();
    await page.getByRole('tab', { name: 'Cost' }).click();
    await page.getByLabel('Average traffic requests/s').fill('730.5');
    await page.getByRole('button', { name: 'Save to leanscope.json' }).click();
    await workbench.page.getByRole('tab', { name: /^leanscope\.json/ }).waitFor();
    await workbench.page.locator('.view-line').getByText('730.5').waitFor();
    const saved = await readFile(file, 'utf8');
    assert.match(saved, /\/\/ as in production\s+"app": \{\s*"command": "npm start"\s*\}/);
    assert.match(saved, /"traffic": \{[^}]*"averageRequestsPerSecond": 730\.5/);
  });
});
