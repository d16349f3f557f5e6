import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { eventually, openFile, workspaceFolder } from './workspace.ts';

const root = vscode.extensions.getExtension('leanscope.leanscope')?.extensionPath ?? '';
const fixtures = path.join(root, 'test', 'fixtures', 'profiles');

/** The profile of a small application, beside its source, as if it had been recorded in the workspace. */
function putProfile(): vscode.Uri {
  const folder = workspaceFolder().uri.fsPath;
  writeFileSync(path.join(folder, 'one-file.cjs'), readFileSync(path.join(fixtures, 'one-file.cjs')));
  const file = path.join(folder, 'old.cpuprofile');
  const text = readFileSync(path.join(fixtures, 'inlined-node-20.cpuprofile'), 'utf8');
  writeFileSync(file, text.replaceAll('file:///APP', pathToFileURL(folder).href));
  return vscode.Uri.file(file);
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
  it('stands beside the code, with what V8 inlined given back', async () => {
    await vscode.commands.executeCommand('leanscope.annotateProfile', putProfile());
    const { document } = await openFile('one-file.cjs');
    const titles = await eventually(
      () => lensTitles(document),
      (found) => found.length === 3,
    );
    // The profile itself has 6 % for heavy(), and 70 % for the script around it.
    assert.match(titles.find((title) => title.startsWith('3: ')) ?? '', /^3: 72\.2% CPU · 510 ms$/);
    const position = new vscode.Position(2, 8);
    const command = 'vscode.executeHoverProvider';
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(command, document.uri, position);
    const text = hovers.flatMap(({ contents }) => contents).map((each) => (each as vscode.MarkdownString).value);
    assert.match(text.join('\n'), /command:vscode\.open[^]*heavy[^]*From&nbsp;a&nbsp;profile/);
  });

  it('leaves when annotations are cleared', async () => {
    const { document } = await openFile('one-file.cjs');
    await vscode.commands.executeCommand('leanscope.clearAnnotations');
    await eventually(
      () => lensTitles(document),
      (found) => found.length === 0,
    );
  });

  it('does not end the command where it is none', async () => {
    const file = vscode.Uri.joinPath(workspaceFolder().uri, 'none.cpuprofile');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{}'));
    await vscode.commands.executeCommand('leanscope.annotateProfile', file);
    const { document } = await openFile('one-file.cjs');
    assert.deepEqual(await lensTitles(document), []);
  });
});
