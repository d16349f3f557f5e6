import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeLensTitles, eventually, isReportOpen, knownState, openFile } from './workspace.ts';

describe('Profile Application', () => {
  beforeEach(() => knownState());

  for (const outcome of ['fail', 'crash']) {
    it(`shows nothing of a run that ends in a ${outcome}`, async () => {
      const { document } = await openFile('src/catalogue.js');
      process.env['SCRIPTED_RUN'] = outcome;
      await vscode.commands.executeCommand('leanscope.profileApplication');
      assert.deepEqual(await codeLensTitles(document), []);
      assert.equal(isReportOpen(), false);
    });
  }

  it('writes costs beside the code and opens the report', async () => {
    const { document } = await openFile('src/catalogue.js');
    await vscode.commands.executeCommand('leanscope.profileApplication');
    await eventually(isReportOpen, (open) => open);
    assert.deepEqual(await codeLensTitles(document), [
      '3: 25% CPU · 0.5 ms/req · 22.5 kB/req · $0.015/M req',
      '8: 50% CPU · 1 ms/req · 184 kB/req · $0.03/M req',
      '18: ≈ 2% CPU · 0.04 ms/req · $0.0012/M req',
    ]);
  });

  it('measures a process that is running, once one is picked', async () => {
    const profiled = vscode.commands.executeCommand('leanscope.profileProcess');
    // Taking what is picked does nothing while no list is open, and VS Code does not tell when one is.
    await eventually(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return isReportOpen();
      },
      (open) => open,
    );
    await profiled;
  });

  it('keeps the run where the next start of VS Code finds it', async () => {
    await vscode.commands.executeCommand('leanscope.profileApplication');
    const runs = await vscode.workspace.findFiles('.leanscope/runs/*/report.json', null);
    assert.equal(runs.length, 1);
  });
});

describe('Create Load Scenario', () => {
  beforeEach(() => knownState());

  it('writes what the application serves into leanscope.json and opens it', async () => {
    await vscode.commands.executeCommand('leanscope.createScenario');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document !== undefined);
    assert.ok(document.uri.path.endsWith('/leanscope.json'));
    assert.match(document.getText(), /"path": "\/products"/);
    // The command line takes comments there, so the editor must not call them wrong.
    assert.equal(document.languageId, 'jsonc');
  });
});
