/** What can be done about a finding without knowing better than its author: leave it, budget it, read it, ask about it. */
import * as vscode from 'vscode';
import { anyFile } from '../code-lenses.ts';
import { modelLine } from '../position.ts';
import type { ShownRunFile, ShownRuns } from '../shown-runs.ts';
import { brokenBudget, diagnosticSource } from './diagnostics.ts';

/** What the commands behind quick fixes are told: the workspace folder and the finding's place in the Report. */
export type FindingReference = readonly [folder: string, index: number];

export function registerQuickFixes(runs: ShownRuns): vscode.Disposable {
  const metadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  const provideCodeActions = (
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] => {
    const file = runs.fileOf(document);
    if (file?.kind !== 'run') return [];
    return diagnostics
      .filter(({ source }) => source === diagnosticSource)
      .flatMap((diagnostic) => actionsFor(diagnostic, document, file));
  };
  return vscode.languages.registerCodeActionsProvider(anyFile, { provideCodeActions }, metadata);
}

function actionsFor(
  diagnostic: vscode.Diagnostic,
  document: vscode.TextDocument,
  { annotations, run }: ShownRunFile,
): vscode.CodeAction[] {
  const { t } = vscode.l10n;
  const folder = run.folder.uri.toString();
  const rule = typeof diagnostic.code === 'object' ? String(diagnostic.code.value) : String(diagnostic.code ?? '');
  if (rule === brokenBudget) return [action(diagnostic, t('Open the budget'), 'leanscope.openBudgets', [folder])];
  const line = modelLine(diagnostic.range.start);
  const problem = annotations.problems.find(
    ({ kind, line: at, index }) => kind === 'finding' && at === line && run.report.advice[index]?.rule === rule,
  );
  if (problem === undefined) return [];
  const finding: FindingReference = [folder, problem.index];
  const ignore = { title: t('Ignore {0} here, with a reason…', rule), uri: document.uri.toString() };
  return [
    action(diagnostic, t('Open the finding in the report'), 'leanscope.openFinding', finding),
    action(diagnostic, t('Copy a prompt for an AI assistant'), 'leanscope.copyFindingPrompt', finding),
    action(diagnostic, t('Set a budget in leanscope.json'), 'leanscope.setBudget', finding),
    ...(isScript(document)
      ? [action(diagnostic, ignore.title, 'leanscope.ignoreFinding', [ignore.uri, line, rule])]
      : []),
  ];
}

/** Where a line can be a comment of two slashes. */
function isScript({ languageId }: vscode.TextDocument): boolean {
  return ['javascript', 'typescript', 'javascriptreact', 'typescriptreact'].includes(languageId);
}

function action(
  diagnostic: vscode.Diagnostic,
  title: string,
  command: string,
  args: readonly unknown[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.command = { title, command, arguments: [...args] };
  made.diagnostics = [diagnostic];
  return made;
}
