/** The only place where the model's 1-based lines meet VS Code's 0-based ones. */
import * as vscode from 'vscode';
import type { Text } from '../annotate/settle.ts';

export function modelLine(position: vscode.Position): number {
  return position.line + 1;
}

/** The whole of a line, without its indentation; undefined where the document has no such line. */
export function rangeOfLine(document: vscode.TextDocument, line: number): vscode.Range | undefined {
  const index = line - 1;
  if (!Number.isInteger(index) || index < 0 || index >= document.lineCount) return undefined;
  const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(index);
  return range.with(range.start.with({ character: firstNonWhitespaceCharacterIndex }));
}

/** The whole of a line from its very beginning; undefined where the document has no such line. Asked of thousands of lines at once. */
export function rangeFromMargin(document: vscode.TextDocument, line: number): vscode.Range | undefined {
  const index = line - 1;
  if (!Number.isInteger(index) || index < 0 || index >= document.lineCount) return undefined;
  return new vscode.Range(index, 0, index, document.lineAt(index).text.length);
}

/** A document as text with 1-based lines. */
export function textOfDocument(document: vscode.TextDocument): Text {
  const { lineCount } = document;
  return { lineOf: (line) => (line >= 1 && line <= lineCount ? document.lineAt(line - 1).text : undefined), lineCount };
}

/** Both lines included; as much of them as the document has. */
export function textOfLines(document: vscode.TextDocument, firstLine: number, lastLine: number): string {
  return document.getText(new vscode.Range(Math.max(0, firstLine - 1), 0, lastLine, 0)).trimEnd();
}

/** An empty range at the start of a line, for a document that is not open yet. */
export function startOfLine(line: number): vscode.Range {
  const index = Math.max(0, Math.trunc(line) - 1);
  return new vscode.Range(index, 0, index, 0);
}

export interface LineEdit {
  /** 1-based, both inclusive: the lines the replaced text touched. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** True where the replaced text began, or ended, at the very start of its line. */
  readonly fromLineStart: boolean;
  readonly toLineStart: boolean;
  /** How many lines there are more (or, below 0, fewer) than before. */
  readonly addedLines: number;
}

export function lineEdit(change: vscode.TextDocumentContentChangeEvent): LineEdit {
  const { start, end } = change.range;
  const newLines = change.text.split(/\r\n|\r|\n/).length - 1;
  return {
    firstLine: start.line + 1,
    lastLine: end.line + 1,
    fromLineStart: start.character === 0,
    toLineStart: end.character === 0,
    addedLines: newLines - (end.line - start.line),
  };
}
