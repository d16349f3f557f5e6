import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'leanscope.leanscope';

/** In a window of its own: an extension is activated once. */
describe('activation', () => {
  it('happens when it is needed and not before, and registers the commands that package.json promises', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    // Nothing in this workspace says that it is measured.
    assert.equal(extension.isActive, false);
    await extension.activate();
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
