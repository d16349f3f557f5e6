/** Runs the command line for what the user wants measured: one run at a time, with progress and cancel, then hints and the report. */
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
import type { ShownRun, ShownRuns } from './shown-runs.ts';
import { LastChoice, type Wanted } from './start/last-choice.ts';
import { opensReport, personalWishes } from './start/personal-wishes.ts';
import { chooseTestFile, pickChoice } from './start/pick-choice.ts';
import { projectChoice, runArguments, type RunChoice } from './start/run-choice.ts';
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
  readonly #last: LastChoice;
  readonly #measured = new vscode.EventEmitter<ShownRun>();
  readonly onDidMeasure = this.#measured.event;
  #running: AbortController | undefined;

  constructor(parts: ProfilingParts) {
    this.#parts = parts;
    this.#last = new LastChoice(parts.context.workspaceState);
  }

  /** The application of the folder, started as the project says. */
  start(): Promise<ShownRun | undefined> {
    return this.#alone(() => inFolder(() => projectChoice));
  }

  /** What the user picks. */
  pick(): Promise<ShownRun | undefined> {
    return this.#alone(() => inFolder(pickChoice));
  }

  /** The same as last time. */
  again(): Promise<ShownRun | undefined> {
    return this.#alone(() => this.#last.get() ?? inFolder(() => projectChoice));
  }

  /** The tests of one file. */
  testFile(file = vscode.window.activeTextEditor?.document.uri): Promise<ShownRun | undefined> {
    return this.#alone(async () => {
      const folder = file === undefined ? undefined : vscode.workspace.getWorkspaceFolder(file);
      if (file === undefined || folder === undefined) return undefined;
      return { folder, choice: await chooseTestFile(file, folder) };
    });
  }

  /** An application that runs already, and is not restarted. */
  startOnProcess(): Promise<ShownRun | undefined> {
    return this.#alone(() =>
      inFolder(async () => {
        const pid = await pickProcess(commandLineProgram(this.#parts.context));
        return pid === undefined ? undefined : { options: ['--pid', String(pid)] };
      }),
    );
  }

  /** For somebody who waits for the result, and may lose patience. */
  async measure(folder: vscode.WorkspaceFolder, token: vscode.CancellationToken): Promise<ShownRun | undefined> {
    const listening = token.onCancellationRequested(() => {
      this.cancel();
    });
    try {
      return await this.#alone(() => ({ folder, choice: projectChoice }));
    } finally {
      listening.dispose();
    }
  }

  cancel(): void {
    this.#running?.abort();
  }

  dispose(): void {
    this.cancel();
    this.#measured.dispose();
  }

  /** `choose` gives undefined for no run at all. Out: the run, where it brought a report. */
  async #alone(choose: () => Promise<Wanted | undefined> | Wanted): Promise<ShownRun | undefined> {
    if (this.#running !== undefined || !vscode.workspace.isTrusted) return undefined;
    const running = new AbortController();
    this.#running = running;
    try {
      const wanted = await choose();
      if (wanted === undefined || running.signal.aborted) return undefined;
      // A process is gone some day, and its number means another one.
      if (!wanted.choice.options.includes('--pid')) this.#last.keep(wanted);
      this.#tell(true);
      return await this.#profile(wanted, running);
    } finally {
      this.#running = undefined;
      this.#tell(false);
    }
  }

  async #profile(wanted: Wanted, running: AbortController): Promise<ShownRun | undefined> {
    // What is measured is what is on disk; debugging in VS Code saves first as well.
    await vscode.workspace.saveAll(false);
    const journal = new EditJournal();
    try {
      const end = await this.#follow(wanted, running);
      if (end.kind === 'done') return await this.#show(wanted.folder, end, journal);
      reportRunEnd(end, this.#parts.log);
      return undefined;
    } finally {
      journal.dispose();
    }
  }

  async #follow({ folder, choice }: Wanted, running: AbortController): Promise<RunEnd> {
    const { context, status, log } = this.#parts;
    const title = vscode.l10n.t('Profiling {0}', choice.label ?? folder.name);
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
        args: [...findingArgs(folder), ...runArguments(choice, personalWishes(folder))],
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

  async #show(
    folder: vscode.WorkspaceFolder,
    end: RunEnd & { kind: 'done' },
    journal: EditJournal,
  ): Promise<ShownRun | undefined> {
    const { runs, panel, log } = this.#parts;
    const report = await readReport(vscode.Uri.file(end.reportFile), log);
    if (report === undefined) {
      offerLog(vscode.l10n.t('The run has ended, but its report cannot be read. The log says why.'), log);
      return undefined;
    }
    const run = { folder, runId: end.runId, report };
    runs.attend(folder);
    runs.show(run, annotationsByUri(report, folder), journal);
    if (opensReport()) panel.open(run);
    this.#measured.fire(run);
    return run;
  }

  #tell(isRunning: boolean): void {
    if (!isRunning) this.#parts.status.follow(undefined);
    void vscode.commands.executeCommand('setContext', 'leanscope.running', isRunning);
  }
}

async function inFolder(
  choose: (folder: vscode.WorkspaceFolder) => Promise<RunChoice | undefined> | RunChoice,
): Promise<Wanted | undefined> {
  const folder = await pickFolder();
  const choice = folder === undefined ? undefined : await choose(folder);
  return folder === undefined || choice === undefined ? undefined : { folder, choice };
}
