/** The run that later ones are held against, one for each folder: a choice of this user, kept by VS Code. */
import * as vscode from 'vscode';
import type { StoredRunPlace } from './run-history.ts';

const memento = 'leanscope.baselines';
type RunIdByFolder = Readonly<Record<string, string | undefined>>;

export class Baselines implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#publish();
  }

  of(folder: vscode.WorkspaceFolder): string | undefined {
    return this.#all()[folder.uri.toString()];
  }

  /** The same run once more is no baseline any longer. */
  async toggle({ folder, runId }: StoredRunPlace): Promise<void> {
    const key = folder.uri.toString();
    const others = Object.fromEntries(Object.entries(this.#all()).filter(([uri]) => uri !== key));
    await this.#state.update(memento, this.of(folder) === runId ? others : { ...others, [key]: runId });
    this.#publish();
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #publish(): void {
    const isAny = Object.keys(this.#all()).length > 0;
    void vscode.commands.executeCommand('setContext', 'leanscope.hasBaseline', isAny);
  }

  #all(): RunIdByFolder {
    return this.#state.get<RunIdByFolder>(memento, {});
  }
}
