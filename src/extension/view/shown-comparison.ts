/** The comparison that is shown, if any. */
import * as vscode from 'vscode';
import type { Comparison } from '../../model/comparison.ts';

export interface ComparedInFolder {
  readonly folder: vscode.WorkspaceFolder;
  readonly comparison: Comparison;
}

export class ShownComparison implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #shown: ComparedInFolder | undefined;
  readonly onDidChange = this.#changed.event;

  get(): ComparedInFolder | undefined {
    return this.#shown;
  }

  show(compared: ComparedInFolder | undefined): void {
    this.#shown = compared;
    void vscode.commands.executeCommand('setContext', 'leanscope.hasComparison', compared !== undefined);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
