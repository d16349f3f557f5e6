/** A place in the source: opens there where an editor listens, and is plain text elsewhere. */
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { PageContext } from './words.ts';

interface PlaceProps {
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** Left out where Tab goes, because the row that it is in opens it by a key. */
  readonly skipped?: boolean;
}

export function Place({ file, line, skipped = false }: PlaceProps): VNode | null {
  const { words, openSource } = useContext(PageContext);
  if (file === undefined || file === '') return null;
  const text = line === undefined ? file : `${file}:${line}`;
  // Node's own modules have no file to open.
  if (openSource === undefined || line === undefined || file.startsWith('node:')) {
    return <span class="place">{text}</span>;
  }
  return (
    <button
      type="button"
      class="place link"
      {...(skipped ? { tabIndex: -1 } : {})}
      title={words.t('openSource', text)}
      onClick={() => {
        openSource(file, line);
      }}
    >
      {text}
    </button>
  );
}
