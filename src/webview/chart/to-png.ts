/**
 * A drawn chart as a picture. Drawn again shape by shape: to load the SVG as an image, the page's policy would have to allow images.
 * Of SVG only what a chart is made of.
 */

/** Pixels of the picture for one of the page: sharp where it is pasted. */
const scale = 2;

export async function toPng(svg: SVGSVGElement): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const canvas = document.createElement('canvas');
  const { width, height } = svg.viewBox.baseVal;
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.scale(scale, scale);
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, width, height);
  for (const shape of svg.querySelectorAll<SVGGraphicsElement>('path, rect, text')) {
    if (shape.closest('.cursor') === null) paint(context, shape, getComputedStyle(shape));
  }
  return pngOf(canvas);
}

export async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const picture = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done);
  });
  return picture === null ? undefined : new Uint8Array(await picture.arrayBuffer());
}

function paint(context: CanvasRenderingContext2D, shape: SVGGraphicsElement, style: CSSStyleDeclaration): void {
  context.globalAlpha = Number(style.opacity);
  if (shape instanceof SVGTextElement) {
    write(context, shape, style);
    return;
  }
  const path = pathOf(shape);
  if (style.fill !== 'none') {
    context.fillStyle = style.fill;
    context.fill(path);
  }
  if (style.stroke !== 'none') {
    context.strokeStyle = style.stroke;
    context.lineWidth = parseFloat(style.strokeWidth);
    context.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
    context.stroke(path);
  }
}

function pathOf(shape: SVGGraphicsElement): Path2D {
  if (!(shape instanceof SVGRectElement)) return new Path2D(shape.getAttribute('d') ?? '');
  const path = new Path2D();
  const { x, y, width, height } = shape.getBBox();
  path.rect(x, y, width, height);
  return path;
}

const alignOf: Readonly<Record<string, CanvasTextAlign>> = { middle: 'center', end: 'right' };

function write(context: CanvasRenderingContext2D, text: SVGTextElement, style: CSSStyleDeclaration): void {
  context.fillStyle = style.fill;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textAlign = alignOf[style.textAnchor] ?? 'left';
  context.fillText(text.textContent, Number(text.getAttribute('x')), Number(text.getAttribute('y')));
}
