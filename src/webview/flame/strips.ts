/**
 * What there is to draw of a row: boxes a pixel wide or wider, and one strip for each run of narrower ones, so that
 * drawing takes as long as there are pixels, however many nodes there are.
 */
import { firstEndingAfter, type Layout } from './layout.ts';

export interface Span {
  /** The part of the whole that is in sight: 0 to 1 is all of it. */
  readonly from: number;
  readonly to: number;
}

export interface Draw {
  readonly box: (node: number, x: number, width: number) => void;
  readonly strip: (x: number, width: number) => void;
}

/** x and widths are in pixels from the left of the view. */
export function drawRow(layout: Layout, depth: number, { from, to }: Span, pixels: number, draw: Draw): void {
  const row = layout.rows[depth];
  if (row === undefined) return;
  const scale = pixels / (to - from);
  // A strip may begin left of what is in sight, so no number stands for none.
  let stripLeft: number | undefined;
  let stripRight = 0;
  const endStrip = (): void => {
    if (stripLeft !== undefined) draw.strip(stripLeft, Math.max(1, stripRight - stripLeft));
    stripLeft = undefined;
  };
  for (let at = firstEndingAfter(layout, row, from); at < row.length;) {
    const node = row[at] ?? 0;
    const x = ((layout.left[node] ?? 0) - from) * scale;
    if (x >= pixels) break;
    const width = (layout.width[node] ?? 0) * scale;
    if (width >= 1) {
      endStrip();
      draw.box(node, x, width);
      at += 1;
      continue;
    }
    if (stripLeft === undefined || x > stripRight + 1) {
      endStrip();
      stripLeft = x;
    }
    // Whatever else ends on this pixel is in the strip already.
    at = Math.max(at + 1, firstEndingAfter(layout, row, from + (Math.floor(x) + 1) / scale, at + 1));
    const last = row[at - 1] ?? node;
    stripRight = ((layout.left[last] ?? 0) + (layout.width[last] ?? 0) - from) * scale;
  }
  endStrip();
}
