/** A canvas that shows a layout: zooms, pans, and draws at most once a frame. Owns its listeners until it is stopped. */
import type { FlameShown } from './flame-shown.ts';
import { nodeAt } from './layout.ts';
import { panned, spanOf, zoomed } from './moves.ts';
import { paintFlame, rowHeight } from './paint-flame.ts';
import { paletteOf, type Palette } from './palette.ts';
import type { Span } from './strips.ts';

export interface FlameListener {
  readonly onHover: (node: number | undefined) => void;
  readonly onSelect: (node: number) => void;
  readonly onOpen: (node: number) => void;
}

const whole: Span = { from: 0, to: 1 };
const animationMs = 160;
/** A pointer that went this far was dragging, not clicking. */
const dragPixels = 4;

interface Animation {
  readonly from: Span;
  readonly to: Span;
  readonly start: number;
}

export class FlameView {
  readonly #canvas: HTMLCanvasElement;
  readonly #scroller: HTMLElement;
  readonly #listener: FlameListener;
  readonly #ending = new AbortController();
  readonly #pointers = new Map<number, PointerEvent>();
  #shown: FlameShown;
  #palette: Palette;
  #span = whole;
  #animation: Animation | undefined;
  #hovered: number | undefined;
  #dragged = 0;
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, scroller: HTMLElement, shown: FlameShown, listener: FlameListener) {
    this.#canvas = canvas;
    this.#scroller = scroller;
    this.#shown = shown;
    this.#listener = listener;
    this.#palette = paletteOf(canvas);
    this.#listen();
    // At once: a tab that is opened to be printed gets no frame before it is.
    this.#paint();
  }

  show(shown: FlameShown): void {
    if (shown.layout !== this.#shown.layout) {
      this.#span = whole;
      this.#animation = undefined;
      this.#hovered = undefined;
    }
    this.#shown = shown;
    this.#draw();
  }

  /** Until the node is as wide as the view. */
  zoomTo(node: number, animated = true): void {
    const to = spanOf(this.#shown.layout, node);
    if (!(to.to > to.from)) return;
    const still = !animated || matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (still) this.#span = to;
    else this.#animation = { from: this.#span, to, start: performance.now() };
    this.reveal(node);
    this.#draw();
  }

  zoomBy(factor: number, around = (this.#span.from + this.#span.to) / 2): void {
    this.#animation = undefined;
    this.#span = zoomed(this.#span, factor, around);
    this.#draw();
  }

  panBy(part: number): void {
    this.#animation = undefined;
    this.#span = panned(this.#span, part);
    this.#draw();
  }

  /** Brings a node's row, and the node itself, into sight. */
  reveal(node: number): void {
    const { layout } = this.#shown;
    const top = (layout.tree.depth[node] ?? 0) * rowHeight;
    const { scrollTop, clientHeight } = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + rowHeight > scrollTop + clientHeight) this.#scroller.scrollTop = top + rowHeight - clientHeight;
    const { from, to } = spanOf(layout, node);
    if (this.#animation === undefined && (to <= this.#span.from || from >= this.#span.to))
      this.#span = zoomed(
        whole,
        1 / Math.min(1, Math.max((to - from) * 4, this.#span.to - this.#span.from)),
        (from + to) / 2,
      );
    this.#draw();
  }

  get span(): Span {
    return this.#span;
  }

  stop(): void {
    this.#ending.abort();
    cancelAnimationFrame(this.#frame);
  }

  #draw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame((now) => {
      this.#frame = 0;
      this.#animate(now);
      this.#paint();
    });
  }

  #animate(now: number): void {
    if (this.#animation === undefined) return;
    const { from, to, start } = this.#animation;
    const done = Math.min(1, Math.max(0, (now - start) / animationMs));
    const part = 1 - (1 - done) ** 3;
    this.#span = { from: from.from + (to.from - from.from) * part, to: from.to + (to.to - from.to) * part };
    if (done === 1) this.#animation = undefined;
    else this.#draw();
  }

  #paint(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const context = this.#canvas.getContext('2d', { alpha: false });
    if (context === null || width === 0) return;
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== wide) this.#canvas.width = wide;
    if (this.#canvas.height !== high) this.#canvas.height = high;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { scrollTop: top } = this.#scroller;
    const view = { span: this.#span, top, width, height, hovered: this.#hovered };
    paintFlame(context, this.#shown, view, this.#palette);
  }

  #listen(): void {
    const { signal } = this.#ending;
    const canvas = this.#canvas;
    const redraw = (): void => {
      this.#draw();
    };
    this.#scroller.addEventListener('scroll', redraw, { signal, passive: true });
    const resizes = new ResizeObserver(redraw);
    resizes.observe(canvas);
    const recolour = (): void => {
      this.#palette = paletteOf(canvas);
      this.#draw();
    };
    for (const query of ['print', '(prefers-color-scheme: dark)', '(forced-colors: active)'])
      matchMedia(query).addEventListener('change', recolour, { signal });
    // Its media has not changed yet, and will have by the time it is printed.
    addEventListener(
      'beforeprint',
      () => {
        this.#palette = paletteOf(canvas, true);
        this.#paint();
      },
      { signal },
    );
    addEventListener('afterprint', recolour, { signal });
    const themes = new MutationObserver(recolour);
    themes.observe(document.body, { attributeFilter: ['class'] });
    signal.addEventListener('abort', () => {
      resizes.disconnect();
      themes.disconnect();
    });
    canvas.addEventListener(
      'wheel',
      (event) => {
        this.#wheel(event);
      },
      { signal, passive: false },
    );
    canvas.addEventListener(
      'pointerdown',
      (event) => {
        this.#press(event);
      },
      { signal },
    );
    canvas.addEventListener(
      'pointermove',
      (event) => {
        this.#movePointer(event);
      },
      { signal },
    );
    for (const end of ['pointerup', 'pointercancel'] as const)
      canvas.addEventListener(
        end,
        (event) => {
          this.#pointers.delete(event.pointerId);
        },
        { signal },
      );
    canvas.addEventListener(
      'pointerleave',
      () => {
        this.#hover(undefined);
      },
      { signal },
    );
    canvas.addEventListener(
      'click',
      (event) => {
        this.#click(event);
      },
      { signal },
    );
    canvas.addEventListener(
      'dblclick',
      (event) => {
        const node = this.#nodeUnder(event);
        if (node !== undefined) this.#listener.onOpen(node);
      },
      { signal },
    );
  }

  /** Two fingers on a trackpad arrive as a wheel with Ctrl. Without it, a wheel scrolls as it does elsewhere. */
  #wheel(event: WheelEvent): void {
    const width = this.#canvas.clientWidth;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      event.preventDefault();
      this.zoomBy(Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.005 : 0.1)), this.#placeOf(event.offsetX));
      return;
    }
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (Math.abs(sideways) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return;
    event.preventDefault();
    this.panBy(sideways / width);
  }

  #press(event: PointerEvent): void {
    this.#dragged = this.#pointers.size === 0 ? 0 : dragPixels;
    this.#pointers.set(event.pointerId, event);
    this.#canvas.setPointerCapture(event.pointerId);
  }

  #movePointer(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) {
      this.#hover(this.#nodeUnder(event));
      return;
    }
    const other = [...this.#pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (other !== undefined) this.#pinch(before, event, other);
    else {
      this.#dragged += Math.abs(event.offsetX - before.offsetX) + Math.abs(event.clientY - before.clientY);
      if (this.#dragged >= dragPixels) {
        this.panBy((before.offsetX - event.offsetX) / this.#canvas.clientWidth);
        this.#scroller.scrollTop += before.clientY - event.clientY;
      }
    }
    this.#pointers.set(event.pointerId, event);
  }

  #pinch(before: PointerEvent, now: PointerEvent, other: PointerEvent): void {
    const apart = (from: PointerEvent): number => Math.max(8, Math.abs(from.offsetX - other.offsetX));
    this.zoomBy(apart(now) / apart(before), this.#placeOf((now.offsetX + other.offsetX) / 2));
  }

  #click(event: MouseEvent): void {
    if (this.#dragged >= dragPixels) return;
    const node = this.#nodeUnder(event);
    if (node !== undefined) this.#listener.onSelect(node);
  }

  #hover(node: number | undefined): void {
    if (node === this.#hovered) return;
    this.#hovered = node;
    this.#canvas.style.cursor = node === undefined ? '' : 'pointer';
    this.#listener.onHover(node);
    this.#draw();
  }

  #placeOf(x: number): number {
    return this.#span.from + (x / this.#canvas.clientWidth) * (this.#span.to - this.#span.from);
  }

  #nodeUnder({ offsetX, offsetY }: MouseEvent): number | undefined {
    const depth = Math.floor((offsetY + this.#scroller.scrollTop) / rowHeight);
    return nodeAt(this.#shown.layout, depth, this.#placeOf(offsetX));
  }
}
