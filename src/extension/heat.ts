/** Heat behind hot lines, in the theme's colours, and the same said in figures at the end of the hottest of them. */
import * as vscode from 'vscode';
import type { FileAnnotations, LineAnnotation } from '../model/annotation.ts';
import { functionHint, lineHint, routeHint } from './hint-text.ts';
import type { HintStyle } from './hint-style.ts';
import { rangeOfLine } from './position.ts';
import type { ShownRuns } from './shown-runs.ts';

const shades = [1, 2, 3, 4] as const;
/** Shades from this one on have their share written out. */
const hottest = 3;

interface Paint {
  readonly heat: ReadonlyMap<LineAnnotation['heat'], vscode.TextEditorDecorationType>;
  readonly endOfLine: vscode.TextEditorDecorationType;
}

export function registerHeat(runs: ShownRuns, style: HintStyle): vscode.Disposable {
  const paint = createPaint();
  const repaint = (): void => {
    for (const editor of vscode.window.visibleTextEditors) paintEditor(editor, runs, style, paint);
  };
  return vscode.Disposable.from(
    ...paint.heat.values(),
    paint.endOfLine,
    runs.onDidChange(repaint),
    style.onDidChange(repaint),
    vscode.window.onDidChangeVisibleTextEditors(repaint),
  );
}

function createPaint(): Paint {
  return {
    heat: new Map(shades.map((shade) => [shade, heatDecoration(shade)])),
    endOfLine: vscode.window.createTextEditorDecorationType({
      after: { color: new vscode.ThemeColor('descriptionForeground'), margin: '0 0 0 2em' },
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  };
}

function heatDecoration(shade: LineAnnotation['heat']): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor(`leanscope.heat${shade}`),
    // Transparent but in high contrast, where a background would drown the text.
    borderColor: new vscode.ThemeColor(`leanscope.heat${shade}Border`),
    borderStyle: 'solid',
    borderWidth: `0 0 0 ${shade + 1}px`,
    overviewRulerColor: new vscode.ThemeColor(`leanscope.heat${shade}Ruler`),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function paintEditor(editor: vscode.TextEditor, runs: ShownRuns, style: HintStyle, paint: Paint): void {
  const annotations = style.name === 'off' ? undefined : runs.annotationsOf(editor.document);
  for (const [shade, decoration] of paint.heat) {
    const lines = annotations?.lines.filter(({ heat }) => heat === shade) ?? [];
    editor.setDecorations(decoration, rangesOf(editor.document, lines));
  }
  const texts = annotations === undefined ? [] : endOfLineTexts(annotations, style.name === 'endOfLine');
  editor.setDecorations(paint.endOfLine, endOfLineDecorations(editor.document, texts));
}

function rangesOf(document: vscode.TextDocument, lines: readonly LineAnnotation[]): vscode.Range[] {
  return lines.map(({ line }) => rangeOfLine(document, line)).filter((range) => range !== undefined);
}

interface EndOfLineText {
  readonly line: number;
  readonly text: string;
}

function endOfLineTexts(annotations: FileAnnotations, withHints: boolean): readonly EndOfLineText[] {
  const shares = annotations.lines
    .filter(({ heat }) => heat >= hottest)
    .map((hint) => ({ line: hint.line, text: lineHint(hint) }));
  if (!withHints) return shares;
  return [
    ...shares,
    ...annotations.routes.map((hint) => ({ line: hint.line, text: routeHint(hint) })),
    ...annotations.functions.map((hint) => ({ line: hint.line, text: functionHint(hint) })),
  ];
}

/** One decoration a line, so that the order of several texts is ours. */
function endOfLineDecorations(
  document: vscode.TextDocument,
  texts: readonly EndOfLineText[],
): vscode.DecorationOptions[] {
  const joined = new Map<number, string>();
  for (const { line, text } of texts) {
    const before = joined.get(line);
    joined.set(line, before === undefined ? text : `${before}   ${text}`);
  }
  return [...joined].flatMap(([line, contentText]) => {
    const range = rangeOfLine(document, line);
    return range === undefined ? [] : [{ range, renderOptions: { after: { contentText } } }];
  });
}
