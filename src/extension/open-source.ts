import * as vscode from 'vscode';
import { startOfLine } from './position.ts';
import { sourceUri } from './source-uri.ts';

/** Opens a file of a Report at a line, beside the report where that leaves the report in sight. */
export async function openSource(
  folder: vscode.WorkspaceFolder,
  { file, line }: { readonly file: string; readonly line: number },
  log: vscode.LogOutputChannel,
): Promise<void> {
  try {
    const viewColumn = vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(sourceUri(folder, file), { selection: startOfLine(line), viewColumn });
  } catch (error) {
    log.warn(`${file} cannot be opened: ${String(error)}`);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} cannot be opened. It may have been moved or deleted.', file),
    );
  }
}
