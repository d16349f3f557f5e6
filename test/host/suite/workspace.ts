/** What the suites share: the example workspace in a known state, and waiting for what VS Code does in its own time. */
import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Report } from '../../../src/model/report.ts';
import { waitTimeoutMs } from '../suite-result.ts';

export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the tests need a workspace folder');
  return folder;
}

export const place = (name: string): vscode.Uri => vscode.Uri.joinPath(workspaceFolder().uri, name);

export function openFile(name: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(place(name), { viewColumn: vscode.ViewColumn.One });
}

export async function writeFile(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(place(name), new TextEncoder().encode(text));
}

/** Where the extension under test lies. */
export const extensionRoot = (): string =>
  (vscode.extensions.getExtension('leanscope.leanscope') ?? assert.fail()).extensionPath;

export interface KnownState {
  /** A stored run, shown beside the code; else there is no run. */
  readonly report?: Report;
  /** By which it is stored; ids sort by time. */
  readonly runId?: string;
  /** Beside the example's own files. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Puts everything that a test may have changed as it was, whether that test has ended well or not. */
export async function knownState({ report, runId = usualRunId, files = {} }: KnownState = {}): Promise<void> {
  delete process.env['SCRIPTED_RUN'];
  await closeEverything();
  await vscode.commands.executeCommand('leanscope.clearAnnotations');
  await resetSettings();
  await restoreFiles({ ...exampleFiles(), ...(report === undefined ? {} : storedRun(runId, report)), ...files });
  if (report === undefined) return;
  await vscode.commands.executeCommand('leanscope.openRun', { run: { folder: workspaceFolder(), runId } });
  await closeEverything();
}

/** What is not saved goes first, because VS Code would ask what to do with it. */
async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  assert.deepEqual(openTabs(), []);
}

export function openTabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
}

/** Setting the style also takes back what was toggled in this window. */
async function resetSettings(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('leanscope');
  await settings.update('hints.style', 'endOfLine', vscode.ConfigurationTarget.Workspace);
  await settings.update('hints.style', undefined, vscode.ConfigurationTarget.Workspace);
  await settings.update('problems.enabled', undefined, vscode.ConfigurationTarget.Workspace);
}

/** That of a scripted run and of `exampleWorkspace`. */
const usualRunId = '2026-01-15T09-30-00-000';

const storedRun = (runId: string, report: Report): Readonly<Record<string, string>> => ({
  [`.leanscope/runs/${runId}/report.json`]: JSON.stringify(report),
});

function exampleFiles(): Readonly<Record<string, string>> {
  const folder = path.join(extensionRoot(), 'test', 'host', 'fixture', 'app');
  return Object.fromEntries(
    filesIn(folder)
      // Nothing says yet that the project is measured.
      .filter((name) => name !== 'leanscope.json')
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  );
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => name.split(path.sep).join('/'));
}

/** Through VS Code, so that it knows at once. What it keeps itself of the workspace stays. */
async function restoreFiles(wanted: Readonly<Record<string, string>>): Promise<void> {
  const folder = workspaceFolder().uri.fsPath;
  const names = Object.keys(wanted);
  const isWanted = (entry: string): boolean => names.some((name) => name === entry || name.startsWith(`${entry}/`));
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((entry) =>
    entry.split(path.sep).join('/'),
  );
  for (const entry of entries) {
    if (entry.startsWith('.vscode') || isWanted(entry) || !existsSync(path.join(folder, entry))) continue;
    await vscode.workspace.fs.delete(place(entry), { recursive: true });
  }
  for (const [name, text] of Object.entries(wanted)) {
    const file = path.join(folder, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) await writeFile(name, text);
  }
}

/** Asks again until the answer satisfies; at last says what there was instead. */
export async function eventually<T>(ask: () => T | Thenable<T>, satisfies: (answer: T) => boolean): Promise<T> {
  for (const endMs = performance.now() + waitTimeoutMs; ;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > endMs)
      assert.fail(`waited for ${satisfies.toString()}, and there is still ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}

export async function codeLensTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses
    .filter(({ command }) => command?.command === 'leanscope.openReport')
    .map(({ range, command }) => `${range.start.line + 1}: ${command?.title ?? ''}`);
}

export function isReportOpen(): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('leanscope.report'));
}
