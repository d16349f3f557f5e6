/** Palette → Profile Application, or Profile Running Process: one run at a time, with progress and cancel, then hints and the report. */
import * as vscode from 'vscode';
import { annotationsByUri } from './annotations-by-uri.ts';
import { commandLineProgram } from './command-line-program.ts';
import { EditJournal } from './edit-journal.ts';
import { pickFolder } from './pick-folder.ts';
import { pickProcess } from './pick-process.ts';
import type { ReportPanel } from './report-panel.ts';
import { findingArgs } from './finding-args.ts';
import { offerLog, reportRunEnd } from './run-end.ts';
import { followRun, type RunEnd } from './run-process.ts';
import { progressReporter } from './run-progress.ts';
import type { ShownRuns } from './shown-runs.ts';
import type { StatusItem } from './status-item.ts';
import { readReport } from './stored-report.ts';

export interface ProfilingParts {
  readonly context: vscode.ExtensionContext;
  readonly runs: ShownRuns;
  readonly panel: ReportPanel;
  readonly status: StatusItem;
  readonly log: vscode.LogOutputChannel;
}

export class ApplicationProfiling implements vscode.Disposable {
  readonly #parts: ProfilingParts;
  #running: AbortController | undefined;

  constructor(parts: ProfilingParts) {
    this.#parts = parts;
  }

  /** The application of the folder, started for it. */
  start(): Promise<void> {
    return this.#alone(() => Promise.resolve([]));
  }

  /** One that runs already, and is not restarted. */
  startOnProcess(): Promise<void> {
    return this.#alone(async () => {
      const pid = await pickProcess(commandLineProgram(this.#parts.context));
      return pid === undefined ? undefined : ['--pid', String(pid)];
    });
  }

  cancel(): void {
    this.#running?.abort();
  }

  dispose(): void {
    this.cancel();
  }

  /** `choose` gives what the run is called with besides the folder; undefined for no run at all. */
  async #alone(choose: () => Promise<readonly string[] | undefined>): Promise<void> {
    if (this.#running !== undefined || !vscode.workspace.isTrusted) return;
    const running = new AbortController();
    this.#setRunning(running);
    try {
      const folder = await pickFolder();
      const args = folder === undefined ? undefined : await choose();
      if (folder === undefined || args === undefined || running.signal.aborted) return;
      await this.#profile(folder, args, running);
    } finally {
      this.#setRunning(undefined);
    }
  }

  async #profile(folder: vscode.WorkspaceFolder, args: readonly string[], running: AbortController): Promise<void> {
    // What is measured is what is on disk; debugging in VS Code saves first as well.
    await vscode.workspace.saveAll(false);
    const journal = new EditJournal();
    try {
      const end = await this.#follow(folder, args, running);
      if (end.kind === 'done') await this.#show(folder, end, journal);
      else reportRunEnd(end, this.#parts.log);
    } finally {
      journal.dispose();
    }
  }

  async #follow(folder: vscode.WorkspaceFolder, args: readonly string[], running: AbortController): Promise<RunEnd> {
    const { context, status, log } = this.#parts;
    const title = vscode.l10n.t('Profiling {0}', folder.name);
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => {
        running.abort();
      });
      const report = progressReporter(progress, (live) => {
        status.follow(live);
      });
      return followRun({
        program: commandLineProgram(context),
        cwd: folder.uri.fsPath,
        args: [...findingArgs(folder), ...args],
        signal: running.signal,
        onEvent: (event) => {
          if (event.kind === 'warning') log.warn(event.text);
          if (event.kind === 'phase') log.info([event.phase, event.detail].filter(Boolean).join(': '));
          report(event);
        },
        onOutput: (text) => {
          log.info(text.trimEnd());
        },
      });
    });
  }

  async #show(folder: vscode.WorkspaceFolder, end: RunEnd & { kind: 'done' }, journal: EditJournal): Promise<void> {
    const { runs, panel, log } = this.#parts;
    const report = await readReport(vscode.Uri.file(end.reportFile), log);
    if (report === undefined) {
      offerLog(vscode.l10n.t('The run has ended, but its report cannot be read. The log says why.'), log);
      return;
    }
    const run = { folder, runId: end.runId, report };
    runs.show(run, annotationsByUri(report, folder), journal);
    panel.open(run);
  }

  #setRunning(running: AbortController | undefined): void {
    this.#running = running;
    if (running === undefined) this.#parts.status.follow(undefined);
    void vscode.commands.executeCommand('setContext', 'leanscope.running', running !== undefined);
  }
}
