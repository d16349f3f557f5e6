import * as vscode from 'vscode';

/** Asks where to, and writes there; nothing where the reader would rather not. */
export async function saveFile(
  folder: vscode.WorkspaceFolder,
  name: string,
  content: string | Uint8Array,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const uri = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder.uri, name) });
  if (uri === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  } catch (error) {
    log.warn(`${uri.toString()} cannot be written: ${String(error)}`);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} cannot be written: {1}', name, String(error)));
  }
}
