/** Dollars as they are shown, rounded; with the exact figure for a pointer and for programs that read the page. */
import type { VNode } from 'preact';
import { useWords } from '../words.ts';

export function Money({ usd: value }: { readonly usd: number | undefined }): VNode | null {
  const { usd, usdExact } = useWords();
  if (value === undefined) return null;
  return (
    <data value={String(value)} title={usdExact(value)}>
      {usd(value)}
    </data>
  );
}
