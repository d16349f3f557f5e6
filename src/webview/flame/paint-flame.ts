/** Draws the part of a layout that is in sight. */
import type { FlameShown } from './flame-shown.ts';
import { labelOf, shadeOf, type Palette } from './palette.ts';
import { paintRuler } from './paint-ruler.ts';
import { drawRow, type Span } from './strips.ts';

/** CSS pixels. */
export const rowHeight = 20;
const padding = 4;

interface InSight {
  readonly span: Span;
  /** Pixels above the view. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly hovered: number | undefined;
}

type Box = readonly [node: number, x: number, width: number, y: number];

export function paintFlame(
  context: CanvasRenderingContext2D,
  shown: FlameShown,
  { span, top, width, height, hovered }: InSight,
  palette: Palette,
): void {
  const { layout, selected, ruler } = shown;
  context.fillStyle = palette.back;
  context.fillRect(0, 0, width, height);
  context.font = palette.font;
  context.textBaseline = 'middle';
  const letter = context.measureText('0').width;
  const boxes: Box[] = [];
  const last = Math.min(layout.rows.length - 1, Math.floor((top + height) / rowHeight));
  for (let depth = Math.floor(top / rowHeight); depth <= last; depth++) {
    const y = depth * rowHeight - top;
    drawRow(layout, depth, span, width, {
      box: (node, x, wide) => boxes.push([node, x, wide, y]),
      strip: (x, wide) => {
        context.fillStyle = palette.strip;
        context.fillRect(x, y, wide, rowHeight - 1);
      },
    });
  }
  for (const box of boxes) paintBox(context, shown, box, palette);
  for (const box of boxes)
    if (ruler === undefined || box[0] !== 0) paintLabel(context, shown, box, { palette, letter, width });
  if (ruler !== undefined && top < rowHeight)
    paintRuler(context, ruler, { span, width, whole: layout.tree.total[0] ?? 0, top: -top, letter }, palette);
  for (const box of boxes) if (box[0] === selected || box[0] === hovered) outline(context, box, palette);
}

function paintBox(context: CanvasRenderingContext2D, shown: FlameShown, box: Box, palette: Palette): void {
  const [node, x, width, y] = box;
  const look = lookOf(shown, node, palette);
  context.fillStyle = look.fill;
  const gap = width > 3 ? 1 : 0;
  context.fillRect(x, y, width - gap, rowHeight - 1);
  if (look.edge === '') return;
  context.fillStyle = look.edge;
  context.fillRect(x, y, Math.min(3, width - gap), rowHeight - 1);
  // Where boxes have no ground of their own, a line says how far each goes.
  context.fillRect(x, y + rowHeight - 2, width - gap, 1);
}

interface Look {
  readonly fill: string;
  /** Drawn at the left; empty for none. */
  readonly edge: string;
  readonly text: string;
}

export function lookOf({ layout, found, change }: FlameShown, node: number, palette: Palette): Look {
  if (change !== undefined) return changeLook(change.by, layout.tree.total[0] ?? 0, node, palette);
  const index = layout.tree.frame[node] ?? -1;
  const frame = layout.tree.frames[index];
  if (found !== undefined && found[index] !== 1) return { fill: palette.faded, edge: '', text: palette.fadedText };
  const kind = frame?.kind ?? 'engine';
  const fill = palette.fill[kind][frame === undefined ? 0 : shadeOf(frame)] ?? palette.strip;
  return { fill, edge: found === undefined ? palette.edge[kind] : palette.mark, text: palette.text };
}

/** Shares of the whole from which a difference has the stronger shades. */
const shadesFrom = [0.002, 0.02, 0.1] as const;

function changeLook(by: Float64Array, whole: number, node: number, { more, less, faded, text, edge }: Palette): Look {
  const part = whole > 0 ? (by[node] ?? 0) / whole : 0;
  const shade = shadesFrom.filter((from) => Math.abs(part) >= from).length;
  const fill = shade === 0 ? faded : ((part > 0 ? more : less)[shade - 1] ?? faded);
  return { fill, edge: shade === 0 ? '' : edge.app, text };
}

interface LabelPlace {
  readonly palette: Palette;
  /** Width of a letter: they are all alike. */
  readonly letter: number;
  readonly width: number;
}

function paintLabel(
  context: CanvasRenderingContext2D,
  shown: FlameShown,
  [node, x, width, y]: Box,
  { palette, letter, width: whole }: LabelPlace,
): void {
  const left = Math.max(0, x) + padding;
  const letters = Math.floor((Math.min(whole, x + width) - left - padding) / letter);
  if (letters < 3) return;
  context.fillStyle = lookOf(shown, node, palette).text;
  context.fillText(cut(textOf(shown, node), letters), left, y + rowHeight / 2);
}

export function textOf({ layout, rootLabel, change }: FlameShown, node: number): string {
  const frame = layout.tree.frames[layout.tree.frame[node] ?? -1];
  const name = frame === undefined ? rootLabel : labelOf(frame);
  const by = change?.by[node] ?? 0;
  return change === undefined || by === 0 ? name : `${change.text(by)} ${name}`;
}

export function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}

function outline(context: CanvasRenderingContext2D, [, x, width, y]: Box, { mark }: Palette): void {
  context.strokeStyle = mark;
  context.lineWidth = 2;
  context.strokeRect(x + 1, y + 1, Math.max(1, width - 2), rowHeight - 3);
}
