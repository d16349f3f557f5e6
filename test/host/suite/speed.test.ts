/** A file of 20,000 lines with 500 hot functions: what it takes to decorate it, and how long the extension host is held while a user types and scrolls. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exampleReport } from '../fixture/report.ts';
import { registerCodeLenses } from '../../../src/extension/code-lenses.ts';
import { registerHeat } from '../../../src/extension/heat.ts';
import { HintStyle } from '../../../src/extension/hint-style.ts';
import { annotate } from '../../../src/annotate/annotate.ts';
import { ShownRuns } from '../../../src/extension/shown-runs.ts';
import { sourceUri } from '../../../src/extension/source-uri.ts';
import { fingerprintOf } from '../../../src/model/fingerprint.ts';
import type { ReportFunction } from '../../../src/model/report-code.ts';
import type { Report } from '../../../src/model/report.ts';
import { blocksWhile, type Blocks } from './blocks.ts';
import { measurements } from './measurements.ts';
import { openFile, workspaceFolder } from './workspace.ts';

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

interface Spent {
  /** In the handlers of the event that an editor has opened. */
  readonly paintMs: number;
  /** Asked through VS Code, with the way there and back. */
  readonly lensMs: number;
  readonly opening: Blocks;
  readonly typing: Blocks;
}

async function spentOn(functions: number, { isMeasured = true } = {}): Promise<Spent> {
  const name = `large-${functions}.js`;
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
    const files = isMeasured ? annotate(report) : [];
    runs.show(
      { folder, runId: undefined, report },
      new Map(files.map((file) => [sourceUri(folder, file.file).toString(), file])),
    );
    let lensMs = 0;
    const opening = await blocksWhile(async function typing() {
      const { document } = await openFile(name);
      const asked = performance.now();
      await vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri);
      lensMs = performance.now() - asked;
    });
    const editor = await openFile(name);
    assert.equal(runs.annotationsOf(editor.document)?.functions.length, isMeasured ? functions : undefined);
    const typed = await blocksWhile(() => typing(editor));
    return { paintMs, lensMs, opening, typing: typed };
  } finally {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    for (const resource of [first, last, painted, runs, style]) resource.dispose();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, name));
  }
}

/** And scrolling. */
async function typing(editor: vscode.TextEditor): Promise<void> {
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

describe('a file of 20,000 lines with 500 hot functions', () => {
  it('is decorated in a time that grows no faster than the file', async function () {
    this.timeout(120_000);
    await spentOn(50);
    const spent = {
      small: await spentOn(50),
      large: await spentOn(500),
      'large, not measured': await spentOn(500, { isMeasured: false }),
    };
    for (const [name, { paintMs, lensMs, opening, typing: typed }] of Object.entries(spent)) {
      measurements.set(`${name}: paint`, paintMs).set(`${name}: lenses`, lensMs);
      measurements.set(`${name}: longest block of ours, opening`, opening.oursMs);
      measurements.set(`${name}: longest block of ours, typing`, typed.oursMs);
      measurements.set(`${name}: longest block of anybody, opening`, opening.anybodyMs);
      measurements.set(`${name}: longest block of anybody, typing`, typed.anybodyMs);
    }
    const { small, large } = spent;
    assert.ok(large.paintMs > 0);
    // Ten times as much, and as much again for what a busy machine does; what grew with the square would take a hundred times.
    assert.ok(large.paintMs <= 30 * Math.max(small.paintMs, 2), `${large.paintMs} ms after ${small.paintMs} ms`);
  });
});
