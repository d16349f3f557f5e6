/** Follows the leanscope.json of each folder. Without a budget in any there are no tests, and the Test Explorer is left alone. */
import * as vscode from 'vscode';
import type { ApplicationProfiling } from '../profile-application.ts';
import { BudgetTests } from './budget-tests.ts';
import { statedBudgets } from './stated-budgets.ts';

export function registerBudgetTests(profiling: ApplicationProfiling): vscode.Disposable {
  let tests: BudgetTests | undefined;
  const watchers = new Map<string, vscode.Disposable>();
  const read = async (folder: vscode.WorkspaceFolder): Promise<void> => {
    const text = await readText(vscode.Uri.joinPath(folder.uri, 'leanscope.json'));
    if (tests === undefined && statedBudgets(text).length === 0) return;
    tests ??= new BudgetTests(profiling);
    tests.read(folder, text);
  };
  const follow = (folder: vscode.WorkspaceFolder): void => {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, 'leanscope.json'));
    const again = (): void => void read(folder);
    watchers.set(
      folder.uri.toString(),
      vscode.Disposable.from(
        watcher,
        watcher.onDidCreate(again),
        watcher.onDidChange(again),
        watcher.onDidDelete(again),
      ),
    );
    void read(folder);
  };
  // After activation, so that nobody waits for it.
  const start = setImmediate(() => {
    vscode.workspace.workspaceFolders?.forEach(follow);
  });
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const folder of removed) {
        watchers.get(folder.uri.toString())?.dispose();
        tests?.read(folder, '');
      }
      added.forEach(follow);
    }),
    new vscode.Disposable(() => {
      clearImmediate(start);
      for (const watcher of watchers.values()) watcher.dispose();
      tests?.dispose();
    }),
  );
}

/** Empty where there is no such file. */
async function readText(file: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return '';
    throw error;
  }
}
