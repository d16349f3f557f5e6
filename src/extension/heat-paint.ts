/**
 * How a hot line looks: a bar as many characters wide as the line has per cent of the CPU, in one of four shades, a mark
 * in the gutter whose height says the same, and a mark in the overview ruler. Memory is a thin bar under the text, in a
 * hue of its own, with a diamond for a mark. In high contrast a bar is an outline, since a background would drown the text.
 */
import * as vscode from 'vscode';
import { cpuMark, memoryMark, outlineMark } from './gutter-marks.ts';

export type HeatLook = 'cpu1' | 'cpu2' | 'cpu3' | 'cpu4' | 'memory' | 'faded';

export const heatLooks: readonly HeatLook[] = ['cpu1', 'cpu2', 'cpu3', 'cpu4', 'memory', 'faded'];

/** Where a colour stands in package.json, by look. */
const colourOf: Readonly<Record<HeatLook, string>> = {
  cpu1: 'heat1',
  cpu2: 'heat2',
  cpu3: 'heat3',
  cpu4: 'heat4',
  memory: 'memory',
  faded: 'faded',
};

export function createHeatPaint(): ReadonlyMap<HeatLook, vscode.TextEditorDecorationType> {
  return new Map(heatLooks.map((look) => [look, vscode.window.createTextEditorDecorationType(paintOf(look))]));
}

function paintOf(look: HeatLook): vscode.DecorationRenderOptions {
  const colour = colourOf[look];
  return {
    before: {
      backgroundColor: new vscode.ThemeColor(`leanscope.${colour}`),
      border: '1px solid',
      borderColor: new vscode.ThemeColor(`leanscope.${colour}Border`),
      height: look === 'memory' ? '0.15em' : '1.2em',
    },
    overviewRulerColor: new vscode.ThemeColor(`leanscope.${colour}Ruler`),
    overviewRulerLane: look === 'memory' ? vscode.OverviewRulerLane.Right : vscode.OverviewRulerLane.Left,
    light: { gutterIconPath: markOf(look, 'light') },
    dark: { gutterIconPath: markOf(look, 'dark') },
    gutterIconSize: 'contain',
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
}

function markOf(look: HeatLook, theme: 'light' | 'dark'): vscode.Uri {
  if (look === 'memory') return memoryMark(theme);
  if (look === 'faded') return outlineMark(theme);
  return cpuMark(Number(look.at(-1)), theme);
}

const widestCh = 100;

/** A percent is a character wide. It takes no room of its own, so that the text stays where it is. */
export function barOf(share: number): vscode.DecorationInstanceRenderOptions {
  const widthCh = Math.min(widestCh, Math.max(1, Math.round(share * 100)));
  // Without a text, if an empty one, VS Code draws nothing.
  return { before: { contentText: '', width: `${widthCh}ch`, margin: `0 -${widthCh}ch -0.3em 0` } };
}
