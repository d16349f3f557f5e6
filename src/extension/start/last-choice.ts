/** What was measured last, to be measured again with one key. Kept by VS Code for the workspace. */
import * as vscode from 'vscode';
import type { RunChoice } from './run-choice.ts';

export interface Wanted {
  readonly folder: vscode.WorkspaceFolder;
  readonly choice: RunChoice;
}

interface Kept {
  readonly folderUri: string;
  readonly choice: RunChoice;
}

const memento = 'leanscope.lastChoice';

export class LastChoice {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#publish();
  }

  /** Undefined where nothing was measured yet, or its folder is no longer open. */
  get(): Wanted | undefined {
    const kept = this.#state.get<Kept>(memento);
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === kept?.folderUri);
    return kept === undefined || folder === undefined ? undefined : { folder, choice: kept.choice };
  }

  keep({ folder, choice }: Wanted): void {
    const kept: Kept = { folderUri: folder.uri.toString(), choice };
    void this.#state.update(memento, kept);
    this.#publish();
  }

  #publish(): void {
    void vscode.commands.executeCommand(
      'setContext',
      'leanscope.hasLastChoice',
      this.#state.get(memento) !== undefined,
    );
  }
}
