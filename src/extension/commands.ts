/** What the palette offers; when it offers it stands in package.json. */
import * as vscode from 'vscode';
import { createScenario } from './create-scenario.ts';
import type { HintStyle } from './hint-style.ts';
import type { ApplicationProfiling, ProfilingParts } from './profile-application.ts';
import type { ReportPanel } from './report-panel.ts';
import type { ShownRuns } from './shown-runs.ts';

export interface CommandParts extends ProfilingParts {
  readonly profiling: ApplicationProfiling;
  readonly style: HintStyle;
}

export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { context, runs, style, panel, profiling, log } = parts;
  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    registerCommand('leanscope.profileApplication', () => profiling.start()),
    registerCommand('leanscope.profile', () => profiling.pick()),
    registerCommand('leanscope.runAgain', () => profiling.again()),
    registerCommand('leanscope.profileTestFile', (file?: vscode.Uri) => profiling.testFile(file)),
    registerCommand('leanscope.profileProcess', () => profiling.startOnProcess()),
    registerCommand('leanscope.cancelRun', () => {
      profiling.cancel();
    }),
    registerCommand('leanscope.createScenario', () => createScenario(context, log)),
    registerCommand('leanscope.openReport', () => {
      openReport(runs, panel);
    }),
    registerCommand('leanscope.toggleHints', () => {
      style.toggle();
    }),
    registerCommand('leanscope.clearAnnotations', () => {
      runs.clear();
    }),
    registerCommand('leanscope.openWalkthrough', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`),
    ),
    registerCommand('leanscope.showLog', () => {
      log.show();
    }),
  );
}

function openReport(runs: ShownRuns, panel: ReportPanel): void {
  const run = runs.current();
  if (run === undefined) void vscode.window.showInformationMessage(vscode.l10n.t('No run to report on yet.'));
  else panel.open(run);
}
