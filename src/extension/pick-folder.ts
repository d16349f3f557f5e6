import * as vscode from 'vscode';

/** The folder to measure: the only one there is, else the one the user picks. Only folders on this machine can be run. */
export async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length > 1) {
    return vscode.window.showWorkspaceFolderPick({
      placeHolder: vscode.l10n.t('Which application is to be profiled?'),
    });
  }
  if (folders[0] === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder of a Node.js application first.'));
  }
  return folders[0];
}
