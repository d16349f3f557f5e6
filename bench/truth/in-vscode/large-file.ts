/** A file with many hot functions: what it takes to decorate it, and how long the extension host is held while a user opens it, types and scrolls. */
import * as vscode from 'vscode';
import { annotate } from '../../../src/annotate/annotate.ts';
import { registerCodeLenses } from '../../../src/extension/code-lenses.ts';
import { registerHeat } from '../../../src/extension/heat.ts';
import { HintStyle } from '../../../src/extension/hint-style.ts';
import { ShownRuns } from '../../../src/extension/shown-runs.ts';
import { sourceUri } from '../../../src/extension/source-uri.ts';
import { fingerprintOf } from '../../../src/model/fingerprint.ts';
import type { ReportFunction } from '../../../src/model/report-code.ts';
import type { Report } from '../../../src/model/report.ts';
import { exampleReport } from '../../../test/host/fixture/report.ts';
import { blocksWhile, type Blocks } from './blocks.ts';

export function workspaceFolder(): vscode.WorkspaceFolder {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('the experiment needs a workspace folder');
  return folder;
}

function openFile(name: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(vscode.Uri.joinPath(workspaceFolder().uri, name), {
    viewColumn: vscode.ViewColumn.One,
  });
}

const linesPerFunction = 40;
const hotLinesPerFunction = 4;

function textOf(functions: number): string {
  const body = Array.from({ length: linesPerFunction - 2 }, (_, line) => `  sum += rows[${line}] * ${line};`).join(
    '\n',
  );
  return Array.from({ length: functions }, (_, index) => `export function hot${index}(rows, sum) {\n${body}\n}\n`).join(
    '',
  );
}

function reportOf(file: string, count: number, text: string): Report {
  const lines = text.split('\n');
  const functions = Array.from({ length: count }, (_, index): ReportFunction => {
    const line = index * linesPerFunction + 1;
    const endLine = line + linesPerFunction - 1;
    const fingerprint = fingerprintOf((at) => lines[at - 1], line, endLine);
    return {
      ...{ id: `hot${index}`, name: `hot${index}`, file, line, endLine, origin: 'app', confidence: 'high' },
      ...{ selfShare: 0.01, totalShare: 0.02, selfCpuMsPerRequest: 0.02, totalCpuMsPerRequest: 0.04 },
      ...{ allocatedBytesPerRequest: 10_000, usdPerMillionRequests: 0.01 },
      ...(fingerprint === undefined ? {} : { fingerprint }),
    };
  });
  const hot = functions.flatMap(({ line = 1 }) =>
    Array.from({ length: hotLinesPerFunction }, (_, at) => ({
      ...{ file, line: line + 1 + at, selfCpuMsPerRequest: 0.012 * (at + 1), allocatedBytesPerRequest: 3000 * at },
    })),
  );
  return { ...exampleReport, functions, lines: hot, routes: [], advice: [], budgets: [] };
}

export interface Spent {
  /** In the handlers of the event that an editor has opened. */
  readonly paintMs: number;
  readonly opening: Blocks;
  readonly typing: Blocks;
}

/** Opens a file with so many hot functions, types into it and scrolls. */
export async function spentOn(name: string, functions: number): Promise<Spent> {
  const folder = workspaceFolder();
  const text = textOf(functions);
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, name), new TextEncoder().encode(text));
  const report = reportOf(name, functions, text);
  const runs = new ShownRuns();
  const style = new HintStyle();
  let before = 0;
  let paintMs = 0;
  // VS Code calls listeners in the order in which they came: one before ours, one after it.
  const first = vscode.window.onDidChangeVisibleTextEditors(() => {
    before = performance.now();
  });
  const painted = vscode.Disposable.from(registerHeat(runs, style), registerCodeLenses(runs, style));
  const last = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    if (editors.some(({ document }) => document.fileName.endsWith(name))) paintMs ||= performance.now() - before;
  });
  try {
    const files = annotate(report);
    runs.show(
      { folder, runId: undefined, report },
      new Map(files.map((file) => [sourceUri(folder, file.file).toString(), file])),
    );
    const opening = await blocksWhile(async function openIt() {
      const { document } = await openFile(name);
      await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri);
    });
    const editor = await openFile(name);
    if (runs.annotationsOf(editor.document)?.functions.length !== functions)
      throw new Error(`${name} was not annotated`);
    const typed = await blocksWhile(() => type(editor));
    if (paintMs === 0) throw new Error(`${name} was not decorated`);
    return { paintMs, opening, typing: typed };
  } finally {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const resource of [first, last, painted, runs, style]) resource.dispose();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, name));
  }
}

/** And scrolls. */
async function type(editor: vscode.TextEditor): Promise<void> {
  for (let key = 0; key < 30; key += 1) {
    const place = new vscode.Position(100 + key, 2);
    await editor.edit((edit) => {
      edit.insert(place, key % 5 === 0 ? '\n' : 'x');
    });
    if (key % 3 === 0) editor.revealRange(new vscode.Range(place.with(key * 60), place.with(key * 60)));
    // Longer than the pause after which hints are looked at again, now and then.
    await new Promise((resolve) => setTimeout(resolve, key % 10 === 9 ? 300 : 20));
  }
}
