/** The cost planner's "Save to leanscope.json": an edit like the user's own, so that it can be undone. */
import * as vscode from 'vscode';
import type { Plans } from '../model/spec.ts';
import { mergePlans } from '../spec/merge-plans.ts';

export async function savePlan(folder: vscode.WorkspaceFolder, plans: Plans): Promise<void> {
  const uri = vscode.Uri.joinPath(folder.uri, 'leanscope.json');
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const merged = mergePlans(text, plans);
  if (merged === undefined) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        'leanscope.json is not valid JSON, so nothing was written into it. Mend it and save the plan again.',
      ),
    );
    return;
  }
  // What the user has typed there and not saved is theirs to save.
  const wasDirty = document.isDirty;
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(text.length)), merged);
  await vscode.workspace.applyEdit(change);
  if (!wasDirty) await document.save();
  await vscode.window.showTextDocument(document, { preview: false });
}
