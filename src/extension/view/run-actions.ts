/** What can be done with a stored run: open it, set it as the baseline, export it, delete it. */
import * as vscode from 'vscode';
import { commandLineProgram } from '../command-line-program.ts';
import type { ReportPanel } from '../report-panel.ts';
import { offerLog } from '../run-end.ts';
import { runTool } from '../run-tool.ts';
import type { ShownRuns } from '../shown-runs.ts';
import { runFolder, showLatest, showStored } from '../stored-runs.ts';
import type { Baselines } from './baseline.ts';
import { exportFormats, pickFormat } from './export-formats.ts';
import { pickRun } from './pick-run.ts';
import type { Row } from './row.ts';
import type { RunHistory, StoredRunPlace } from './run-history.ts';

export interface RunActionParts {
  readonly context: vscode.ExtensionContext;
  readonly runs: ShownRuns;
  readonly panel: ReportPanel;
  readonly history: RunHistory;
  readonly baselines: Baselines;
  readonly log: vscode.LogOutputChannel;
}

export function registerRunActions(parts: RunActionParts): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  /** From a row of the view, or from the palette, where the user picks. */
  const command = (id: string, act: (run: StoredRunPlace) => Promise<void>): vscode.Disposable =>
    registerCommand(id, async (row?: Partial<Row>) => {
      const run = row?.run ?? (await pickRun(parts));
      if (run !== undefined) await act(run);
    });
  return vscode.Disposable.from(
    command('leanscope.openRun', (run) => openRun(run, parts)),
    command('leanscope.setBaseline', (run) => parts.baselines.toggle(run)),
    command('leanscope.clearBaseline', (run) => parts.baselines.toggle(run)),
    command('leanscope.exportRun', (run) => exportRun(run, parts)),
    command('leanscope.deleteRun', (run) => deleteRun(run, parts)),
  );
}

async function openRun(run: StoredRunPlace, { runs, panel, log }: RunActionParts): Promise<void> {
  await showStored(run, runs, log);
  const shown = runs.of(run.folder);
  if (shown?.runId === run.runId) panel.open(shown);
  else offerLog(vscode.l10n.t('That run cannot be read. The log says why.'), log);
}

async function deleteRun(run: StoredRunPlace, { runs, baselines, log }: RunActionParts): Promise<void> {
  const doIt = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete the run {0} and what it measured?', run.runId);
  if ((await vscode.window.showWarningMessage(question, { modal: true }, doIt)) !== doIt) return;
  try {
    await vscode.workspace.fs.delete(runFolder(run), { recursive: true });
    if (baselines.of(run.folder) === run.runId) await baselines.toggle(run);
    if (runs.of(run.folder)?.runId !== run.runId) return;
    runs.clear(run.folder);
    await showLatest(run.folder, runs, log);
  } catch (error) {
    log.error(String(error));
    offerLog(vscode.l10n.t('The run cannot be deleted. The log says why.'), log);
  }
}

async function exportRun(run: StoredRunPlace, { context, log }: RunActionParts): Promise<void> {
  const format = await pickFormat();
  if (format === undefined) return;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(run.folder.uri, `leanscope-${run.runId}.${exportFormats[format]}`),
    title: vscode.l10n.t('Export Run'),
  });
  if (target === undefined) return;
  const args = ['report', run.runId, '--cwd', run.folder.uri.fsPath, '--format', format, '--out', target.fsPath];
  const { code, stderr } = await runTool(commandLineProgram(context), args);
  if (code === 0) await offerToOpen(target);
  else {
    log.error(stderr);
    offerLog(vscode.l10n.t('The run cannot be exported. The log says why.'), log);
  }
}

async function offerToOpen(file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const message = vscode.l10n.t('The run was exported to {0}.', vscode.workspace.asRelativePath(file));
  if ((await vscode.window.showInformationMessage(message, open)) === open)
    await vscode.commands.executeCommand('vscode.open', file);
}
