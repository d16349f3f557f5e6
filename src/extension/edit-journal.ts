/** Remembers what the user typed while a run was going on, because its Report speaks of the lines as they were before. */
import * as vscode from 'vscode';
import type { FileAnnotations } from '../model/annotation.ts';
import { movedAnnotations } from './moved-annotations.ts';
import { lineEdit, type LineEdit } from './position.ts';

export class EditJournal implements vscode.Disposable {
  readonly #edits = new Map<string, LineEdit[]>();
  readonly #listener: vscode.Disposable;

  constructor() {
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const uri = document.uri.toString();
      const edits = this.#edits.get(uri) ?? [];
      this.#edits.set(uri, [...edits, ...contentChanges.map(lineEdit)]);
    });
  }

  /** The annotations of the files that were edited, moved along. */
  replay(annotations: ReadonlyMap<string, FileAnnotations>): Map<string, FileAnnotations> {
    const moved = new Map<string, FileAnnotations>();
    for (const [uri, edits] of this.#edits) {
      const before = annotations.get(uri);
      if (before !== undefined) moved.set(uri, edits.reduce(movedAnnotations, before));
    }
    return moved;
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
