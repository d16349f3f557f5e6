/**
 * The run that later ones are held against, one for each folder: a choice of this user, kept by VS Code. The command line, which removes
 * old runs, reads it beside them.
 */
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
    const isLeft = this.of(folder) === runId;
    await this.#state.update(memento, isLeft ? others : { ...others, [key]: runId });
    await writeDown(folder, isLeft ? undefined : runId);
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

async function writeDown(folder: vscode.WorkspaceFolder, runId: string | undefined): Promise<void> {
  const store = vscode.Uri.joinPath(folder.uri, '.leanscope');
  const file = vscode.Uri.joinPath(store, 'baseline');
  try {
    // Nothing is written through links, the project's own included.
    if ((await vscode.workspace.fs.stat(store)).type !== vscode.FileType.Directory) return;
    // A link there would go, and not what it leads to.
    await vscode.workspace.fs.delete(file).then(undefined, () => undefined);
    if (runId !== undefined) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${runId}\n`));
  } catch (error) {
    // A folder that cannot be written to: nothing is removed there either.
    if (!(error instanceof vscode.FileSystemError)) throw error;
  }
}
