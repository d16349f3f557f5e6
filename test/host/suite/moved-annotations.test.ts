import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { movedLine } from '../../../src/extension/moved-annotations.ts';
import { lineEdit } from '../../../src/extension/position.ts';

const text = ['zero', 'one', 'two', 'three', 'four'].join('\n');
const words = text.split('\n');

/** Where each line of the text went, found by looking for its word: the slow, obvious model. */
async function wordLines(range: vscode.Range, replacement: string): Promise<readonly (number | undefined)[]> {
  const document = await vscode.workspace.openTextDocument({ content: text });
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, replacement);
  await vscode.workspace.applyEdit(edit);
  const lines = document.getText().split('\n');
  return words.map((word) => {
    const index = lines.findIndex((line) => line.includes(word));
    return index === -1 ? undefined : index + 1;
  });
}

function moved(range: vscode.Range, replacement: string): readonly (number | undefined)[] {
  const offsets = { rangeOffset: 0, rangeLength: 0 };
  const edit = lineEdit({ range, text: replacement, ...offsets });
  return words.map((_, index) => movedLine(index + 1, edit));
}

describe('annotations under edits', () => {
  const cases: readonly (readonly [name: string, range: vscode.Range, replacement: string])[] = [
    ['a line inserted above', new vscode.Range(2, 0, 2, 0), 'new\n'],
    ['two lines inserted at the very top', new vscode.Range(0, 0, 0, 0), 'new\nnew\n'],
    ['a new line at the end of a line', new vscode.Range(1, 3, 1, 3), '\nnew'],
    ['a line deleted with its line end', new vscode.Range(1, 0, 2, 0), ''],
    ['a line deleted with the line end before it', new vscode.Range(1, 3, 2, 3), ''],
    ['two lines replaced by three', new vscode.Range(1, 0, 3, 0), 'a\nb\nc\n'],
    ['typing at the end of a line', new vscode.Range(2, 3, 2, 3), ' more'],
    ['text pasted from the end of one line on', new vscode.Range(3, 5, 3, 5), '\nnew\nnew'],
  ];
  for (const [name, range, replacement] of cases) {
    it(`follow ${name}`, async () => {
      assert.deepEqual(moved(range, replacement), await wordLines(range, replacement));
    });
  }
});
