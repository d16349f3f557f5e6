import assert from 'node:assert/strict';
import { exampleWorkspace } from '../example-workspace.ts';
import { editorSuite } from './editor-suite.ts';
import { LeanscopeView } from './leanscope-view.ts';
import { quiet } from './themes.ts';

describe('a user of workspaces', () => {
  const suite = editorSuite({ trustsNothing: true });

  it('only looks at one that is not trusted, and measures it once it is', async () => {
    const folder = await exampleWorkspace('untrusted', { measured: true, settings: quiet });
    const openFile = 'src/catalogue.js';
    const workbench = await suite.open({ folder, openFile });
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
    assert.deepEqual(await workbench.palette.offered([openReport, ...runs]), [openReport]);
    const view = await LeanscopeView.open(workbench);
    await view.row(/^CPU per request, 2 ms/).waitFor();
    await workbench.runCommand(openReport);
    await (await workbench.webview()).getByText('relatedBooks').first().waitFor();
    await workbench.screenshot('untrusted');
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await workbench.palette.untilOffered('Leanscope: Profile Application');
    assert.deepEqual(await workbench.palette.offered([openReport, ...runs]), [openReport, ...runs]);
  });
});
