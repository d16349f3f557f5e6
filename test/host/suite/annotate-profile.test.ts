import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { eventually, extensionRoot, knownState, openFile, place, workspaceFolder } from './workspace.ts';

/** The profile of a small application, beside its source, as if it had been recorded in the workspace. */
function profiledFiles(): Readonly<Record<string, string>> {
  const fixtures = path.join(extensionRoot(), 'test', 'fixtures', 'profiles');
  const text = readFileSync(path.join(fixtures, 'inlined-node-20.cpuprofile'), 'utf8');
  return {
    'one-file.cjs': readFileSync(path.join(fixtures, 'one-file.cjs'), 'utf8'),
    'old.cpuprofile': text.replaceAll('file:///APP', pathToFileURL(workspaceFolder().uri.fsPath).href),
    'none.cpuprofile': '{}',
  };
}

async function annotated(): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('leanscope.annotateProfile', place('old.cpuprofile'));
  const { document } = await openFile('one-file.cjs');
  await eventually(
    () => lensTitles(document),
    (found) => found.length === 3,
  );
  return document;
}

async function lensTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const command = 'vscode.executeCodeLensProvider';
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(command, document.uri, 100);
  return lenses.flatMap(({ range, command: lead }) =>
    // A run's lead to its report. VS Code gives its own commands other names on the way.
    lead === undefined || lead.command === 'leanscope.openReport' ? [] : [`${range.start.line + 1}: ${lead.title}`],
  );
}

describe('a profile that another tool took', () => {
  beforeEach(() => knownState({ files: profiledFiles() }));

  it('stands beside the code, with what V8 inlined given back', async () => {
    const document = await annotated();
    // The profile itself has 6 % for heavy(), and 70 % for the script around it.
    const titles = await lensTitles(document);
    assert.match(titles.find((title) => title.startsWith('3: ')) ?? '', /^3: 72\.2% CPU · 510 ms$/);
    const position = new vscode.Position(2, 8);
    const command = 'vscode.executeHoverProvider';
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(command, document.uri, position);
    const text = hovers.flatMap(({ contents }) => contents).map((each) => (each as vscode.MarkdownString).value);
    assert.match(text.join('\n'), /command:vscode\.open[^]*heavy[^]*From&nbsp;a&nbsp;profile/);
  });

  it('leaves when annotations are cleared', async () => {
    const document = await annotated();
    await vscode.commands.executeCommand('leanscope.clearAnnotations');
    await eventually(
      () => lensTitles(document),
      (found) => found.length === 0,
    );
  });

  it('does not end the command where it is none', async () => {
    await vscode.commands.executeCommand('leanscope.annotateProfile', place('none.cpuprofile'));
    const { document } = await openFile('one-file.cjs');
    assert.deepEqual(await lensTitles(document), []);
  });
});
