/** What quick fixes do. Their arguments may have been typed by anybody, so they are looked at first. */
import * as vscode from 'vscode';
import type { ReportAdvice } from '../../model/report-findings.ts';
import { rangeOfLine } from '../position.ts';
import type { ReportPanel } from '../report-panel.ts';
import type { ShownRun, ShownRuns } from '../shown-runs.ts';
import { budgetFor } from './budget-for.ts';
import { findingPrompt } from './finding-prompt.ts';
import { openLeanscopeJson, setInLeanscopeJson } from './leanscope-json.ts';

export function registerFindingCommands(runs: ShownRuns, panel: ReportPanel): vscode.Disposable {
  const { registerCommand } = vscode.commands;
  const onFinding = (name: string, act: (run: ShownRun, finding: ReportAdvice) => unknown): vscode.Disposable =>
    registerCommand(name, async (folder: unknown, index: unknown) => {
      const run = runOf(folder, runs);
      const finding = typeof index === 'number' ? run?.report.advice[index] : undefined;
      if (run !== undefined && finding !== undefined) await act(run, finding);
    });
  return vscode.Disposable.from(
    onFinding('leanscope.openFinding', (run) => {
      panel.open(run, { tab: 'findings' });
    }),
    onFinding('leanscope.copyFindingPrompt', copyPrompt),
    onFinding('leanscope.setBudget', (run, finding) => {
      const { path, value } = budgetFor(finding, run.report);
      return setInLeanscopeJson(run.folder, path, value);
    }),
    registerCommand('leanscope.openBudgets', async (folder: unknown) => {
      const run = runOf(folder, runs);
      if (run !== undefined) await openLeanscopeJson(run.folder, ['budgets']);
    }),
    registerCommand('leanscope.ignoreFinding', ignore),
  );
}

function runOf(folder: unknown, runs: ShownRuns): ShownRun | undefined {
  return runs.all().find(({ folder: { uri } }) => uri.toString() === folder);
}

async function copyPrompt(run: ShownRun, finding: ReportAdvice): Promise<void> {
  await vscode.env.clipboard.writeText(await findingPrompt(run, finding));
  void vscode.window.showInformationMessage(vscode.l10n.t('The prompt is on the clipboard.'));
}

async function ignore(uri: unknown, line: unknown, rule: unknown): Promise<void> {
  if (typeof uri !== 'string' || typeof line !== 'number' || typeof rule !== 'string') return;
  const reason = await vscode.window.showInputBox({
    title: vscode.l10n.t('Ignore {0} here', rule),
    prompt: vscode.l10n.t('The reason, for those who read the code later'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Without a reason it is not ignored.') : undefined),
  });
  if (reason === undefined || reason.trim() === '') return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const range = rangeOfLine(document, line);
  if (range === undefined) return;
  const comment = `// leanscope-ignore ${rule}: ${reason.replaceAll(/\s+/g, ' ').trim()}`;
  const indent = document.getText(range.with(range.start.with({ character: 0 }), range.start));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, range.start.with({ character: 0 }), `${indent}${comment}\n`);
  await vscode.workspace.applyEdit(edit);
}
