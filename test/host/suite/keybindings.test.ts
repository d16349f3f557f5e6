import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Binding {
  readonly key: string;
  readonly command: string;
}

describe('key bindings', () => {
  it('take no key that VS Code itself has given away', async () => {
    const manifest = vscode.extensions.getExtension('leanscope.leanscope')?.packageJSON as {
      contributes: { keybindings: readonly Binding[] };
    };
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const others = [...text.matchAll(/"key":\s*"([^"]+)",\s*"command":\s*"([^"]+)"/g)].filter(
      ([, , command = '']) => !command.startsWith('leanscope.'),
    );
    assert.ok(others.length > 500, `only ${others.length} default key bindings were found`);
    for (const { key } of manifest.contributes.keybindings)
      assert.deepEqual(
        others.filter(([, other]) => other === key).map(([, , command]) => command),
        [],
      );
  });
});
