/** How the lists of the view are sorted and which of their rows are wanted: the user's choice in this workspace. */
import * as vscode from 'vscode';

export const orders = ['cpu', 'memory', 'cost', 'name'] as const;
export type Order = (typeof orders)[number];

interface Choice {
  readonly order: Order;
  /** Empty for everything. */
  readonly filter: string;
  /** Functions of libraries and of Node.js too. */
  readonly libraries: boolean;
}

const memento = 'leanscope.viewOrder';
const usual: Choice = { order: 'cpu', filter: '', libraries: false };

export class ViewOrder implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  #choice: Choice;
  readonly onDidChange = this.#changed.event;

  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#choice = { ...usual, ...state.get<Partial<Choice>>(memento) };
    this.#publish();
  }

  get order(): Order {
    return this.#choice.order;
  }

  get filter(): string {
    return this.#choice.filter;
  }

  get libraries(): boolean {
    return this.#choice.libraries;
  }

  /** Whether one of these texts has the filter in it. */
  wants(...texts: readonly (string | undefined)[]): boolean {
    const filter = this.filter.toLowerCase();
    return filter === '' || texts.some((text) => text?.toLowerCase().includes(filter) === true);
  }

  change(choice: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...choice };
    void this.#state.update(memento, this.#choice);
    this.#publish();
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #publish(): void {
    void vscode.commands.executeCommand('setContext', 'leanscope.filtered', this.filter !== '');
    void vscode.commands.executeCommand('setContext', 'leanscope.libraries', this.libraries);
  }
}
