/** Paints hot lines and the figures at the end of lines, in the editors that are in sight. */
import * as vscode from 'vscode';
import type { FileAnnotations } from '../model/annotation.ts';
import { endOfLineTexts } from './end-of-line.ts';
import { barsOf, HeatPaint } from './heat-paint.ts';
import type { HintStyle } from './hint-style.ts';
import { rangeFromMargin, rangeOfLine } from './position.ts';
import type { ShownRuns } from './shown-runs.ts';

type DecorationType = vscode.TextEditorDecorationType;
type Decorations = readonly vscode.Range[] | vscode.DecorationOptions[];

interface Paint {
  readonly heat: HeatPaint;
  readonly endOfLine: DecorationType;
  /** What has to be wiped off an editor where it is not painted again. */
  readonly painted: WeakMap<vscode.TextEditor, ReadonlySet<DecorationType>>;
}

export function registerHeat(runs: ShownRuns, style: HintStyle): vscode.Disposable {
  const paint: Paint = { heat: new HeatPaint(), endOfLine: createEndOfLine(), painted: new WeakMap() };
  const repaint = (): void => {
    for (const editor of vscode.window.visibleTextEditors) paintEditor(editor, runs, style, paint);
  };
  // Hints may be there before the extension is, and editors before both.
  repaint();
  return vscode.Disposable.from(
    paint.heat,
    paint.endOfLine,
    runs.onDidChange(repaint),
    style.onDidChange(repaint),
    vscode.window.onDidChangeVisibleTextEditors(repaint),
  );
}

function createEndOfLine(): DecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('descriptionForeground'), margin: '0 0 0 2em' },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}

function paintEditor(editor: vscode.TextEditor, runs: ShownRuns, style: HintStyle, paint: Paint): void {
  const annotations = style.name === 'off' ? undefined : runs.annotationsOf(editor.document);
  const bars = barRanges(annotations, editor.document, paint.heat);
  const texts = annotations === undefined ? [] : textsOf(annotations, editor.document, style);
  const decorations = new Map<DecorationType, Decorations>(bars);
  if (texts.length > 0) decorations.set(paint.endOfLine, texts);
  for (const type of paint.painted.get(editor) ?? []) if (!decorations.has(type)) editor.setDecorations(type, []);
  for (const [type, ranges] of decorations) editor.setDecorations(type, ranges);
  paint.painted.set(editor, new Set(decorations.keys()));
}

/** By decoration, where it is painted; each line is read once. */
export function barRanges(
  annotations: FileAnnotations | undefined,
  document: vscode.TextDocument,
  heat: HeatPaint,
): ReadonlyMap<DecorationType, vscode.Range[]> {
  const found = new Map<DecorationType, vscode.Range[]>();
  for (const line of annotations?.lines ?? []) {
    const range = rangeFromMargin(document, line.line);
    if (range === undefined) continue;
    for (const type of barsOf(line).map((bar) => heat.of(bar))) {
      const ranges = found.get(type);
      if (ranges === undefined) found.set(type, [range]);
      else ranges.push(range);
    }
  }
  return found;
}

function textsOf(
  annotations: FileAnnotations,
  document: vscode.TextDocument,
  style: HintStyle,
): vscode.DecorationOptions[] {
  return endOfLineTexts(annotations, style.name === 'endOfLine').flatMap(({ line, text }) => {
    const range = rangeOfLine(document, line);
    return range === undefined ? [] : [{ range, renderOptions: { after: { contentText: text } } }];
  });
}
