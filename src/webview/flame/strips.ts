/**
 * What there is to draw of a row: boxes that are wide enough to be told apart, and one strip for each run of narrower ones, so that
 * drawing takes as long as there are pixels, however many nodes there are.
 */
import { firstEndingAfter, type Layout } from './layout.ts';

/** CSS pixels. With boxes of a single one, a graph of a hundred thousand has two and a half times as much to draw and shows no more. */
export const narrowest = 2;

/** Before another kind may begin. */
const narrowestStrip = 6;

export interface Span {
  /** The part of the whole that is in sight: 0 to 1 is all of it. */
  readonly from: number;
  readonly to: number;
}

export interface Draw {
  readonly box: (node: number, x: number, width: number) => void;
  /** `kind` is that of the node at its left end. */
  readonly strip: (x: number, width: number, kind: string) => void;
  /** Where that changes a new strip begins: so a strip tells what it is made of. */
  readonly kindOf: (node: number) => string;
}

/** x and widths are in pixels from the left of the view. */
export function drawRow(layout: Layout, depth: number, { from, to }: Span, pixels: number, draw: Draw): void {
  const [row, ends] = [layout.rows[depth], layout.ends[depth]];
  if (row === undefined || ends === undefined) return;
  const scale = pixels / (to - from);
  // A strip may begin left of what is in sight, so no number stands for none.
  let stripLeft: number | undefined;
  let stripRight = 0;
  let stripKind = '';
  const endStrip = (): void => {
    if (stripLeft !== undefined) draw.strip(stripLeft, Math.max(1, stripRight - stripLeft), stripKind);
    stripLeft = undefined;
  };
  for (let at = firstEndingAfter(ends, from); at < row.length;) {
    const node = row[at] ?? 0;
    const x = ((layout.left[node] ?? 0) - from) * scale;
    if (x >= pixels) break;
    const width = (layout.width[node] ?? 0) * scale;
    if (width >= narrowest) {
      endStrip();
      draw.box(node, x, width);
      at += 1;
      continue;
    }
    const apart = stripLeft === undefined || x > stripRight + 1;
    const kind = apart || x >= (stripLeft ?? 0) + narrowestStrip ? draw.kindOf(node) : stripKind;
    if (apart || kind !== stripKind) {
      endStrip();
      stripLeft = x;
      stripKind = kind;
    }
    // Whatever else ends on this pixel is in the strip already.
    at = Math.max(at + 1, firstEndingAfter(ends, from + (Math.floor(x) + 1) / scale, at + 1));
    stripRight = ((ends[at - 1] ?? 0) - from) * scale;
  }
  endStrip();
}
