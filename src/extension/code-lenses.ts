/** Hints above functions and route handlers. */
import * as vscode from 'vscode';
import { functionHint, routeHint } from './hint-text.ts';
import type { HintStyle } from './hint-style.ts';
import { rangeOfLine } from './position.ts';
import type { ShownRuns } from './shown-runs.ts';

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
  const annotations = runs.annotationsOf(document);
  if (annotations === undefined) return [];
  return [
    ...annotations.routes.map((hint) => codeLens(document, hint.line, routeHint(hint))),
    ...annotations.functions.map((hint) => codeLens(document, hint.line, functionHint(hint, annotations.per))),
  ].filter((lens) => lens !== undefined);
}

function codeLens(document: vscode.TextDocument, line: number, title: string): vscode.CodeLens | undefined {
  const range = rangeOfLine(document, line);
  if (range === undefined) return undefined;
  const tooltip = vscode.l10n.t('Open the Leanscope report');
  return new vscode.CodeLens(range, { title, tooltip, command: 'leanscope.openReport' });
}
