import * as vscode from 'vscode';

const absolutePath = /^(?:\/|[a-z]:[\\/])/i;
const scheme = /^[a-z][a-z\d+.-]+:/i;

/** Where a file of a Report is. Files outside the workspace folder stand in the Report with their whole path. */
export function sourceUri(folder: vscode.WorkspaceFolder, file: string): vscode.Uri {
  if (absolutePath.test(file)) return folder.uri.with({ path: vscode.Uri.file(file).path });
  if (scheme.test(file)) return vscode.Uri.parse(file);
  return vscode.Uri.joinPath(folder.uri, file);
}
