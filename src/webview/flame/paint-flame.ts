/**
 * Draws the part of a layout that is in sight. Sixty times a second, tens of thousands of boxes: so boxes of one colour are drawn
 * together, narrow neighbours of one colour as one, and what a frame looks like is found out once.
 */
import type { FlameShown } from './flame-shown.ts';
import { looksOf, stripsOf, textOf, type LookOf } from './looks.ts';
import { paintRuler } from './paint-ruler.ts';
import type { Palette } from './palette.ts';
import { drawRow, type Span } from './strips.ts';

/** CSS pixels. */
export const rowHeight = 20;
const padding = 4;
/** Boxes that are no wider have no gap to the next. */
const gapless = 3;

interface InSight {
  readonly span: Span;
  /** Pixels above the view. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly hovered: number | undefined;
}

interface Label {
  readonly node: number;
  readonly left: number;
  readonly y: number;
  readonly letters: number;
}

/** Rectangles by colour: x, y, width and height of each, one after the other. */
type Rectangles = Map<string, number[]>;

export function paintFlame(
  context: CanvasRenderingContext2D,
  shown: FlameShown,
  { span, top, width, height, hovered }: InSight,
  palette: Palette,
): void {
  const { layout, selected, ruler } = shown;
  context.font = palette.font;
  context.textBaseline = 'middle';
  const letter = context.measureText('0').width;
  const lookOf = looksOf(shown, palette);
  const stripOf = stripsOf(shown, palette);
  const grounds: Rectangles = new Map();
  const edges: Rectangles = new Map();
  const labels: Label[] = [];
  const outlines: (readonly [x: number, y: number, width: number])[] = [];
  const last = Math.min(layout.rows.length - 1, Math.floor((top + height) / rowHeight));
  for (let depth = Math.floor(top / rowHeight); depth <= last; depth++) {
    const y = depth * rowHeight - top;
    drawRow(layout, depth, span, width, {
      box: (node, x, wide) => {
        const [from, to] = inSight(x, wide, width);
        const look = lookOf(node);
        const ground = to - from - (wide > gapless ? 1 : 0);
        addRectangle(grounds, look.fill, [from, y, ground, rowHeight - 1]);
        if (look.edge !== '') {
          addRectangle(edges, look.edge, [from, y, Math.min(3, ground), rowHeight - 1]);
          // Where boxes have no ground of their own, a line says how far each goes.
          addRectangle(edges, look.edge, [from, y + rowHeight - 2, ground, 1]);
        }
        const left = Math.max(0, x) + padding;
        const letters = Math.floor((Math.min(width, x + wide) - left - padding) / letter);
        if (letters >= 3 && (node !== 0 || ruler === undefined)) labels.push({ node, left, y, letters });
        if (node === selected || node === hovered) outlines.push([x, y, wide]);
      },
      kindOf: stripOf,
      strip: (x, wide, colour) => {
        const [from, to] = inSight(x, wide, width);
        addRectangle(grounds, colour, [from, y, to - from, rowHeight - 1]);
      },
    });
  }
  context.fillStyle = palette.back;
  context.fillRect(0, 0, width, height);
  fill(context, grounds);
  fill(context, edges);
  paintLabels(context, labels, shown, lookOf);
  if (ruler !== undefined && top < rowHeight)
    paintRuler(context, ruler, { span, width, whole: layout.tree.total[0] ?? 0, top: -top, letter }, palette);
  for (const outline of outlines) strokeOutline(context, outline, palette);
}

/** On whole pixels, which are drawn without blending; at least one of them. */
function inSight(x: number, wide: number, width: number): readonly [from: number, to: number] {
  const from = Math.round(Math.max(-1, x));
  return [from, Math.max(from + 1, Math.round(Math.min(width + 1, x + wide)))];
}

type Rectangle = readonly [x: number, y: number, width: number, height: number];

/** One that goes on where the last of its colour ended is a part of that. */
function addRectangle(rectangles: Rectangles, colour: string, [x, y, width, height]: Rectangle): void {
  let list = rectangles.get(colour);
  if (list === undefined) {
    list = [];
    rectangles.set(colour, list);
  }
  const at = list.length - 4;
  const end = (list[at] ?? 0) + (list[at + 2] ?? 0);
  if (at >= 0 && list[at + 1] === y && list[at + 3] === height && end === x) list[at + 2] = (list[at + 2] ?? 0) + width;
  else list.push(x, y, width, height);
}

function fill(context: CanvasRenderingContext2D, rectangles: Rectangles): void {
  for (const [colour, list] of rectangles) {
    context.fillStyle = colour;
    for (let at = 0; at < list.length; at += 4)
      context.fillRect(list[at] ?? 0, list[at + 1] ?? 0, list[at + 2] ?? 0, list[at + 3] ?? 0);
  }
}

function paintLabels(
  context: CanvasRenderingContext2D,
  labels: readonly Label[],
  shown: FlameShown,
  lookOf: LookOf,
): void {
  let colour: string | undefined;
  for (const { node, left, y, letters } of labels) {
    const { text } = lookOf(node);
    if (text !== colour) context.fillStyle = colour = text;
    context.fillText(cut(textOf(shown, node), letters), left, y + rowHeight / 2);
  }
}

export function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}

function strokeOutline(
  context: CanvasRenderingContext2D,
  [x, y, width]: readonly [number, number, number],
  { mark }: Palette,
): void {
  context.strokeStyle = mark;
  context.lineWidth = 2;
  context.strokeRect(x + 1, y + 1, Math.max(1, width - 2), rowHeight - 3);
}
