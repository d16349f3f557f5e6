/** Time along the root's row: ticks at round values, and a line where other time has passed in between. */
import { scaleOf, ticksOf } from '../chart/scale.ts';
import type { Ruler } from './flame-shown.ts';
import type { Palette } from './palette.ts';
import type { Span } from './strips.ts';

interface RulerPlace {
  readonly span: Span;
  readonly width: number;
  /** What the span is a part of. */
  readonly whole: number;
  /** Of the row. */
  readonly top: number;
  /** Width of a letter. */
  readonly letter: number;
}

/** CSS pixels. */
const height = 20;
const lettersPerTick = 14;

export function paintRuler(
  context: CanvasRenderingContext2D,
  { borders, text }: Ruler,
  { span, width, whole, top, letter }: RulerPlace,
  palette: Palette,
): void {
  context.fillStyle = palette.faded;
  context.fillRect(0, top, width, height - 1);
  const scale = scaleOf('linear', [span.from * whole, span.to * whole], [0, width]);
  const ticks = ticksOf(scale, Math.max(1, width / (letter * lettersPerTick)));
  const step = (ticks[1] ?? scale.domain[1]) - (ticks[0] ?? scale.domain[0]);
  context.fillStyle = palette.mark;
  for (const border of borders) {
    const x = scale.at(border);
    if (border > 0 && x >= 0 && x <= width) context.fillRect(Math.round(x), top, 2, height - 1);
  }
  context.fillStyle = palette.fadedText;
  for (const tick of ticks) {
    const x = Math.round(scale.at(tick));
    context.fillRect(x, top + height - 7, 1, 6);
    context.fillText(text(tick, step), x + 4, top + height / 2);
  }
}
