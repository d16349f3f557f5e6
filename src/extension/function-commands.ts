/** What the links of a hover do. Their arguments may have been typed by anybody, so they are looked at first. */
import * as vscode from 'vscode';
import { formatMs, formatRate, formatUnitUsd, formatUsd } from '../model/format.ts';
import type { WhatIfWorth } from '../model/report-plan.ts';
import type { Report } from '../model/report.ts';
import { commandLineProgram } from './command-line-program.ts';
import { canAskWhatIf, type FunctionReference } from './hover-links.ts';
import { locale } from './hint-text.ts';
import type { ReportPanel } from './report-panel.ts';
import { runTool } from './run-tool.ts';
import type { ShownRun, ShownRuns } from './shown-runs.ts';

export interface FunctionCommandParts {
  readonly context: vscode.ExtensionContext;
  readonly runs: ShownRuns;
  readonly panel: ReportPanel;
  readonly log: vscode.LogOutputChannel;
}

export function registerFunctionCommands(parts: FunctionCommandParts): vscode.Disposable {
  const { runs, panel } = parts;
  const onFunction = (name: string, act: (run: ShownRun, functionId: string) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (...args: unknown[]) => {
      const reference = toReference(args);
      const run = runs.all().find(({ folder }) => folder.uri.toString() === reference?.[0]);
      if (run !== undefined && reference !== undefined) await act(run, reference[1]);
    });
  return vscode.Disposable.from(
    onFunction('leanscope.showFunction', (run, functionId) => {
      panel.open(run, { tab: 'functions', functionId });
    }),
    onFunction('leanscope.showInFlameGraph', (run, functionId) => {
      panel.open(run, { tab: 'flame', functionId });
    }),
    onFunction('leanscope.whatIfFaster', (run, functionId) => whatIfFaster(run, functionId, parts)),
  );
}

function nameOf(functionId: string, { report }: ShownRun): string {
  return report.functions.find(({ id }) => id === functionId)?.name ?? '';
}

function toReference(args: readonly unknown[]): FunctionReference | undefined {
  const [folder, functionId] = args;
  return typeof folder === 'string' && typeof functionId === 'string' ? [folder, functionId] : undefined;
}

/** Computed by the command line from the stored Recording: the same figures as `leanscope price --what-if`. */
async function whatIfFaster(run: ShownRun, functionId: string, { context, log }: FunctionCommandParts): Promise<void> {
  const { t } = vscode.l10n;
  const { folder, runId } = run;
  if (runId === undefined || !canAskWhatIf(run)) return;
  const args = ['price', runId, '--what-if', `${functionId}=2`, '--json', '-', '--cwd', folder.uri.fsPath];
  const end = await runTool(commandLineProgram(context), args);
  const worth = end.code === 0 ? (JSON.parse(end.stdout) as Report).cost.whatIf?.[0] : undefined;
  if (worth === undefined || worth.problem !== undefined) {
    log.warn(worth?.problem ?? end.stderr);
    void vscode.window.showWarningMessage(t('What it would be worth cannot be computed. The log says why.'));
    return;
  }
  void vscode.window.showInformationMessage(
    t('If {0} were twice as fast: {1}.', nameOf(functionId, run), worthText(worth)),
  );
}

function worthText(worth: WhatIfWorth): string {
  const { t } = vscode.l10n;
  const { cpuMsPerRequest, requestSpeedup, usdPerMillionRequests, usdPerMonth, instances } = worth;
  const parts = [
    t('{0} CPU less per request', formatMs(cpuMsPerRequest, locale())),
    requestSpeedup === undefined
      ? undefined
      : t('{0} times the requests per core', formatRate(requestSpeedup, locale())),
    usdPerMillionRequests === undefined
      ? undefined
      : t('{0} less per million requests', formatUnitUsd(usdPerMillionRequests, locale())),
    usdPerMonth === undefined ? undefined : t('{0} less per month', formatUsd(usdPerMonth, locale())),
    instances === undefined ? undefined : t('{0} fewer instances', formatRate(instances, locale())),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
