/** What is in sight of a graph as SVG, all of its rows: text stays text, to be found and scaled. */
import type { FlameShown } from './flame-shown.ts';
import { looksOf, stripsOf, textOf } from './looks.ts';
import { cut, rowHeight } from './paint-flame.ts';
import type { Palette } from './palette.ts';
import { drawRow, type Span } from './strips.ts';

const letterWidth = 7.3;
const padding = 4;

export function flameSvg(shown: FlameShown, span: Span, width: number, palette: Palette): string {
  const parts: string[] = [];
  const lookOf = looksOf(shown, palette);
  const stripOf = stripsOf(shown, palette);
  const height = shown.layout.rows.length * rowHeight;
  const rect = (x: number, y: number, wide: number, fill: string): string =>
    `<rect x="${x.toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="${rowHeight - 1}" fill="${fill}"/>`;
  shown.layout.rows.forEach((_, depth) => {
    const y = depth * rowHeight;
    drawRow(shown.layout, depth, span, width, {
      box: (node, from, wide) => {
        const x = Math.max(0, from);
        const room = Math.min(width, from + wide) - x;
        const text = escaped(textOf(shown, node));
        const { fill, text: colour } = lookOf(node);
        const letters = Math.floor((room - 2 * padding) / letterWidth);
        const label =
          letters < 3
            ? ''
            : `<text x="${(x + padding).toFixed(1)}" y="${y + 14}" fill="${colour}">${escaped(cut(textOf(shown, node), letters))}</text>`;
        parts.push(`<g><title>${text}</title>${rect(x, y, Math.max(0.5, room - 1), fill)}${label}</g>`);
      },
      kindOf: stripOf,
      strip: (x, wide, colour) => parts.push(rect(x, y, wide, colour)),
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="monospace" font-size="12"><rect width="100%" height="100%" fill="${palette.back}"/>${parts.join('\n')}</svg>\n`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
