/** Hints above functions and route handlers. */
import * as vscode from 'vscode';
import { functionHint, routeHint } from './hint-text.ts';
import type { HintStyle } from './hint-style.ts';
import { rangeOfLine } from './position.ts';
import type { ShownFile, ShownRuns } from './shown-runs.ts';

/** Every file: a Report names only files it has something to say about, whatever their language. */
export const anyFile: vscode.DocumentSelector = { pattern: '**' };

export function registerCodeLenses(runs: ShownRuns, style: HintStyle): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    runs.onDidChange(() => {
      changed.fire();
    }),
    style.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(anyFile, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => (style.name === 'codeLens' ? codeLenses(document, runs) : []),
    }),
  );
}

function codeLenses(document: vscode.TextDocument, runs: ShownRuns): vscode.CodeLens[] {
  const shown = runs.fileOf(document);
  if (shown === undefined) return [];
  const { annotations } = shown;
  const lead = leadOf(shown);
  return [
    ...annotations.routes.map((hint) => codeLens(document, hint.line, routeHint(hint), lead)),
    ...annotations.functions.map((hint) => codeLens(document, hint.line, functionHint(hint, annotations.per), lead)),
  ].filter((lens) => lens !== undefined);
}

/** Where a click leads. */
type Lead = Omit<vscode.Command, 'title'>;

function leadOf(shown: ShownFile): Lead {
  const { t } = vscode.l10n;
  if (shown.kind === 'run') return { command: 'leanscope.openReport', tooltip: t('Open the Leanscope report') };
  return { command: 'vscode.open', tooltip: t('Open the profile'), arguments: [shown.profile] };
}

function codeLens(document: vscode.TextDocument, line: number, title: string, lead: Lead): vscode.CodeLens | undefined {
  const range = rangeOfLine(document, line);
  return range === undefined ? undefined : new vscode.CodeLens(range, { title, ...lead });
}
