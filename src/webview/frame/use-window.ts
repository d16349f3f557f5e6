/** Of many rows of one height, those that are in sight of what scrolls them. */
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface RowWindow {
  readonly from: number;
  /** The first row that is not in it. */
  readonly to: number;
}

/** Drawn beyond either edge, so that scrolling shows rows and not gaps. */
const spare = 8;

export function windowOf(top: number, height: number, rowHeight: number, count: number): RowWindow {
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  const rows = Math.ceil(height / rowHeight) + 2 * spare;
  return { from: Math.max(0, Math.min(Math.floor(top / rowHeight) - spare, last - rows)), to: last };
}

export function useWindow(scroller: RefObject<HTMLElement>, rowHeight: number, count: number): RowWindow {
  const [{ top, height }, setPlace] = useState({ top: 0, height: 700 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const follow = (): void => {
      setPlace({ top: element.scrollTop, height: element.clientHeight });
    };
    follow();
    element.addEventListener('scroll', follow, { passive: true });
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', follow);
      sizes.disconnect();
    };
  }, [scroller, rowHeight]);
  return windowOf(top, height, rowHeight, count);
}
