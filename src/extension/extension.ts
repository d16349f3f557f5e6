/**
 * The VS Code shell. In: commands, editors, stored runs. Out: hints beside the code and the report page. It measures
 * nothing: a run is the command line as a child process, so that a heavy run cannot freeze the editor.
 */
import * as vscode from 'vscode';
import { registerAnnotateProfile } from './annotate-profile.ts';
import { registerBudgetTests } from './budgets/register-budget-tests.ts';
import { registerCodeLenses } from './code-lenses.ts';
import { registerCommands } from './commands.ts';
import { FunctionBackgrounds } from './function-background.ts';
import { registerFunctionCommands } from './function-commands.ts';
import { registerHeat } from './heat.ts';
import { HintStyle } from './hint-style.ts';
import { registerHovers } from './hovers.ts';
import { PreviousRuns } from './previous-runs.ts';
import { ApplicationProfiling } from './profile-application.ts';
import { registerDiagnostics } from './problems/diagnostics.ts';
import { registerFindingCommands } from './problems/finding-commands.ts';
import { registerQuickFixes } from './problems/quick-fixes.ts';
import { ReportPanel } from './report-panel.ts';
import { ShownRuns } from './shown-runs.ts';
import { registerTasks } from './start/tasks.ts';
import { StatusItem } from './status-item.ts';
import { registerStoredRuns } from './stored-runs.ts';
import { Baselines } from './view/baseline.ts';
import { registerCompare } from './view/compare-runs.ts';
import { registerView } from './view/leanscope-view.ts';
import { registerRunActions } from './view/run-actions.ts';
import { RunHistory } from './view/run-history.ts';
import { ShownComparison } from './view/shown-comparison.ts';
import { registerViewCommands } from './view/view-commands.ts';
import { ViewOrder } from './view/view-order.ts';

export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(resource: T): T => {
    context.subscriptions.push(resource);
    return resource;
  };

  const log = own(vscode.window.createOutputChannel('Leanscope', { log: true }));
  const runs = own(new ShownRuns());
  const style = own(new HintStyle());
  const history = own(new RunHistory(log));
  const panel = own(new ReportPanel({ extensionUri: context.extensionUri, runs, history, log }));

  own(registerCodeLenses(runs, style));
  own(registerHeat(runs, style));
  own(registerHovers({ runs, style, backgrounds: new FunctionBackgrounds(new PreviousRuns(log)) }));
  own(registerFunctionCommands({ context, runs, panel, log }));
  own(registerDiagnostics(runs, context.extensionUri));
  own(registerQuickFixes(runs));
  own(registerFindingCommands(runs, panel));
  const status = own(new StatusItem(runs));
  const profiling = own(new ApplicationProfiling({ context, runs, panel, status, log }));
  own(registerCommands({ context, runs, style, panel, status, profiling, log }));
  own(registerAnnotateProfile({ context, runs, log }));
  own(registerTasks(context));
  own(registerBudgetTests(profiling));

  const order = own(new ViewOrder(context.workspaceState));
  const baselines = own(new Baselines(context.workspaceState));
  const comparison = own(new ShownComparison());
  own(registerView({ runs, order, history, baselines, comparison }));
  own(registerViewCommands(order, log));
  own(registerCompare({ context, runs, history, baselines, comparison, log }));
  own(registerRunActions({ context, runs, panel, history, baselines, log }));
  own(registerStoredRuns(runs, log));
}
