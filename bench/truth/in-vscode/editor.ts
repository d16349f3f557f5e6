/** What VS Code runs in its extension host for one replicate: the extension is activated, then two large files are decorated. */
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { spentOn, workspaceFolder, type Spent } from './large-file.ts';
import { resultName, type EditorTimes } from './times.ts';

const extensionId = 'leanscope.leanscope';

export async function run(): Promise<void> {
  const result = vscode.Uri.joinPath(workspaceFolder().uri, resultName).fsPath;
  try {
    writeFileSync(result, JSON.stringify(await times()));
  } catch (error) {
    writeFileSync(result, JSON.stringify({ failure: String(error) }));
  }
}

async function times(): Promise<EditorTimes> {
  const activationMs = await activate();
  // What it does for the first time is compiled then.
  await spentOn('first.js', 50);
  const [small, large] = [await spentOn('small.js', 50), await spentOn('large.js', 500)];
  return {
    activationMs,
    smallPaintMs: small.paintMs,
    largePaintMs: large.paintMs,
    longestBlockMs: longestBlock(large),
  };
}

function longestBlock({ opening, typing }: Spent): number {
  return Math.max(opening.oursMs, typing.oursMs);
}

/** Loading included. */
async function activate(): Promise<number> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error('the extension is not there');
  if (extension.isActive) throw new Error('the extension was active before it was needed');
  await calm();
  const before = performance.now();
  await extension.activate();
  return performance.now() - before;
}

/** Waits until VS Code's own start is over: until then every extension waits for it. */
async function calm(): Promise<void> {
  for (let quiet = 0, tries = 0; quiet < 20 && tries < 200; tries += 1) {
    const before = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 25));
    quiet = performance.now() - before < 35 ? quiet + 1 : 0;
  }
}
