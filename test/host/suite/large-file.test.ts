import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { annotate } from '../../../src/annotate/annotate.ts';
import { barRanges } from '../../../src/extension/heat.ts';
import { barsOf, HeatPaint } from '../../../src/extension/heat-paint.ts';
import { headLines, hotLines, largeReport, largeText } from '../fixture/large-file.ts';
import { codeLensTitles, eventually, knownState, openFile } from './workspace.ts';

const file = 'large.js';
const functions = 500;
const report = largeReport(file, functions);

async function lensLines({ uri }: vscode.TextDocument): Promise<readonly number[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return lenses.map(({ range }) => range.start.line + 1);
}

/** The document, and how many of its lines have been asked for. */
function counted(document: vscode.TextDocument): {
  readonly document: vscode.TextDocument;
  readonly read: () => number;
} {
  let read = 0;
  const lineAt = (line: number): vscode.TextLine => {
    read += 1;
    return document.lineAt(line);
  };
  return {
    document: { ...document, lineCount: document.lineCount, lineAt: lineAt as typeof document.lineAt },
    read: () => read,
  };
}

describe('a file of 20,000 lines with 500 hot functions', () => {
  beforeEach(() => knownState({ report, files: { [file]: largeText(functions) } }));

  it('has a hint above each of them', async () => {
    const { document } = await openFile(file);
    assert.deepEqual(await lensLines(document), headLines(functions));
  });

  it('has its bars on the hot lines and on no other, and is read no further for them', async () => {
    const { document } = await openFile(file);
    const [annotations] = annotate(report);
    assert.ok(annotations !== undefined);
    const heat = new HeatPaint();
    const { document: spied, read } = counted(document);
    const ranges = [...barRanges(annotations, spied, heat).values()].flat();
    heat.dispose();
    assert.equal(read(), annotations.lines.length);
    assert.equal(ranges.length, annotations.lines.flatMap(barsOf).length);
    const painted = new Set(ranges.map(({ start }) => start.line + 1));
    assert.ok(painted.size > functions, `${painted.size} lines are painted`);
    const hot = new Set(hotLines(functions));
    assert.deepEqual(
      [...painted].filter((line) => !hot.has(line)),
      [],
    );
  });

  it('keeps its hints at their functions while a user types, and fades the one that changes', async () => {
    const editor = await openFile(file);
    const { document } = editor;
    const changed = 7;
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '// new\n');
      edit.insert(new vscode.Position((headLines(functions)[changed] ?? 0) + 2, 2), 'rows = [];');
    });
    await eventually(
      () => codeLensTitles(document),
      (titles) => titles.filter((title) => title.includes('before the code changed')).length === 1,
    );
    assert.match((await codeLensTitles(document))[changed] ?? '', /before the code changed/);
    assert.deepEqual(
      await lensLines(document),
      headLines(functions).map((line) => line + 1),
    );
  });
});
