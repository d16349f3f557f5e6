/** The commit that is checked out, from VS Code's own Git extension; unknown where that is off. */
import * as vscode from 'vscode';

/** What is used of https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): { readonly state: { readonly HEAD?: { readonly commit?: string } } } | null;
  };
}

export function headCommit(folder: vscode.WorkspaceFolder): string | undefined {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  // VS Code starts it where there is a repository; nobody is to wait for that here.
  if (extension?.isActive !== true || !extension.exports.enabled) return undefined;
  return extension.exports.getAPI(1).getRepository(folder.uri)?.state.HEAD?.commit;
}
