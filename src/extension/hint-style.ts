/** How hints are shown: the user's setting, unless hints were toggled in this window. */
import * as vscode from 'vscode';

export type HintStyleName = 'codeLens' | 'endOfLine' | 'off';

const setting = 'leanscope.hints.style';

export class HintStyle implements vscode.Disposable {
  #toggled: HintStyleName | undefined;
  /** Kept, because VS Code takes milliseconds to look up a setting, and every paint asks. */
  #configured = configuredStyle();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(setting)) return;
      this.#toggled = undefined;
      this.#configured = configuredStyle();
      this.#changed.fire();
    });
  }

  get name(): HintStyleName {
    return this.#toggled ?? this.#configured;
  }

  toggle(): void {
    const whenOn = this.#configured === 'off' ? 'codeLens' : this.#configured;
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
