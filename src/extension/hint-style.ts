/** How hints are shown: the user's setting, unless hints were toggled in this window. */
import * as vscode from 'vscode';

export type HintStyleName = 'codeLens' | 'endOfLine' | 'off';

const setting = 'leanscope.hints.style';

export class HintStyle implements vscode.Disposable {
  #toggled: HintStyleName | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(setting)) return;
      this.#toggled = undefined;
      this.#changed.fire();
    });
  }

  get name(): HintStyleName {
    return this.#toggled ?? configuredStyle();
  }

  toggle(): void {
    const configured = configuredStyle();
    const whenOn = configured === 'off' ? 'codeLens' : configured;
    this.#toggled = this.name === 'off' ? whenOn : 'off';
    this.#changed.fire();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

function configuredStyle(): HintStyleName {
  return vscode.workspace.getConfiguration().get<HintStyleName>(setting, 'codeLens');
}
