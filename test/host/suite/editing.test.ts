import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exampleReport } from '../fixture/report.ts';
import { codeLensTitles, eventually, knownState, openFile, place, writeFile } from './workspace.ts';

const catalogue = 'src/catalogue.js';

const isFaded = (title: string): boolean => title.includes('before the code changed');

/** "3", "8 changed". */
async function hints(document: vscode.TextDocument): Promise<readonly string[]> {
  const titles = await codeLensTitles(document);
  return titles.map((title) => `${title.split(':')[0] ?? ''}${isFaded(title) ? ' changed' : ''}`);
}

/** The watcher of files has its own time; Revert reads the file again at once, in the same way. */
async function writeOnDisk(text: string): Promise<void> {
  await writeFile(catalogue, text);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

describe('hints and changes of the code', () => {
  beforeEach(() => knownState({ report: exampleReport }));

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
      // This one fades, so that it is known when the changes have been looked at.
      change.insert(new vscode.Position(18, 2), 'id += 1;\n  ');
    });
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8,19 changed',
    );
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
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(place(catalogue), renamed);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const document = await vscode.workspace.openTextDocument(renamed);
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8,18',
    );
  });

  it('stay with what is not saved', async () => {
    const editor = await openFile(catalogue);
    const { document } = editor;
    await editor.edit((change) => {
      change.insert(new vscode.Position(0, 0), '\n\n');
    });
    await openFile('src/server.js');
    await eventually(
      () => hints(document),
      (found) => found.join() === '5,10,20',
    );
    await openFile(catalogue);
    await vscode.commands.executeCommand('undo');
    await eventually(
      () => hints(document),
      (found) => found.join() === '3,8,18',
    );
  });
});
