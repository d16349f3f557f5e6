/** Edits leanscope.json where the user can see it: the change is left unsaved, and undone like any other. */
import { findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import * as vscode from 'vscode';

const file = 'leanscope.json';

export async function setInLeanscopeJson(
  folder: vscode.WorkspaceFolder,
  path: readonly string[],
  value: unknown,
): Promise<void> {
  const document = await openOrCreate(folder);
  const text = document.getText();
  const edits = modify(text, [...path], value, { formattingOptions: { insertSpaces: true, tabSize: 2 } });
  const edit = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    edit.replace(document.uri, range, content);
  }
  await vscode.workspace.applyEdit(edit);
  await show(document, path);
}

export async function openLeanscopeJson(folder: vscode.WorkspaceFolder, path: readonly string[]): Promise<void> {
  await show(await openOrCreate(folder), path);
}

async function openOrCreate({ uri }: vscode.WorkspaceFolder): Promise<vscode.TextDocument> {
  const place = vscode.Uri.joinPath(uri, file);
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(place, { ignoreIfExists: true, contents: new TextEncoder().encode('{}\n') });
  await vscode.workspace.applyEdit(edit);
  return vscode.workspace.openTextDocument(place);
}

async function show(document: vscode.TextDocument, path: readonly string[]): Promise<void> {
  const root = parseTree(document.getText());
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  const selection =
    node === undefined
      ? undefined
      : new vscode.Range(document.positionAt(node.offset), document.positionAt(node.offset + node.length));
  await vscode.window.showTextDocument(document, selection === undefined ? {} : { selection });
}
