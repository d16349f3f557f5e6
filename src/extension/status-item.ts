/** The headline number in the status bar: what a request of the shown run costs (of a script a run, of a process a second), or how far the run under way is. */
import * as vscode from 'vscode';
import { joined, known, rowFigures } from './view/row-figures.ts';
import type { ShownRun, ShownRuns } from './shown-runs.ts';

export class StatusItem implements vscode.Disposable {
  readonly #runs: ShownRuns;
  readonly #item: vscode.StatusBarItem;
  readonly #listeners: vscode.Disposable;
  #live: string | undefined;

  constructor(runs: ShownRuns) {
    this.#runs = runs;
    // Left and low: beside what is about the workspace, after what VS Code itself has to say.
    this.#item = vscode.window.createStatusBarItem('leanscope.status', vscode.StatusBarAlignment.Left, -10);
    this.#item.name = 'Leanscope';
    const show = (): void => {
      this.#show();
    };
    this.#listeners = vscode.Disposable.from(runs.onDidChange(show), vscode.window.onDidChangeActiveTextEditor(show));
  }

  /** What the run under way says; undefined when it has ended. No motion: the text itself changes. */
  follow(live: string | undefined): void {
    this.#live = live;
    this.#show();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const run = this.#runs.current();
    if (this.#live !== undefined) this.#showLive(this.#live);
    else if (run === undefined) this.#item.hide();
    else this.#showRun(run);
  }

  #showLive(live: string): void {
    this.#item.text = `$(pulse) ${live}`;
    this.#item.tooltip = vscode.l10n.t('Leanscope is measuring. Select to cancel.');
    this.#item.command = 'leanscope.cancelRun';
    this.#item.accessibilityInformation = { label: `Leanscope: ${live}`, role: 'button' };
    this.#item.show();
  }

  #showRun({ report: { app, totals, budgets = [] } }: ShownRun): void {
    const { ms, per, perMillion } = rowFigures(app);
    const broken = budgets.filter(({ verdict }) => verdict === 'over').length;
    const brokenText = broken === 0 ? undefined : vscode.l10n.t('budgets broken: {0}', broken);
    const text = joined([per(ms(totals.cpuMsPerRequest)), known(totals.usdPerMillionRequests, perMillion), brokenText]);
    this.#item.text = `$(${broken === 0 ? 'flame' : 'error'}) ${text}`;
    this.#item.tooltip =
      app.kind === 'server'
        ? vscode.l10n.t('What a request costs in CPU and money. Select to open the Leanscope view.')
        : vscode.l10n.t('What it costs in CPU and money. Select to open the Leanscope view.');
    this.#item.command = 'leanscope.glance.focus';
    this.#item.accessibilityInformation = { label: `Leanscope: ${text}`, role: 'button' };
    this.#item.show();
  }
}
