/** Paints hot lines and the figures at the end of lines, in the editors that are in sight. */
import * as vscode from 'vscode';
import type { FileAnnotations, LineAnnotation } from '../model/annotation.ts';
import { endOfLineTexts } from './end-of-line.ts';
import { barOf, createHeatPaint, heatLooks, type HeatLook } from './heat-paint.ts';
import type { HintStyle } from './hint-style.ts';
import { rangeFromMargin, rangeOfLine } from './position.ts';
import type { ShownRuns } from './shown-runs.ts';

interface Paint {
  readonly heat: ReadonlyMap<HeatLook, vscode.TextEditorDecorationType>;
  readonly endOfLine: vscode.TextEditorDecorationType;
}

export function registerHeat(runs: ShownRuns, style: HintStyle): vscode.Disposable {
  const paint: Paint = { heat: createHeatPaint(), endOfLine: createEndOfLine() };
  const repaint = (): void => {
    for (const editor of vscode.window.visibleTextEditors) paintEditor(editor, runs, style, paint);
  };
  // Hints may be there before the extension is, and editors before both.
  repaint();
  return vscode.Disposable.from(
    ...paint.heat.values(),
    paint.endOfLine,
    runs.onDidChange(repaint),
    style.onDidChange(repaint),
    vscode.window.onDidChangeVisibleTextEditors(repaint),
  );
}

function createEndOfLine(): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('descriptionForeground'), margin: '0 0 0 2em' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function paintEditor(editor: vscode.TextEditor, runs: ShownRuns, style: HintStyle, paint: Paint): void {
  const annotations = style.name === 'off' ? undefined : runs.annotationsOf(editor.document);
  for (const look of heatLooks) {
    const decoration = paint.heat.get(look);
    if (decoration !== undefined) editor.setDecorations(decoration, barsOf(look, annotations, editor.document));
  }
  const texts = annotations === undefined ? [] : endOfLineTexts(annotations, style.name === 'endOfLine');
  editor.setDecorations(
    paint.endOfLine,
    texts.flatMap(({ line, text }) => {
      const range = rangeOfLine(editor.document, line);
      return range === undefined ? [] : [{ range, renderOptions: { after: { contentText: text } } }];
    }),
  );
}

function barsOf(
  look: HeatLook,
  annotations: FileAnnotations | undefined,
  document: vscode.TextDocument,
): vscode.DecorationOptions[] {
  return (annotations?.lines ?? []).flatMap((line) => {
    const share = shareFor(look, line);
    const range = share === undefined ? undefined : rangeFromMargin(document, line.line);
    return share === undefined || range === undefined ? [] : [{ range, renderOptions: barOf(share) }];
  });
}

/** How wide the line's bar of this look is; undefined where it has none. */
function shareFor(look: HeatLook, line: LineAnnotation): number | undefined {
  const { heat, share, isMemoryHeavy, allocationShare, isFaded = false } = line;
  if (isFaded || look === 'faded') return isFaded && look === 'faded' ? share : undefined;
  if (look === 'memory') return isMemoryHeavy ? allocationShare : undefined;
  return look === `cpu${heat}` ? share : undefined;
}
