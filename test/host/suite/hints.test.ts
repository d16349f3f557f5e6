import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exampleReport } from '../fixture/report.ts';
import { codeLensTitles, eventually, knownState, openFile } from './workspace.ts';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('leanscope');

async function hoverTexts(document: vscode.TextDocument, line: number): Promise<readonly string[]> {
  const position = new vscode.Position(line - 1, 8);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents
    .filter((content) => content instanceof vscode.MarkdownString)
    .map(({ value }) => value)
    .filter((text) => text.includes('Leanscope'));
}

describe('hints', () => {
  beforeEach(() => knownState({ report: exampleReport }));

  it('say more in a hover', async () => {
    const { document } = await openFile('src/catalogue.js');
    const [text = ''] = await hoverTexts(document, 8);
    assert.match(text, /relatedBooks/);
    assert.match(text, /\| Self CPU \| 1 ms\/req \\\(50%\\\) \|/);
    assert.match(text, /\| Garbage collection it causes \| 0\\\.12 ms\/req \|/);
    const price =
      'Dollars: aws m7g.large in us-east-1 at $0.0816/h (https://aws.amazon.com/ec2/pricing/, 2026-01-01), ±30%';
    assert.ok(text.replaceAll('&nbsp;', ' ').replaceAll('\\', '').includes(price), text);
  });

  it('show a route above its handler', async () => {
    const { document } = await openFile('src/server.js');
    assert.deepEqual(await codeLensTitles(document), [
      '6: GET /books/:id · 500 rps/core · 2 ms · 5.2 kB out · $0.06/M',
      '6: 5% CPU · 0.1 ms/req · $0.003/M req · 82% with callees',
    ]);
  });

  it('stay beside their function while the user types above it', async () => {
    const editor = await openFile('src/catalogue.js');
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '// one\n// two\n');
    });
    const moved = await codeLensTitles(editor.document);
    assert.deepEqual(
      moved.map((title) => title.split(':')[0]),
      ['5', '10', '20'],
    );
    await vscode.commands.executeCommand('undo');
    const back = await codeLensTitles(editor.document);
    assert.deepEqual(
      back.map((title) => title.split(':')[0]),
      ['3', '8', '18'],
    );
  });

  it('go away and come back with Toggle Hints', async () => {
    const { document } = await openFile('src/catalogue.js');
    await vscode.commands.executeCommand('leanscope.toggleHints');
    assert.deepEqual(await codeLensTitles(document), []);
    assert.deepEqual(await hoverTexts(document, 18), []);
    await vscode.commands.executeCommand('leanscope.toggleHints');
    assert.equal((await codeLensTitles(document)).length, 3);
  });

  it('leave the lines between the code alone when they are to stand at the end of lines', async () => {
    const { document } = await openFile('src/catalogue.js');
    await settings().update('hints.style', 'endOfLine', vscode.ConfigurationTarget.Workspace);
    await eventually(
      () => codeLensTitles(document),
      (titles) => titles.length === 0,
    );
    await settings().update('hints.style', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(
      () => codeLensTitles(document),
      (titles) => titles.length === 3,
    );
  });

  it('are gone after Clear Annotations', async () => {
    const { document } = await openFile('src/catalogue.js');
    await vscode.commands.executeCommand('leanscope.clearAnnotations');
    assert.deepEqual(await codeLensTitles(document), []);
  });
});
