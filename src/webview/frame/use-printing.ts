/** True while the page is printed: then every tab is shown, one after the other. */
import { useEffect, useState } from 'preact/hooks';

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia('print');
    const follow = (): void => {
      setPrinting(media.matches);
    };
    const start = (): void => {
      setPrinting(true);
    };
    media.addEventListener('change', follow);
    // Preact draws in a microtask, so the tabs are there when this event has been dealt with: before the page is printed.
    addEventListener('beforeprint', start);
    addEventListener('afterprint', follow);
    return () => {
      media.removeEventListener('change', follow);
      removeEventListener('beforeprint', start);
      removeEventListener('afterprint', follow);
    };
  }, []);
  return printing;
}
