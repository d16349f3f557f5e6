/** What the suites share: the example workspace and waiting for what VS Code does in its own time. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the tests need a workspace folder');
  return folder;
}

export function openFile(name: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(vscode.Uri.joinPath(workspaceFolder().uri, name), {
    viewColumn: vscode.ViewColumn.One,
  });
}

/** Mocha's own timeout would come later, and say nothing of what there was instead. */
const patienceMs = 20_000;

/** Asks again until the answer satisfies. */
export async function eventually<T>(ask: () => T | Thenable<T>, satisfies: (answer: T) => boolean): Promise<T> {
  for (const endMs = performance.now() + patienceMs; ;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > endMs) assert.fail(`still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function codeLensTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses
    .filter(({ command }) => command?.command === 'leanscope.openReport')
    .map(({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ''}`);
}

export function isReportOpen(): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('leanscope.report'));
}
