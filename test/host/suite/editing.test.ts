import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeLensTitles, eventually, openFile, workspaceFolder } from './workspace.ts';

const place = (name: string): vscode.Uri => vscode.Uri.joinPath(workspaceFolder().uri, name);
const catalogue = 'src/catalogue.js';

const isFaded = (title: string): boolean => title.includes('before the code changed');

/** "3", "8 changed". */
async function hints(document: vscode.TextDocument): Promise<readonly string[]> {
  const titles = await codeLensTitles(document);
  return titles.map((title) => `${title.split(':')[0] ?? ''}${isFaded(title) ? ' changed' : ''}`);
}

/** The watcher of files has its own time; Revert reads the file again at once, in the same way. */
async function writeOnDisk(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(place(catalogue), new TextEncoder().encode(text));
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

describe('hints and changes of the code', () => {
  it('fade when their function changes, and come back when that is undone', async () => {
    const editor = await openFile(catalogue);
    const { document } = editor;
    await editor.edit((change) => {
      change.insert(new vscode.Position(9, 2), 'related.length = 0;\n  ');
    });
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8 changed,19',
    );
    await vscode.commands.executeCommand('undo');
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8,18',
    );
  });

  it('do not fade for formatting', async () => {
    const editor = await openFile(catalogue);
    const { document } = editor;
    await editor.edit((change) => {
      change.replace(new vscode.Range(8, 0, 8, 2), '\t\t');
      change.insert(new vscode.Position(8, 7), '\n');
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(await hints(document), ['3', '8', '19']);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('find their functions again in a file that another program has changed', async () => {
    const { document } = await openFile(catalogue);
    const text = document.getText();
    const functions = text.split('\n\n').slice(1).reverse();
    const changed = ['// other', ...functions].join('\n\n').replace('JSON.parse', 'structuredClone');
    await writeOnDisk(changed);
    const name = (hint: string): string => {
      const [line = '', ...rest] = hint.split(' ');
      return [/function (\w+)/.exec(document.lineAt(Number(line) - 1).text)?.[1], ...rest].join(' ');
    };
    await eventually(
      () => hints(document),
      (found) => found.map(name).sort().join() === 'coverUrl,relatedBooks',
    );
    await writeOnDisk(text);
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8,18',
    );
  });

  it('go with a file that is renamed', async () => {
    const renamed = place('src/books.js');
    const rename = async (from: vscode.Uri, to: vscode.Uri): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(from, to);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    await rename(place(catalogue), renamed);
    const document = await vscode.workspace.openTextDocument(renamed);
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8,18',
    );
    await rename(renamed, place(catalogue));
  });

  it('stay with what is not saved', async () => {
    const editor = await openFile(catalogue);
    const { document } = editor;
    await editor.edit((change) => {
      change.insert(new vscode.Position(0, 0), '\n\n');
    });
    await openFile('src/server.js');
    assert.deepEqual(await hints(document), ['5', '10', '20']);
    await openFile(catalogue);
    await vscode.commands.executeCommand('undo');
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8,18',
    );
  });
});
