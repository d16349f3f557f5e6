/**
 * How a hot line looks: a bar as many characters wide as the line has per cent of the CPU, in one of four shades, a mark
 * in the gutter whose height says the same, and a mark in the overview ruler. Memory is a thin bar under the text, in a
 * hue of its own, with a diamond for a mark. In high contrast a bar is an outline, since a background would drown the text.
 */
import * as vscode from 'vscode';
import type { LineAnnotation } from '../model/annotation.ts';
import { cpuMark, memoryMark, outlineMark } from './gutter-marks.ts';

type HeatLook = 'cpu1' | 'cpu2' | 'cpu3' | 'cpu4' | 'memory' | 'faded';

export interface Bar {
  readonly look: HeatLook;
  readonly widthCh: number;
}

/** Where a colour stands in package.json, by look. */
const colourOf: Readonly<Record<HeatLook, string>> = {
  cpu1: 'heat1',
  cpu2: 'heat2',
  cpu3: 'heat3',
  cpu4: 'heat4',
  memory: 'memory',
  faded: 'faded',
};

/** What is painted on a line; a line that is hot and allocates has two bars. */
export function barsOf({ heat, share, isMemoryHeavy, allocationShare, isFaded = false }: LineAnnotation): Bar[] {
  // A line that is here for what it calls has no bar of its own.
  if (isFaded) return heat === 0 && !isMemoryHeavy ? [] : [barOf('faded', share)];
  return [
    ...(heat === 0 ? [] : [barOf(`cpu${heat}`, share)]),
    ...(isMemoryHeavy && allocationShare !== undefined ? [barOf('memory', allocationShare)] : []),
  ];
}

const widestCh = 100;

/** A percent is a character wide. */
function barOf(look: HeatLook, share: number): Bar {
  return { look, widthCh: Math.min(widestCh, Math.max(1, Math.round(share * 100))) };
}

/**
 * VS Code takes plain ranges of one type as a list of numbers, and options of each range as objects with a style of their
 * own. Shares sum to 1, so a file has few widths and hundreds of lines: a type for each width is what is quick.
 */
export class HeatPaint implements vscode.Disposable {
  readonly #types = new Map<string, vscode.TextEditorDecorationType>();

  of(bar: Bar): vscode.TextEditorDecorationType {
    const key = `${bar.look} ${bar.widthCh}`;
    const known = this.#types.get(key) ?? vscode.window.createTextEditorDecorationType(paintOf(bar));
    this.#types.set(key, known);
    return known;
  }

  dispose(): void {
    for (const type of this.#types.values()) type.dispose();
  }
}

function paintOf({ look, widthCh }: Bar): vscode.DecorationRenderOptions {
  const colour = colourOf[look];
  return {
    before: {
      // Without a text, if an empty one, VS Code draws nothing.
      contentText: '',
      width: `${widthCh}ch`,
      // It takes no room of its own, so that the text stays where it is.
      margin: `0 -${widthCh}ch -0.3em 0`,
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
