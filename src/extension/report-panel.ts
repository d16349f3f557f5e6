/** The report page in an editor tab. Only one is open at a time; it shows the run it was last opened for. */
import * as vscode from 'vscode';
import type { FromPage, PageTarget, ToPage } from '../model/page.ts';
import { locale } from './hint-text.ts';
import { openSource } from './open-source.ts';
import { toPageMessage } from './page-message.ts';
import { reportHtml } from './report-html.ts';
import { saveFile } from './save-file.ts';
import { savePlan } from './save-plan.ts';
import { sharedPage } from './shared-page.ts';
import type { ShownRun, ShownRuns } from './shown-runs.ts';
import { readReport } from './stored-report.ts';
import { runFolder, type StoredRun } from './stored-runs.ts';
import type { RunHistory } from './view/run-history.ts';

const viewType = 'leanscope.report';
/** As many as a list can be read through. */
const mostRuns = 100;

export interface ReportPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly runs: ShownRuns;
  readonly history: RunHistory;
  readonly log: vscode.LogOutputChannel;
}

export class ReportPanel implements vscode.Disposable {
  readonly #parts: ReportPanelParts;
  readonly #restoring: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #run: ShownRun | undefined;
  /** Until the page has been told. */
  #target: PageTarget | undefined;

  constructor(parts: ReportPanelParts) {
    this.#parts = parts;
    this.#restoring = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel) => {
          this.#fill(panel);
          return Promise.resolve();
        },
      }),
      parts.runs.onDidChange(() => {
        this.#followRuns();
      }),
    );
  }

  open(run: ShownRun, target?: PageTarget): void {
    this.#run = run;
    this.#target = target;
    if (this.#panel === undefined) this.#fill(this.#create());
    else this.#panel.reveal(undefined, true);
    this.#send();
  }

  dispose(): void {
    this.#restoring.dispose();
    this.#panel?.dispose();
  }

  #create(): vscode.WebviewPanel {
    const beside = vscode.window.visibleTextEditors.length > 0;
    const viewColumn = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    return vscode.window.createWebviewPanel(viewType, vscode.l10n.t('Leanscope Report'), {
      viewColumn,
      preserveFocus: true,
    });
  }

  #fill(panel: vscode.WebviewPanel): void {
    const dist = vscode.Uri.joinPath(this.#parts.extensionUri, 'dist');
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.#parts.extensionUri, 'media', 'icon.png');
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.onDidReceiveMessage((message) => {
      this.#receive(message);
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#run = undefined;
      this.#target = undefined;
    });
    panel.webview.html = reportHtml(panel.webview, dist);
  }

  /** A page restored after a restart waits for its run to be read; any page follows a newer run of its folder. */
  #followRuns(): void {
    if (this.#panel === undefined) return;
    const run = this.#run === undefined ? this.#parts.runs.current() : this.#parts.runs.of(this.#run.folder);
    if (run === undefined || run.report === this.#run?.report) return;
    this.#run = run;
    this.#target = undefined;
    this.#send();
  }

  #receive(message: unknown): void {
    const known = toPageMessage(message);
    if (known?.kind === 'ready') this.#send();
    else if (known !== undefined && this.#run !== undefined) this.#serve(known, this.#run);
  }

  #serve(message: Exclude<FromPage, { readonly kind: 'ready' }>, run: ShownRun): void {
    const { folder } = run;
    const { extensionUri, log } = this.#parts;
    switch (message.kind) {
      case 'openSource':
        void openSource(folder, message, log);
        break;
      case 'saveFile':
        void saveFile(folder, message.name, message.content, log);
        break;
      case 'listRuns':
        void this.#listRuns(folder);
        break;
      case 'readRun':
        void this.#readRun({ folder, runId: message.runId });
        break;
      case 'savePlan':
        void savePlan(folder, message.plans);
        break;
      case 'savePage':
        void sharedPage(run, vscode.Uri.joinPath(extensionUri, 'dist'), message.source).then((page) =>
          saveFile(folder, message.name, page, log),
        );
        break;
    }
  }

  async #listRuns(folder: vscode.WorkspaceFolder): Promise<void> {
    const runs = await this.#parts.history.of(folder, mostRuns);
    this.#post({ kind: 'runs', runs: runs.map(({ runId, summary }) => ({ runId, summary })) });
  }

  async #readRun(run: StoredRun): Promise<void> {
    const report = await readReport(vscode.Uri.joinPath(runFolder(run), 'report.json'), this.#parts.log);
    this.#post({ kind: 'run', runId: run.runId, ...(report === undefined ? {} : { report }) });
  }

  #send(): void {
    this.#run ??= this.#parts.runs.current();
    if (this.#panel === undefined || this.#run === undefined) return;
    const show = this.#target === undefined ? {} : { show: this.#target };
    this.#post({ kind: 'report', report: this.#run.report, locale: locale(), ...show });
  }

  /** The page may have been closed while what it asked for was read. */
  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }
}
