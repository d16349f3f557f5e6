import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { measurements } from './measurements.ts';

const extensionId = 'leanscope.leanscope';

/** Waits until VS Code's own start is over: until then every extension waits for it. */
async function calm(): Promise<void> {
  for (let quiet = 0, tries = 0; quiet < 20 && tries < 200; tries += 1) {
    const before = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 25));
    quiet = performance.now() - before < 35 ? quiet + 1 : 0;
  }
}

describe('activation', () => {
  it('happens only when it is needed', () => {
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, false);
  });

  it('is quick', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    await calm();
    const before = performance.now();
    await extension.activate();
    const activationMs = performance.now() - before;
    measurements.set('activationMs', activationMs);
    console.log(`activation, loading included: ${activationMs.toFixed(1)} ms`);
  });

  it('registers the commands that package.json promises', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
