/** The details of a function, a route or a hot line, on the line where its hint stands. */
import * as vscode from 'vscode';
import type { FileAnnotations } from '../model/annotation.ts';
import { anyFile } from './code-lenses.ts';
import { functionFigures, lineFigures, routeFigures, type Figures } from './hover-figures.ts';
import type { HintStyle } from './hint-style.ts';
import { modelLine } from './position.ts';
import type { ShownRuns } from './shown-runs.ts';

export function registerHovers(runs: ShownRuns, style: HintStyle): vscode.Disposable {
  return vscode.languages.registerHoverProvider(anyFile, {
    provideHover: (document, position) => {
      const annotations = style.name === 'off' ? undefined : runs.annotationsOf(document);
      if (annotations === undefined) return undefined;
      const figures = figuresAt(annotations, modelLine(position));
      return figures.length === 0 ? undefined : new vscode.Hover(figures.map(hoverText));
    },
  });
}

function figuresAt(annotations: FileAnnotations, line: number): readonly Figures[] {
  const here = <T extends { readonly line: number }>(hints: readonly T[]): readonly T[] =>
    hints.filter((hint) => hint.line === line);
  return [
    ...here(annotations.routes).map(routeFigures),
    ...here(annotations.functions).map(functionFigures),
    ...here(annotations.lines).map(lineFigures),
  ];
}

/** Names come from measured code, which may be anybody's: they are text, never Markdown. */
function hoverText({ title, note, rows }: Figures): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: ['leanscope.openReport'] };
  text.appendMarkdown('**Leanscope** · ').appendText(title);
  if (rows.length > 0) text.appendMarkdown('\n\n| | |\n|:--|--:|\n');
  for (const [name, figure] of rows) {
    text.appendMarkdown(`| ${cell(name)} | ${cell(figure)} |\n`);
  }
  if (note !== undefined) text.appendMarkdown('\n\n').appendText(note);
  return text.appendMarkdown(`\n\n[${vscode.l10n.t('Open report')}](command:leanscope.openReport)`);
}

function cell(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>&~$]/g, '\\$&');
}
